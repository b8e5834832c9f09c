import { createHash } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import type { TestApp, TestUser } from "../harness.fixture.js";
import { server } from "../runs/run-data.fixture.js";
import { create, MAKER, MAKER_2, WRONG, written } from "./strategies.fixture.js";

const BASE = "/api/v1/strategies";

function hashOf(source: string): string {
  return createHash("sha256").update(source).digest("hex");
}

let to: TestApp;
let ann: TestUser;
beforeEach(async () => {
  to = await server();
  ann = await to.as("user");
});

describe("a strategy", () => {
  test("is compiled, kept in versions, renamed, brought back and removed", async () => {
    const made = await create(ann, MAKER);
    expect(made.statusCode).toBe(201);
    const first = made.json();
    expect(first).toMatchObject({ name: "maker", own: true, source: MAKER, hash: hashOf(MAKER) });
    expect(first.descriptor).toMatchObject({ id: `user:${hashOf(MAKER)}` });
    expect(first.descriptor.parameters[0]).toMatchObject({ name: "spread", default: 0.002 });

    to.clock.turn(1000);
    const url = `${BASE}/${first.id}`;
    const payload = { source: MAKER_2 };
    const saved = await ann.inject({ method: "POST", url: `${url}/versions`, payload });
    expect(saved.json()).toMatchObject({ hash: hashOf(MAKER_2), versionCount: 2 });
    expect(saved.json().versions.map((one: { hash: string }) => one.hash)).toEqual([
      hashOf(MAKER_2),
      hashOf(MAKER),
    ]);

    const change = { name: "market maker", hash: hashOf(MAKER) };
    const back = await ann.inject({ method: "PATCH", url, payload: change });
    expect(back.json()).toMatchObject({ name: "market maker", source: MAKER, versionCount: 2 });
    const old = await ann.inject({ url: `${url}/versions/${hashOf(MAKER_2)}` });
    expect(old.json()).toMatchObject({ source: MAKER_2, name: "market maker" });
    const module = await ann.inject({ url: `${url}/versions/${hashOf(MAKER_2)}/module` });
    expect(module.headers["content-type"]).toBe("application/wasm");
    expect(WebAssembly.validate(Uint8Array.from(module.rawPayload))).toBe(true);

    const found = await ann.inject({ url: `${BASE}?hash=${hashOf(MAKER_2)}` });
    expect(found.json().items).toHaveLength(1);
    expect((await ann.inject({ method: "DELETE", url })).statusCode).toBe(204);
    expect((await ann.inject({ url: BASE })).json()).toEqual({ items: [], nextCursor: null });
  });

  test("that does not compile is answered with every place and what to do", async () => {
    const response = await create(ann, WRONG);
    expect(response.statusCode).toBe(422);
    const { code, diagnostics } = response.json();
    expect(code).toBe("STRATEGY_INVALID");
    expect(diagnostics.map((one: { line: number }) => one.line)).toEqual([11, 12]);
    expect(diagnostics[1]).toMatchObject({ column: 10, message: expect.stringContaining("bit") });
    expect((await ann.inject({ url: BASE })).json().items).toEqual([]);
  });

  test("has a name of its own, and a source of at most 256 kB", async () => {
    await written(ann, MAKER);
    const again = await create(ann, MAKER_2);
    expect([again.statusCode, again.json().code]).toEqual([409, "CONFLICT"]);
    const large = await create(ann, `${MAKER}// ${"策".repeat(100_000)}`, "large");
    expect([large.statusCode, large.json().code]).toEqual([413, "REQUEST_TOO_LARGE"]);
  });

  test("reads no file of the server, whatever it imports", async () => {
    const paths = ["/etc/passwd", "../../../../package.json", "fs", "./other"];
    const imports = paths.map((path) => `import { secret } from "${path}";\n`);
    const response = await create(ann, imports.join("") + MAKER);
    expect([response.statusCode, response.json().code]).toEqual([422, "STRATEGY_INVALID"]);
    const lines = response.json().diagnostics.map((one: { line: number }) => one.line);
    expect(new Set(lines)).toEqual(new Set([1, 2, 3, 4]));
  });
});

test("one source of a user is compiled at a time, those of others meanwhile", async () => {
  const bob = await to.as("user");
  const [first, second, other] = await Promise.all([
    create(ann, MAKER, "one"),
    create(ann, MAKER_2, "two"),
    create(bob, MAKER),
  ]);
  expect([first.statusCode, other.statusCode]).toEqual([201, 201]);
  expect([second.statusCode, second.json().code]).toEqual([429, "STRATEGY_BUSY"]);
  expect(Number(second.headers["retry-after"])).toBeGreaterThan(0);
});

test("a compilation ends when the client goes, and the next may begin", async () => {
  const address = await to.app.listen({ host: "127.0.0.1", port: 0 });
  const gone = new AbortController();
  const body = JSON.stringify({ name: "maker", source: MAKER });
  const headers = {
    authorization: `Bearer ${ann.accessToken}`,
    "content-type": "application/json",
  };
  const init = { method: "POST", headers, body, signal: gone.signal };
  const asked = fetch(`${address}${BASE}`, init).catch((error: Error) => error.name);
  const compiling = () => to.app.pool.status().find(({ task }) => task === "compile")?.pid;
  while (compiling() === undefined) await new Promise((resolve) => setTimeout(resolve, 10));
  gone.abort();
  expect(await asked).toBe("AbortError");
  while (compiling() !== undefined) await new Promise((resolve) => setTimeout(resolve, 10));
  expect((await create(ann, MAKER)).statusCode).toBe(201);
});

test("what is written is its owner's alone; administrators may list and remove it", async () => {
  await written(ann, MAKER);
  const [mine] = (await ann.inject({ url: BASE })).json().items;
  const url = `${BASE}/${mine.id}`;
  const admin = await to.as("admin");
  for (const other of [await to.as("user"), admin]) {
    for (const request of [
      { url },
      { url: `${url}/versions/${mine.hash}` },
      { url: `${url}/versions/${mine.hash}/module` },
      { method: "PATCH", url, payload: { name: "mine" } },
      { method: "POST", url: `${url}/versions`, payload: { source: MAKER_2 } },
    ] as const) {
      expect([request, (await other.inject(request)).statusCode]).toEqual([request, 404]);
    }
  }
  const bob = await to.as("user");
  expect((await bob.inject({ method: "DELETE", url })).statusCode).toBe(404);
  expect((await bob.inject({ url: `${BASE}?whose=all` })).statusCode).toBe(403);
  const all = (await admin.inject({ url: `${BASE}?whose=all` })).json().items;
  expect(all).toMatchObject([{ name: "maker", own: false, owner: { id: ann.id } }]);
  expect((await admin.inject({ method: "DELETE", url })).statusCode).toBe(204);
});

test("sources and modules of a user take no more room than is allowed", async () => {
  const small = await server({ strategyLimitPerUserBytes: 45_000 });
  const user = await small.as("user");
  expect((await create(user, MAKER, "one")).statusCode).toBe(201);
  const second = await create(user, MAKER, "two");
  expect([second.statusCode, second.json().code]).toEqual([507, "QUOTA_EXCEEDED"]);
  expect((await user.inject({ url: BASE })).json().items).toHaveLength(1);
});
