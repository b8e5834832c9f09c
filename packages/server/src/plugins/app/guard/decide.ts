/** Whether somebody may call a route: pure, so that the matrix of roles and rules can be tested whole. */
import { type AccessRule, type Principal, ROLES, type Role, type Scope } from "../../../access.js";
import { ServerError } from "../../../errors.js";

const SCOPES_OF_ROLE: Readonly<Record<Role, readonly Scope[]>> = {
  viewer: ["runs:read", "data:read", "account"],
  user: ["runs:read", "runs:write", "data:read", "data:write", "account"],
  admin: ["runs:read", "runs:write", "data:read", "data:write", "account", "admin", "worker"],
};

/** Everything that a role may do. */
export function scopesOf(role: Role): readonly Scope[] {
  return SCOPES_OF_ROLE[role];
}

/** Whether the first role may all that the second may. */
export function isAtLeast(role: Role, least: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(least);
}

/** What a rule asks for; null: nothing. */
export function demandOf(
  rule: AccessRule,
  publicDocs: boolean,
): { readonly role: Role; readonly scope: Scope } | null {
  if (rule === "public" || (rule === "docs" && publicDocs)) return null;
  return rule === "docs" ? { role: "admin", scope: "admin" } : rule;
}

/** What of a request matters besides who sends it. */
export interface Attempt {
  readonly method: string;
  /** an upgrade to a WebSocket */
  readonly upgrade: boolean;
  /** whether a browser says which page it comes from */
  readonly hasOrigin: boolean;
}

function refuseCookie(attempt: Attempt): void {
  if (attempt.method !== "GET" && attempt.method !== "HEAD") {
    throw new ServerError("UNAUTHENTICATED", {
      message: "the session cookie is good for reading alone: send the Authorization header",
      field: "headers.authorization",
    });
  }
  // Browsers send Origin with every upgrade; what sends none is a script and has a token to show.
  if (attempt.upgrade && !attempt.hasOrigin) {
    throw new ServerError("ORIGIN_NOT_ALLOWED", {
      message: "an upgrade with the session cookie needs an Origin header",
      field: "headers.origin",
    });
  }
}

/**
 * Lets a request pass, or throws UNAUTHENTICATED (nobody, or a cookie where a token is needed),
 * FORBIDDEN (role or scope too small) or ORIGIN_NOT_ALLOWED (an upgrade by cookie without Origin).
 */
export function authorise(
  demand: { readonly role: Role; readonly scope: Scope },
  principal: Principal | null,
  attempt: Attempt,
): asserts principal is Principal {
  if (principal === null) throw new ServerError("UNAUTHENTICATED");
  if (principal.via === "cookie") refuseCookie(attempt);
  if (!isAtLeast(principal.role, demand.role)) {
    throw new ServerError("FORBIDDEN", {
      message: `this needs the role ${demand.role}; yours is ${principal.role}`,
    });
  }
  if (!principal.scopes.has(demand.scope)) {
    throw new ServerError("FORBIDDEN", {
      message: `this needs the scope ${demand.scope}, which the API key does not have`,
    });
  }
}
