import Fastify from "fastify";
import { expect, test } from "vitest";
import type { AccessRule } from "../../../access.js";
import { applyRule } from "./route-rules.js";

function appWith(below: ReadonlyMap<string, AccessRule> = new Map()) {
  const app = Fastify();
  const seen = new Map<string, unknown>();
  app.addHook("onRoute", (route) => {
    applyRule(route, below);
    const { "x-access": access, security } = route.schema ?? {};
    seen.set(`${route.method} ${route.url}`, { access, security });
  });
  return { app, seen };
}

const read: AccessRule = { role: "viewer", scope: "runs:read" };

test("a route without a rule is refused when it is registered", () => {
  const { app } = appWith();
  expect(() => app.get("/open", () => "all")).toThrow("GET /open has no access rule");
});

test("a rule is written into the document, with what shows who asks", () => {
  const { app, seen } = appWith();
  app.get("/runs", { config: { access: read } }, () => "");
  app.post("/runs", { config: { access: { role: "user", scope: "runs:write" } } }, () => "");
  app.get("/health", { config: { access: "public" } }, () => "");
  expect(Object.fromEntries(seen)).toEqual({
    "GET /runs": { access: "viewer:runs:read", security: [{ bearer: [] }, { session: [] }] },
    "HEAD /runs": { access: "viewer:runs:read", security: [{ bearer: [] }, { session: [] }] },
    "POST /runs": { access: "user:runs:write", security: [{ bearer: [] }] },
    "GET /health": { access: "public", security: [] },
    "HEAD /health": { access: "public", security: [] },
  });
});

test("routes of a package take the rule of the path that they are below", () => {
  const below = new Map<string, AccessRule>([["/docs", "docs"]]);
  const { app, seen } = appWith(below);
  app.get("/docs", () => "");
  app.get("/docs/static/page.js", () => "");
  expect(seen.get("GET /docs")).toMatchObject({ access: "docs" });
  expect(seen.get("GET /docs/static/page.js")).toMatchObject({ access: "docs" });
  expect(() => app.get("/docs-of-others", () => "")).toThrow("has no access rule");
});
