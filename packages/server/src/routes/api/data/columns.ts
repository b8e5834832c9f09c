/** Bars as columns, for the engine in a browser tab. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import { sendPacked } from "../../../files/send-packed.js";
import { principalOf } from "../../../plugins/app/guard/principal.js";
import { ColumnsQuery } from "../../../schemas/data.js";
import { IdParams, problems } from "../../../schemas/parts.js";

const TYPE = "application/octet-stream";
const Bytes = Type.String({ format: "binary" });
const content = { content: { [TYPE]: { schema: Bytes } } };

export const columnsRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { data } = app;
  app.get(
    "/:id/columns",
    {
      config: { access: { role: "viewer", scope: "data:read" } },
      schema: {
        tags: ["data"],
        summary: "Bars of a range in the cache's column format",
        description:
          "Little-endian columns with checksums, as the engine reads them. The ETag is the content hash of the data set; byte ranges and gzip are served.",
        operationId: "getColumns",
        produces: [TYPE],
        params: IdParams,
        querystring: ColumnsQuery,
        response: {
          200: content,
          206: content,
          304: Type.Null({ description: "You have it." }),
          ...problems(404, 409, 416, 422),
        },
      },
    },
    async (request, reply) => {
      const viewer = principalOf(request);
      const { from, to } = request.query;
      const set = await data.resolve(request.params.id, viewer);
      const range = { fromMs: from ?? null, toMs: to ?? null };
      const file = await data.columns.open(set, range, viewer.userId);
      return sendPacked(request, reply, { file, type: TYPE, etag: set.contentHash, name: null });
    },
  );
};
