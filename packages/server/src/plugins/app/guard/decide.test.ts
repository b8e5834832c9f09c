import { describe, expect, test } from "vitest";
import { type Principal, ROLES, type Role, SCOPES } from "../../../access.js";
import { ServerError } from "../../../errors.js";
import { authorise, demandOf, scopesOf } from "./decide.js";

function principal(role: Role, more: Partial<Principal> = {}): Principal {
  return { userId: "u", name: "u", role, scopes: new Set(scopesOf(role)), via: "token", ...more };
}

const GET = { method: "GET", upgrade: false, hasOrigin: false };

/** The code that a request is refused with; null: it passes. */
function refusal(...args: Parameters<typeof authorise>): string | null {
  try {
    authorise(...args);
    return null;
  } catch (error) {
    if (error instanceof ServerError) return error.code;
    throw error;
  }
}

describe.each(ROLES)("as %s", (role) => {
  test.each(ROLES)("what needs %s", (least) => {
    const enough = ROLES.indexOf(role) >= ROLES.indexOf(least);
    const demand = { role: least, scope: "account" } as const;
    expect(refusal(demand, principal(role), GET)).toBe(enough ? null : "FORBIDDEN");
  });

  test("a larger role may all that a smaller one may", () => {
    const smaller = ROLES[ROLES.indexOf(role) - 1];
    if (smaller !== undefined)
      expect(scopesOf(role)).toEqual(expect.arrayContaining([...scopesOf(smaller)]));
    expect(scopesOf(role).every((scope) => SCOPES.includes(scope))).toBe(true);
  });
});

test("nobody passes where somebody is asked for", () => {
  expect(refusal({ role: "viewer", scope: "account" }, null, GET)).toBe("UNAUTHENTICATED");
});

test("a key may not more than its scopes, however great its owner is", () => {
  const key = principal("admin", { scopes: new Set(["runs:read"]), via: "key" });
  expect(refusal({ role: "viewer", scope: "runs:read" }, key, GET)).toBeNull();
  expect(refusal({ role: "viewer", scope: "data:read" }, key, GET)).toBe("FORBIDDEN");
});

describe("by cookie", () => {
  const cookie = principal("admin", { via: "cookie" });
  const demand = { role: "viewer", scope: "account" } as const;

  test.each(["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])("%s is not done", (method) => {
    expect(refusal(demand, cookie, { ...GET, method, hasOrigin: true })).toBe("UNAUTHENTICATED");
  });

  test("reading is, and an upgrade that says which page it comes from", () => {
    expect(refusal(demand, cookie, GET)).toBeNull();
    expect(refusal(demand, cookie, { ...GET, method: "HEAD" })).toBeNull();
    expect(refusal(demand, cookie, { ...GET, upgrade: true, hasOrigin: true })).toBeNull();
    expect(refusal(demand, cookie, { ...GET, upgrade: true })).toBe("ORIGIN_NOT_ALLOWED");
  });
});

test("the documentation is for administrators, or for everybody", () => {
  expect(demandOf("docs", false)).toEqual({ role: "admin", scope: "admin" });
  expect(demandOf("docs", true)).toBeNull();
  expect(demandOf("public", false)).toBeNull();
});
