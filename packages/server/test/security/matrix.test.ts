/**
 * Every role, key and stranger against every route, from the OpenAPI document: a route that is new is
 * tried without anybody naming it here.
 */
import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROLES, type Role, SCOPES, type Scope } from "../../src/access.js";
import { type TestApp, type TestUser, testApp } from "../harness.fixture.js";
import { type Operation, operationsOf } from "./operations.fixture.js";

/** Everything that a stranger may call; whoever adds a route here has thought about it. */
const PUBLIC = [
  "POST /api/v1/auth/login",
  "POST /api/v1/auth/logout",
  "POST /api/v1/auth/refresh",
  "POST /api/v1/auth/setup",
  "GET /api/v1/auth/status",
  "GET /api/v1/system/health",
  "GET /api/v1/system/ready",
];

/** What viewers may send that is no GET: all about themselves, or a question too long for an address. */
const VIEWERS_SEND = [
  "POST /api/v1/auth/api-keys",
  "DELETE /api/v1/auth/api-keys/{id}",
  "DELETE /api/v1/auth/log-ins/{id}",
  "POST /api/v1/auth/logout-everywhere",
  "POST /api/v1/auth/password",
  "PATCH /api/v1/auth/profile",
  "POST /api/v1/runs/compare",
];

/** Written down once more, apart from the server's: a matrix that reads its own rule proves nothing. */
const SCOPES_OF: Readonly<Record<Role, readonly Scope[]>> = {
  viewer: ["runs:read", "data:read", "account"],
  user: ["runs:read", "runs:write", "data:read", "data:write", "account"],
  admin: ["runs:read", "runs:write", "data:read", "data:write", "account", "admin", "worker"],
};

const REFUSALS = ["UNAUTHENTICATED", "TOKEN_INVALID", "FORBIDDEN"];

let server: TestApp;
let app: FastifyInstance;
let operations: readonly Operation[];
beforeAll(async () => {
  server = await testApp({ rateLimitPerAddress: 1_000_000, rateLimitPerAccount: 1_000_000 });
  app = server.app;
  operations = operationsOf(app);
});
afterAll(() => server.close());

interface Rule {
  readonly role: Role;
  readonly scope: Scope;
}

function ruleOf({ access, path }: Operation): Rule | null {
  if (access === "public") return null;
  if (access === "docs") return { role: "admin", scope: "admin" };
  const role = ROLES.find((one) => access.startsWith(`${one}:`));
  const scope = SCOPES.find((one) => access.endsWith(`:${one}`));
  if (role === undefined || scope === undefined) throw new Error(`${path} has the rule ${access}`);
  return { role, scope };
}

type Sender = Pick<TestUser, "inject">;

/** The code of a refusal; null when the guard let the request pass, whatever came after. */
async function refusal(sender: Sender, { method, path }: Operation): Promise<string | null> {
  const response = await sender.inject({
    method,
    url: path.replaceAll(/\{\w+\}/g, randomUUID()),
    // no body that any route takes: what may pass changes nothing
    ...(method === "GET" ? {} : { payload: { nobodyTakesThis: true } }),
  });
  const { code } = response.headers["content-type"]?.toString().includes("json")
    ? response.json()
    : { code: null };
  return REFUSALS.includes(code) ? code : null;
}

function withHeaders(headers: Readonly<Record<string, string>>): Sender {
  return { inject: (request) => app.inject({ ...request, headers }) };
}

async function keyOf(user: TestUser, role: Role, scopes: readonly Scope[]): Promise<Sender> {
  const { userId, via } = { userId: user.id, via: "token" } as const;
  const owner = { userId, name: user.id, role, scopes: new Set(SCOPES_OF[role]), via };
  const { key } = await app.accounts.apiKeys.create(owner, { name: "k", scopes, expiresMs: null });
  return withHeaders({ authorization: `Bearer ${key}` });
}

test("strangers may call what is listed here, and nothing else", () => {
  const open = operations.filter(({ access }) => access === "public");
  expect(open.map(({ method, path }) => `${method} ${path}`).sort()).toEqual([...PUBLIC].sort());
});

test("whoever only looks changes nothing but what is his own", () => {
  const sent = operations.filter((one) => one.method !== "GET" && ruleOf(one)?.role === "viewer");
  const names = sent.map(({ method, path }) => `${method} ${path}`);
  expect(names.sort()).toEqual([...VIEWERS_SEND].sort());
});

test("users and the cache are for administrators", () => {
  for (const one of operations) {
    if (!/^\/api\/v1\/(users|cache)(\/|$)/.test(one.path)) continue;
    expect(ruleOf(one), one.path).toEqual({ role: "admin", scope: "admin" });
  }
});

describe("of all routes", () => {
  test("a stranger gets in where everybody may, and is asked to log in elsewhere", async () => {
    const stranger = withHeaders({});
    for (const one of operations) {
      if (one.path.endsWith("/auth/refresh")) continue;
      const expected = ruleOf(one) === null ? null : "UNAUTHENTICATED";
      // a set-up that is over and a log-in with nothing in it are no matter of the guard
      expect([one.id, await refusal(stranger, one)]).toEqual([one.id, expected]);
    }
  });

  test("a token that is none is refused where one is needed", async () => {
    const liar = withHeaders({ authorization: "Bearer not.a.token" });
    for (const one of operations) {
      if (ruleOf(one) === null) continue;
      expect([one.id, await refusal(liar, one)]).toEqual([one.id, "TOKEN_INVALID"]);
    }
  });

  test.each(ROLES)("a %s may what the role may", async (role) => {
    for (const one of operations) {
      const rule = ruleOf(one);
      if (rule === null) continue;
      const may = ROLES.indexOf(role) >= ROLES.indexOf(rule.role);
      // a new one each time: some routes end log-ins
      const user = await server.as(role);
      expect([one.id, await refusal(user, one)]).toEqual([one.id, may ? null : "FORBIDDEN"]);
    }
  });

  test.each(ROLES)("the cookie of a %s is good for reading alone", async (role) => {
    const { accessToken } = await server.as(role);
    const browser = withHeaders({ cookie: `perpmill_session=${accessToken}` });
    for (const one of operations) {
      const rule = ruleOf(one);
      if (rule === null) continue;
      const may = ROLES.indexOf(role) >= ROLES.indexOf(rule.role);
      const expected = one.method !== "GET" ? "UNAUTHENTICATED" : may ? null : "FORBIDDEN";
      expect([one.id, await refusal(browser, one)]).toEqual([one.id, expected]);
    }
  });

  test.each(
    SCOPES,
  )("a key of an administrator with the scope %s alone may that alone", async (scope) => {
    for (const one of operations) {
      const rule = ruleOf(one);
      if (rule === null) continue;
      const key = await keyOf(await server.as("admin"), "admin", [scope]);
      const expected = rule.scope === scope ? null : "FORBIDDEN";
      expect([one.id, await refusal(key, one)]).toEqual([one.id, expected]);
    }
  });

  test.each(ROLES)("a key of a %s may no more than its owner", async (role) => {
    for (const one of operations) {
      const rule = ruleOf(one);
      if (rule === null) continue;
      const key = await keyOf(await server.as(role), role, SCOPES_OF[role]);
      const may = ROLES.indexOf(role) >= ROLES.indexOf(rule.role);
      expect([one.id, await refusal(key, one)]).toEqual([one.id, may ? null : "FORBIDDEN"]);
    }
  });
});
