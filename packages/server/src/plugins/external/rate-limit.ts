/** Counts requests. It refuses none by itself: the guard asks it, and routes that name a limit of their own. */
import rateLimit from "@fastify/rate-limit";
import fp from "fastify-plugin";
import { ServerError } from "../../errors.js";

export const rateLimitPlugin = fp(
  async (app) => {
    await app.register(rateLimit, {
      global: false,
      errorResponseBuilder: (_request, { max, ttl }) =>
        new ServerError("RATE_LIMITED", {
          message: `more than ${max} such requests in a minute`,
          retryAfterMs: Math.max(1, ttl),
        }),
    });
  },
  { name: "rate-limits", fastify: "5.x" },
);
