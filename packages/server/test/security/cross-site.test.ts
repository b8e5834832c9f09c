/** What a page of another site can make a browser send: cookies, a form, a picture. On every route. */
import { randomUUID } from "node:crypto";
import type { InjectOptions } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestApp, testApp } from "../harness.fixture.js";

interface Route {
  readonly method: NonNullable<InjectOptions["method"]>;
  readonly url: string;
  readonly access: unknown;
}

const METHODS = ["get", "post", "put", "patch", "delete"] as const;
/** What everybody may call; a route that joins them has to be added here, on purpose. */
const PUBLIC = [
  "GET /api/v1/auth/status",
  "GET /api/v1/system/health",
  "GET /api/v1/system/ready",
  "POST /api/v1/auth/login",
  "POST /api/v1/auth/logout",
  "POST /api/v1/auth/refresh",
  "POST /api/v1/auth/setup",
];

let server: TestApp;
let routes: readonly Route[];
let cookie: string;

beforeAll(async () => {
  server = await testApp({ rateLimitPerAddress: 100_000 });
  const { app } = server;
  const document = app.swagger();
  routes = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item?.[method];
      if (operation === undefined) return [];
      const url = path.replace(/\{\w+\}/g, randomUUID());
      const access = "x-access" in operation ? operation["x-access"] : null;
      return [{ method: method.toUpperCase() as Route["method"], url, access }];
    }),
  );
  const admin = await app.accounts.users.create({
    name: "ada",
    password: "correct horse battery",
    role: "admin",
  });
  const session = await app.accounts.openSession(admin, { address: "", userAgent: "" });
  cookie = `perpmill_session=${session.accessToken}; perpmill_refresh=${session.refreshToken}`;
});
afterAll(() => server.close());

function codeOf(route: Route, headers: Record<string, string>): Promise<string> {
  const { method, url } = route;
  const body = method === "GET" ? {} : { payload: "{}" };
  return server.app.inject({ method, url, headers, ...body }).then((response) => {
    const { statusCode } = response;
    return statusCode >= 400 ? String(response.json().code) : `passed with ${statusCode}`;
  });
}

test("there are routes to try, and few are public", () => {
  expect(routes.length).toBeGreaterThan(30);
  const open = routes.filter(({ access }) => access === "public");
  expect(open.map(({ method, url }) => `${method} ${url}`).sort()).toEqual(PUBLIC);
});

test("a page of another site is answered nowhere, with the cookies of an administrator", async () => {
  for (const route of routes) {
    for (const origin of ["https://evil.example", "null", "http://localhost:81"]) {
      for (const type of ["application/json", "text/plain", "application/x-www-form-urlencoded"]) {
        const code = await codeOf(route, { cookie, origin, "content-type": type });
        expect([route.method, route.url, code]).toEqual([
          route.method,
          route.url,
          "ORIGIN_NOT_ALLOWED",
        ]);
      }
    }
  }
});

test("cookies alone change nothing, whatever page sends them", async () => {
  const changing = routes.filter(({ method, access }) => method !== "GET" && access !== "public");
  expect(changing.length).toBeGreaterThan(15);
  for (const route of changing) {
    for (const more of [{}, { origin: "http://localhost:80" }]) {
      const code = await codeOf(route, { cookie, "content-type": "application/json", ...more });
      expect([route.method, route.url, code]).toEqual([route.method, route.url, "UNAUTHENTICATED"]);
    }
  }
});

test("another host is answered nowhere (DNS rebinding)", async () => {
  for (const route of routes) {
    const code = await codeOf(route, { cookie, host: "evil.example" });
    expect([route.url, code]).toEqual([route.url, "HOST_NOT_ALLOWED"]);
  }
});
