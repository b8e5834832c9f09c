/** Counts requests. It refuses none by itself: the guard asks it, before and after it knows who is there. */
import rateLimit from "@fastify/rate-limit";
import fp from "fastify-plugin";

export const rateLimitPlugin = fp(
  async (app) => void (await app.register(rateLimit, { global: false })),
  { name: "rate-limits", fastify: "5.x" },
);
