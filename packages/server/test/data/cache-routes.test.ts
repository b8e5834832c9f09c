/** The cache of prepared bars: looked at, checked, cleared and made again by admins. */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestApp, type TestUser, testApp } from "../harness.fixture.js";
import { readyBars } from "./uploads.fixture.js";

let server: TestApp;
let admin: TestUser;

beforeAll(async () => {
  server = await testApp({ cacheLimitBytes: 10_000_000 });
  admin = await server.as("admin");
});
afterAll(() => server.close());

const get = async (path: string) => (await admin.inject({ url: `/api/v1/cache/${path}` })).json();
const post = async (path: string, payload?: object) => {
  const url = `/api/v1/cache/${path}`;
  return admin.inject({ method: "POST", url, ...(payload === undefined ? {} : { payload }) });
};

test("tells what is prepared, without telling where", async () => {
  expect(await get("status")).toMatchObject({ entries: 0, bytes: 0, limitBytes: 10_000_000 });
  await readyBars(server, admin, { bars: 500, seed: 1 });
  await readyBars(server, admin, { bars: 700, seed: 2 });
  const status = await get("status");
  expect(status).toMatchObject({ entries: 2, damaged: 0, misses: 2 });
  const { items, nextCursor } = await get("entries?limit=1");
  expect(items).toMatchObject([
    { state: "whole", symbol: "ETHUSDT", files: ["ETHUSDT-1m-2020-01.csv"], intervalMs: 60_000 },
  ]);
  const next = await get(`entries?limit=1&cursor=${nextCursor}`);
  expect(next.nextCursor).toBeNull();
  expect([...items, ...next.items].map(({ rows }) => rows).sort()).toEqual([500, 700]);
  expect(JSON.stringify([status, items, next])).not.toContain(server.home);
});

test("finds damage, and mends it from the sources", async () => {
  expect((await post("verify")).json()).toMatchObject({ entries: 2, bad: [], changed: [] });
  const root = join(server.home, "cache", "v1");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" });
  const entry = files.find((name) => name.endsWith(".bars"));
  writeFileSync(join(root, entry ?? ""), "damaged");
  expect((await post("verify")).json().bad).toMatchObject([{ state: "damaged" }]);
  expect((await get("status")).damaged).toBe(1);
  const rebuilt = (await post("rebuild")).json();
  expect(rebuilt).toMatchObject({ entries: 2, failed: [{ files: [] }] });
  expect((await post("verify")).json()).toMatchObject({ entries: 1, bad: [] });
});

test("does one long work at a time", async () => {
  const both = await Promise.all([post("verify"), post("rebuild")]);
  expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
});

test("is cleared, of what is old or all", async () => {
  expect((await post("clear", { olderThanMs: 3_600_000 })).json()).toEqual({
    entries: 0,
    bytes: 0,
  });
  expect((await post("clear", { maxBytes: 2 ** 40 })).json()).toEqual({ entries: 0, bytes: 0 });
  expect((await post("clear", { maxBytes: -1 })).statusCode).toBe(400);
  expect((await post("clear")).json()).toMatchObject({ entries: 1 });
  expect(await get("status")).toMatchObject({ entries: 0, bytes: 0 });
});
