/** Other sites may not read answers, unless the operator names them in `corsOrigins`. */
import cors from "@fastify/cors";
import fp from "fastify-plugin";

const HOUR_S = 3600;

export const corsPlugin = fp(
  async (app) => {
    const { corsOrigins } = app.settings;
    if (corsOrigins.length === 0) return;
    // Never with credentials: a page of another site shows a token, or is nobody.
    await app.register(cors, {
      origin: [...corsOrigins],
      methods: ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
      allowedHeaders: [
        "authorization",
        "content-type",
        "accept-language",
        "range",
        "if-none-match",
      ],
      exposedHeaders: ["content-range", "etag", "location", "retry-after"],
      maxAge: HOUR_S,
    });
  },
  { name: "cors", fastify: "5.x" },
);
