/** What somebody is, may do, and keeps here. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "typebox";
import type { AccessRule } from "../../../access.js";
import { principalOf } from "../../../plugins/app/guard/principal.js";
import {
  AuthSession,
  PasswordBody,
  Permissions,
  Profile,
  ProfileBody,
} from "../../../schemas/accounts.js";
import { problems } from "../../../schemas/parts.js";
import { answerSession, clearSession, originOf } from "./session-cookies.js";

const tags = ["accounts"];
const access: AccessRule = { role: "viewer", scope: "account" };
/** A try takes as much as a log-in. */
const PASSWORD_LIMIT = { max: 30, timeWindow: 60_000 };

/** Below `/auth`: the password, and the end of all log-ins. */
const passwordRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    "/password",
    {
      config: { access, rateLimit: PASSWORD_LIMIT },
      schema: {
        tags,
        summary: "Change the password; ends all other log-ins",
        operationId: "changePassword",
        body: PasswordBody,
        response: { 200: AuthSession, ...problems(409) },
      },
    },
    async (request, reply) => {
      const { userId } = principalOf(request);
      const origin = originOf(request);
      const session = await app.accounts.changePassword(userId, request.body, origin);
      return answerSession(request, reply, session);
    },
  );

  app.post(
    "/logout-everywhere",
    {
      config: { access },
      schema: {
        tags,
        summary: "End all log-ins of yours",
        operationId: "logOutEverywhere",
        response: { 204: Type.Null(), ...problems() },
      },
    },
    async (request, reply) => {
      await app.accounts.logOutEverywhere(principalOf(request).userId);
      clearSession(request, reply);
      return reply.code(204).send(null);
    },
  );
};

/** Below `/auth`: profile, permissions, password. */
export const profileRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(passwordRoutes);

  app.get(
    "/profile",
    {
      config: { access },
      schema: {
        tags,
        summary: "Who you are",
        operationId: "getProfile",
        response: { 200: Profile, ...problems() },
      },
    },
    (request) => app.accounts.profile(principalOf(request)),
  );

  app.patch(
    "/profile",
    {
      config: { access },
      schema: {
        tags,
        summary: "Replace your preferences",
        operationId: "patchProfile",
        body: ProfileBody,
        response: { 200: Profile, ...problems(413) },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      await app.accounts.users.setPreferences(principal.userId, request.body.preferences);
      return app.accounts.profile(principal);
    },
  );

  app.get(
    "/permissions",
    {
      config: { access },
      schema: {
        tags,
        summary: "What you may do",
        operationId: "getPermissions",
        response: { 200: Permissions, ...problems() },
      },
    },
    async (request) => {
      const { role, scopes } = principalOf(request);
      return { role, scopes: [...scopes], permissions: [...scopes], success: true as const };
    },
  );
};
