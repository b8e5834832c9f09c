/** The cookies of a log-in: no script reads them, no other site's request carries them. */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Session, SessionOrigin } from "../../../plugins/app/accounts/sessions.js";
import { REFRESH_COOKIE, SESSION_COOKIE } from "../../../plugins/app/guard/credentials.js";
import type { AuthSession } from "../../../schemas/accounts.js";
import { userAnswer } from "./answers.js";

const SECOND_MS = 1000;

/** Where a request comes from, as it is kept with a log-in. */
export function originOf(request: FastifyRequest): SessionOrigin {
  return { address: request.ip, userAgent: request.headers["user-agent"] ?? "" };
}

function pathsOf({ server }: FastifyRequest) {
  const { basePath } = server.settings;
  return { session: `${basePath}/`, refresh: `${basePath}/api/v1/auth` };
}

function attributesOf(request: FastifyRequest) {
  const secure = request.protocol === "https";
  return { httpOnly: true, sameSite: "strict", secure } as const;
}

/** Sets the cookies of a log-in. Returns what its answer says */
export function answerSession(
  request: FastifyRequest,
  reply: FastifyReply,
  session: Session,
): AuthSession {
  const paths = pathsOf(request);
  const attributes = attributesOf(request);
  const nowMs = request.server.clock.nowMs();
  const secondsTo = (timeMs: number) => Math.max(1, Math.floor((timeMs - nowMs) / SECOND_MS));
  reply.setCookie(SESSION_COOKIE, session.accessToken, {
    ...attributes,
    path: paths.session,
    maxAge: secondsTo(session.accessExpiresMs),
  });
  reply.setCookie(REFRESH_COOKIE, session.refreshToken, {
    ...attributes,
    path: paths.refresh,
    maxAge: secondsTo(session.refreshExpiresMs),
  });
  reply.header("cache-control", "no-store");
  return {
    accessToken: session.accessToken,
    expiresInMs: Math.max(0, session.accessExpiresMs - nowMs),
    user: userAnswer(session.user),
    success: true,
    message: "ok",
    token: session.accessToken,
    access_token: session.accessToken,
    token_type: "bearer",
    expires_in: secondsTo(session.accessExpiresMs),
  };
}

/** Takes the cookies back. */
export function clearSession(request: FastifyRequest, reply: FastifyReply): void {
  const paths = pathsOf(request);
  const attributes = attributesOf(request);
  reply.clearCookie(SESSION_COOKIE, { ...attributes, path: paths.session });
  reply.clearCookie(REFRESH_COOKIE, { ...attributes, path: paths.refresh });
}
