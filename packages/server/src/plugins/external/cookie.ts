/** Reads and writes cookies. None is signed: what is in them is a token that proves itself. */
import cookie from "@fastify/cookie";
import fp from "fastify-plugin";

export const cookiePlugin = fp(async (app) => void (await app.register(cookie)), {
  name: "cookies",
  fastify: "5.x",
});
