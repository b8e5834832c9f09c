/** Everything below `/api/v1/auth`. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { apiKeyRoutes } from "./api-keys.js";
import { logInRoutes } from "./log-in.js";
import { ownLogInRoutes } from "./log-ins.js";
import { profileRoutes } from "./profile.js";

export const authRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(logInRoutes);
  await app.register(profileRoutes);
  await app.register(apiKeyRoutes, { prefix: "/api-keys" });
  await app.register(ownLogInRoutes, { prefix: "/log-ins" });
};
