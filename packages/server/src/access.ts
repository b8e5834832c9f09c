/** Who may call a route. Every route names its rule; one without is refused when it is registered. */

import type {} from "fastify";
import type { Language } from "./language.js";

export const ROLES = ["viewer", "user", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** What an API key may do; a log-in has all that its role allows. */
export const SCOPES = [
  "runs:read",
  "runs:write",
  "data:read",
  "data:write",
  "account",
  "admin",
  "worker",
] as const;
export type Scope = (typeof SCOPES)[number];

/**
 * `role`: the least role; `scope`: what an API key needs besides. `"public"`: everybody.
 * `"docs"`: admins, or everybody with `--public-docs`.
 */
export type AccessRule = "public" | "docs" | { readonly role: Role; readonly scope: Scope };

/** Who sends a request. */
export interface Principal {
  readonly userId: string;
  readonly name: string;
  readonly role: Role;
  /** all scopes of the role, or those of the API key among them */
  readonly scopes: ReadonlySet<Scope>;
  /** `cookie`: only good for GET, HEAD and the WebSocket */
  readonly via: "token" | "cookie" | "key" | "singleUser";
}

/** Who sends a request, and the language in which he is answered. */
export interface Caller extends Principal {
  readonly language: Language;
}

declare module "fastify" {
  interface FastifyContextConfig {
    access?: AccessRule;
    /** not among the requests that an address may send in a minute: files that browsers keep */
    uncounted?: boolean;
  }
  interface FastifyRequest {
    /** set before any handler of a route that is not public; null there and without credentials */
    principal: Caller | null;
  }
}
