/** Uploads of files, as streams: nothing is held in memory or written to disk by the plugin. */
import multipart from "@fastify/multipart";
import fp from "fastify-plugin";

/** Files of one upload; fields beside them are counted, and left alone. */
const FILES_MAX = 500;

export const multipartPlugin = fp(
  async (app) => {
    await app.register(multipart, {
      limits: {
        // Whoever takes the files counts their bytes, of all together, and stops at once.
        fileSize: Number.MAX_SAFE_INTEGER,
        files: FILES_MAX,
        fields: 20,
        parts: FILES_MAX + 20,
        fieldSize: 1000,
        headerPairs: 50,
      },
    });
  },
  { name: "multipart", fastify: "5.x" },
);
