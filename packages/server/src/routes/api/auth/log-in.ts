/** Coming in and going out. */
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { ServerError } from "../../../errors.js";
import { REFRESH_COOKIE } from "../../../plugins/app/guard/credentials.js";
import { AuthSession, AuthStatus, LogInBody, SetUpBody } from "../../../schemas/accounts.js";
import { problems } from "../../../schemas/parts.js";
import { answerSession, clearSession, originOf } from "./session-cookies.js";

const tags = ["accounts"];
/** Of one address in a minute, whatever the names: few people, no dictionary. */
const LIMIT = { max: 30, timeWindow: 60_000 };
const config = { access: "public", rateLimit: LIMIT } as const;

function refreshTokenOf(request: FastifyRequest): string | undefined {
  return request.cookies[REFRESH_COOKIE];
}

const newSessions: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    "/setup",
    {
      config,
      schema: {
        tags,
        summary: "Make the first administrator",
        operationId: "setUp",
        body: SetUpBody,
        response: { 201: AuthSession, ...problems() },
      },
    },
    async (request, reply) => {
      const session = await app.accounts.setUp(request.body, originOf(request));
      return reply.code(201).send(answerSession(request, reply, session));
    },
  );

  app.post(
    "/login",
    {
      config,
      schema: {
        tags,
        summary: "Log in",
        operationId: "logIn",
        body: LogInBody,
        response: { 200: AuthSession, ...problems() },
      },
    },
    async (request, reply) => {
      const { name, username, password } = request.body;
      const typed = name ?? username;
      if (typed === undefined) {
        throw new ServerError("REQUEST_INVALID", {
          message: "body must have required property 'name'",
          field: "body.name",
        });
      }
      const session = await app.accounts.logIn({ name: typed, password }, originOf(request));
      return answerSession(request, reply, session);
    },
  );
};

/** Below `/auth`: set-up, log-in, refresh and log-out. */
export const logInRoutes: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(newSessions);

  app.get(
    "/status",
    {
      config: { access: "public" },
      schema: {
        tags,
        summary: "Whether to set up, to log in, or neither",
        operationId: "authStatus",
        response: { 200: AuthStatus, ...problems() },
      },
    },
    async () => ({
      setupNeeded: await app.accounts.setupNeeded(),
      singleUser: app.settings.singleUser,
    }),
  );

  app.post(
    "/refresh",
    {
      config: { access: "public", rateLimit: { ...LIMIT, max: 4 * LIMIT.max } },
      schema: {
        tags,
        summary: "Exchange the refresh cookie for the next tokens",
        description:
          "Each refresh token is good once. A second use ends the log-in: let one tab refresh at a time.",
        operationId: "refresh",
        response: { 200: AuthSession, ...problems() },
      },
    },
    async (request, reply) => {
      const token = refreshTokenOf(request);
      if (token === undefined) throw new ServerError("UNAUTHENTICATED");
      const session = await app.accounts
        .refresh(token, originOf(request))
        .catch((error: unknown) => {
          clearSession(request, reply);
          throw error;
        });
      return answerSession(request, reply, session);
    },
  );

  app.post(
    "/logout",
    {
      config: { access: "public" },
      schema: {
        tags,
        summary: "End this log-in",
        operationId: "logOut",
        response: { 204: Type.Null(), ...problems() },
      },
    },
    async (request, reply) => {
      const accessToken = /^Bearer (\S{1,4096})$/i.exec(request.headers.authorization ?? "")?.[1];
      await app.accounts.logOut({ refreshToken: refreshTokenOf(request), accessToken });
      clearSession(request, reply);
      return reply.code(204).send(null);
    },
  );
};
