/** Access tokens: short-lived JWT of one algorithm and one key, checked against the user's row each time. */
import jwt from "@fastify/jwt";
import type { FastifyInstance } from "fastify";

const ALGORITHM = "HS256";
const ISSUER = "perpmill";
const SECOND_MS = 1000;

/** What a token says. */
export interface AccessClaims {
  /** id of the user */
  readonly sub: string;
  /** id of the log-in: the family of its refresh tokens */
  readonly sid: string;
  /** the user's `tokens_valid_from_ms` at that time; another: logged out everywhere since */
  readonly gen: number;
}

declare module "@fastify/jwt" {
  interface FastifyJWT {
    payload: AccessClaims & { readonly iat: number; readonly exp: number };
  }
}

export interface AccessTokens {
  sign(claims: AccessClaims): { readonly token: string; readonly expiresMs: number };
  /** null: not of this server, another algorithm, changed, or expired */
  verify(token: string): AccessClaims | null;
}

function isClaims(payload: unknown): payload is AccessClaims {
  if (typeof payload !== "object" || payload === null) return false;
  const { sub, sid, gen } = payload as Readonly<Record<string, unknown>>;
  return typeof sub === "string" && typeof sid === "string" && typeof gen === "number";
}

/** @param key at least 256 bits */
export async function accessTokens(app: FastifyInstance, key: string): Promise<AccessTokens> {
  const { clock, settings } = app;
  await app.register(jwt, {
    secret: key,
    sign: { algorithm: ALGORITHM, iss: ISSUER },
    verify: {
      algorithms: [ALGORITHM],
      allowedIss: ISSUER,
      requiredClaims: ["iss", "sub", "sid", "gen", "iat", "exp"],
    },
  });
  return {
    sign(claims) {
      const iat = Math.floor(clock.nowMs() / SECOND_MS);
      const exp = iat + Math.ceil(settings.accessTokenMs / SECOND_MS);
      return { token: app.jwt.sign({ ...claims, iat, exp }), expiresMs: exp * SECOND_MS };
    },
    verify(token) {
      try {
        const payload: unknown = app.jwt.verify(token, { clockTimestamp: clock.nowMs() });
        return isClaims(payload) ? payload : null;
      } catch {
        return null;
      }
    },
  };
}
