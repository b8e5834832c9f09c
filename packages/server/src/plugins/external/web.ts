/** The built web app: its files, and its page at every path that is its own to understand. */
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import fastifyStatic from "@fastify/static";
import fp from "fastify-plugin";
import { Type } from "typebox";
import { ServerError } from "../../errors.js";

/** Names in this folder have a hash of what is in them. */
const HASHED = "assets/";
const YEAR_MS = 365 * 86_400_000;
/** Of the server, whether there is such a route or not. */
const OWN = /^(api|docs|redoc|metrics|ws)(\/|$)/;
/** What no file of ours is called, but who looks for a way out of the folder asks for. */
const ESCAPES = /(^|\/)\.\.(\/|$)|[\\\0]/;
const FILE_NAME = /\.[A-Za-z0-9]+$/;

/** The page as it is sent: what it links to begins at `basePath`, however deep the page's address is. */
export function pageAt(html: string, basePath: string): string {
  return html.replace(/<head(\s[^>]*)?>/i, (head) => `${head}<base href="${basePath}/">`);
}

export const webPlugin = fp(
  async (app) => {
    const { webFolder, basePath } = app.settings;
    if (webFolder === null) return;
    const root = resolve(webFolder);
    await app.register(fastifyStatic, { root, serve: false, dotfiles: "ignore" });
    const params = Type.Object({ "*": Type.String() });
    // An app that works off-line fetches all of them at once: a few browsers behind one address would
    // be over its limit before anybody did anything.
    app.get(
      `/${HASHED}*`,
      { config: { access: "public", uncounted: true }, schema: { hide: true, params } },
      async (request, reply) => {
        const { "*": path } = request.params as { readonly "*": string };
        if (ESCAPES.test(path)) {
          throw new ServerError("NOT_FOUND", { message: `there is no GET ${request.url}` });
        }
        return reply.sendFile(HASHED + path, { maxAge: YEAR_MS, immutable: true });
      },
    );
    app.get(
      "/*",
      {
        config: { access: "public" },
        schema: { hide: true, params },
      },
      async (request, reply) => {
        const { "*": path } = request.params as { readonly "*": string };
        const isPage = path === "" || path === "index.html";
        const wantsPage = request.headers.accept?.includes("text/html") === true;
        if (OWN.test(path) || ESCAPES.test(path)) {
          throw new ServerError("NOT_FOUND", { message: `there is no GET ${request.url}` });
        }
        if (isPage || (wantsPage && !FILE_NAME.test(path))) {
          const html = await readFile(join(root, "index.html"), "utf8");
          reply.header("cache-control", "no-cache");
          return reply.type("text/html; charset=utf-8").send(pageAt(html, basePath));
        }
        // Asked for anew each time: a service worker that a browser keeps would keep an old app alive.
        reply.header("cache-control", "no-cache");
        return reply.sendFile(path, { cacheControl: false });
      },
    );
  },
  { name: "web", fastify: "5.x", dependencies: ["guard"] },
);
