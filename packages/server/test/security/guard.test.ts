/** What stands before every route: tried over whole requests. */
import { expect, onTestFinished, test } from "vitest";
import type { Settings } from "../../src/settings/settings.js";
import { testApp } from "../harness.fixture.js";

async function server(settings: Partial<Settings>) {
  const { app, close } = await testApp(settings);
  onTestFinished(close);
  return app;
}

test("without log-in, everybody on this machine is its one user, who has a row of his own", async () => {
  const app = await server({ singleUser: true });
  const { userId, role, via } = app.accounts.localUser();
  expect([role, via]).toEqual(["admin", "singleUser"]);
  const rows = await app.db.selectFrom("users").selectAll().execute();
  expect(rows.map(({ id }) => id)).toEqual([userId]);
});

test("a server without log-in does not listen to other machines", async () => {
  await expect(server({ singleUser: true, host: "0.0.0.0" })).rejects.toThrow("0.0.0.0");
});

test.each([
  ["another host", { host: "evil.example" }, 421, "HOST_NOT_ALLOWED"],
  ["another origin", { origin: "http://evil.example" }, 403, "ORIGIN_NOT_ALLOWED"],
  ["a sandboxed page", { origin: "null" }, 403, "ORIGIN_NOT_ALLOWED"],
  ["a picture of another site", { "sec-fetch-site": "cross-site" }, 403, "ORIGIN_NOT_ALLOWED"],
])("answers nothing to %s, not even that a path is unknown", async (_name, headers, status, code) => {
  const app = await server({ singleUser: true });
  const response = await app.inject({ url: "/nowhere", headers });
  expect([response.statusCode, response.json().code]).toEqual([status, code]);
});

test("says how long an address has to wait that asks too often", async () => {
  const app = await server({ singleUser: true, rateLimitPerAddress: 2 });
  await app.inject("/nowhere");
  expect((await app.inject("/nowhere")).statusCode).toBe(404);
  const refused = await app.inject("/nowhere");
  expect([refused.statusCode, refused.json().code]).toEqual([429, "RATE_LIMITED"]);
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
  const other = await app.inject({ url: "/nowhere", remoteAddress: "10.0.0.1" });
  expect(other.statusCode).toBe(404);
});

test("tells browsers to load nothing from elsewhere, and lets WebAssembly run", async () => {
  const app = await server({ singleUser: true });
  const { headers } = await app.inject("/nowhere");
  const policy = String(headers["content-security-policy"]);
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(policy).toContain("worker-src 'self' blob:;");
  expect(policy).not.toMatch(/unsafe-eval'? ?[^']*'unsafe-eval'|upgrade-insecure-requests/);
  expect(headers).toMatchObject({
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
  });
  expect(headers).not.toHaveProperty("access-control-allow-origin");
});

test("lets the sites that the operator names read answers, and no other", async () => {
  const app = await server({ singleUser: true, corsOrigins: ["https://app.example"] });
  const preflight = await app.inject({
    method: "OPTIONS",
    url: "/nowhere",
    headers: { origin: "https://app.example", "access-control-request-method": "POST" },
  });
  expect(preflight.statusCode).toBe(204);
  expect(preflight.headers["access-control-allow-origin"]).toBe("https://app.example");
  expect(preflight.headers).not.toHaveProperty("access-control-allow-credentials");
  const other = await app.inject({
    method: "OPTIONS",
    url: "/nowhere",
    headers: { origin: "https://evil.example", "access-control-request-method": "POST" },
  });
  expect(other.headers["access-control-allow-origin"]).not.toBe("https://evil.example");
});
