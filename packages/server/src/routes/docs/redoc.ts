/** `/redoc`: the description of the API as a page to read. */
import { open } from "node:fs/promises";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { ServerError } from "../../errors.js";
import { sendFile } from "../../files/send-file.js";

/** Copied from its package when the server is built. */
const BUNDLE = new URL("../../../build/redoc/redoc.standalone.js", import.meta.url);
const config = { access: "docs" } as const;
const schema = { hide: true };

function page(basePath: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Perpmill API</title>
<link rel="icon" href="data:,">
</head>
<body style="margin:0">
<redoc spec-url="${basePath}/docs/json"></redoc>
<script src="${basePath}/redoc/redoc.standalone.js"></script>
</body>
</html>
`;
}

export const redocRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const html = page(app.settings.basePath);
  app.get("/redoc", { config, schema }, (_, reply) => reply.type("text/html").send(html));
  app.get("/redoc/redoc.standalone.js", { config, schema }, async (request, reply) => {
    const file = await open(BUNDLE).catch((error: unknown) => {
      throw new ServerError("NOT_FOUND", { message: "ReDoc was not built", cause: error });
    });
    const { size, mtimeMs } = await file.stat();
    const etag = `${size}-${Math.round(mtimeMs)}`;
    return sendFile(request, reply, { file, type: "text/javascript", etag, name: null });
  });
};
