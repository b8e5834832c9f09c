/** Packs answers for those who take it. What is packed already, and parts of files, go out as they are. */
import compress from "@fastify/compress";
import fp from "fastify-plugin";

const TYPES = /^text\/(?!event-stream)|[+/](json|xml|javascript|wasm)(;|$)/;
/** Answers with tokens in them: how well they pack would tell about the tokens. */
const UNPACKED = "/api/v1/auth";
const LEVEL = 4;

export const compressPlugin = fp(
  async (app) => {
    app.addHook("onRoute", (route) => {
      if (route.url.startsWith(UNPACKED)) route.compress = false;
    });
    await app.register(compress, {
      // Requests come as they are: what unpacks to more than it may hold has no way in.
      globalDecompression: false,
      encodings: ["gzip"],
      zlibOptions: { level: LEVEL },
      customTypes: TYPES,
    });
  },
  { name: "compression", fastify: "5.x" },
);
