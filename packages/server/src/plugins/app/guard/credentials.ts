/** What a request shows of who sends it. */
import type { FastifyRequest } from "fastify";
import { ServerError } from "../../../errors.js";

/** Cookie with the access token, for what a browser opens without the app: links, pages, the WebSocket. */
export const SESSION_COOKIE = "perpmill_session";
/** Cookie with the refresh token, sent to the routes of log-in alone. */
export const REFRESH_COOKIE = "perpmill_refresh";
/** What every API key begins with. */
export const API_KEY_START = "pmk_";

export type Credentials =
  | { readonly kind: "token"; readonly token: string }
  | { readonly kind: "cookie"; readonly token: string }
  | { readonly kind: "key"; readonly key: string };

/**
 * The credentials of a request: its Authorization header; without one, its session cookie. Throws
 * TOKEN_INVALID for a header that is no bearer token.
 */
export function credentialsOf(request: FastifyRequest): Credentials | null {
  const header = request.headers.authorization;
  if (header !== undefined) {
    const secret = /^Bearer ([\w.~+/=-]{1,4096})$/i.exec(header)?.[1];
    if (secret === undefined) {
      throw new ServerError("TOKEN_INVALID", {
        message: "the Authorization header is not `Bearer <token>`",
        field: "headers.authorization",
      });
    }
    return secret.startsWith(API_KEY_START)
      ? { kind: "key", key: secret }
      : { kind: "token", token: secret };
  }
  const token = request.cookies[SESSION_COOKIE];
  return token === undefined || token === "" ? null : { kind: "cookie", token };
}
