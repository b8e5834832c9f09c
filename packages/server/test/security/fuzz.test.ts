/**
 * Every route with drawn parameters, queries, bodies and headers: whatever is sent, the answer is one
 * that the document of the API names, never a fault of the server, and it comes.
 */
import { randomUUID } from "node:crypto";
import fc from "fast-check";
import type { LightMyRequestResponse } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestApp, type TestUser, testApp } from "../harness.fixture.js";
import { CONFIG, putBars, runToEnd } from "../runs/run-data.fixture.js";
import { Values } from "./arbitrary-of.fixture.js";
import { type Operation, operationsOf, sharedSchemas } from "./operations.fixture.js";

const SEED = Number(process.env.FC_SEED ?? 20_260_101);
const RUNS = Number(process.env.FC_RUNS ?? 25);
const ANSWER_MS = 20_000;
/** Each success is work for processes. */
const FEW = new Set(["makeSampleDataSet", "verifyCache", "rebuildCache", "startEnvelope"]);
/** Nobody is refused for being many here. */
const LIMITS = {
  rateLimitPerAddress: 10_000_000,
  rateLimitPerAccount: 10_000_000,
  queueLimit: 100_000,
  queueLimitPerUser: 100_000,
};

let server: TestApp;
let values: Values;
let operations: readonly Operation[];
const ids: string[] = [];

beforeAll(async () => {
  console.log(`every route: FC_SEED=${SEED}, ${RUNS} requests each`);
  // an exchange that answers nobody
  const nowhere = { archiveUrl: "http://127.0.0.1:9", restUrl: "http://127.0.0.1:9" };
  server = await testApp({ ...LIMITS, ...nowhere, workers: 1, importFolders: [] });
  const owner = await server.as("admin");
  const dataSetId = await putBars(server, owner.id, { bars: 2000, shared: true });
  const runId = await runToEnd(server, owner, { dataSetId });
  const url = `/api/v1/runs/${runId}`;
  await owner.inject({ method: "PATCH", url, payload: { shared: true } });
  ids.push(dataSetId, runId, owner.id, randomUUID());
  values = new Values(sharedSchemas(server.app), ids);
  operations = operationsOf(server.app);
});
afterAll(() => server.close());

interface Drawn {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

/** As an address has it: encoded, or as it is where that cannot be. */
function inAddress(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  // lone halves of characters cannot be encoded
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, "\ufffd"));
}

function requests(one: Operation): fc.Arbitrary<Drawn> {
  const parameters = Object.fromEntries(
    one.parameters.map(({ name, schema }) => [name, values.of(schema)]),
  );
  const requiredKeys = one.parameters.flatMap((it) => (it.required === true ? [it.name] : []));
  return fc.record({
    parameters: fc.record(parameters, { requiredKeys }),
    body: one.body === null ? fc.constant(undefined) : values.of(one.body),
    headers: fc.record(
      {
        "accept-language": fc.constantFrom("zh-CN,zh;q=0.9", "en", "*;q=2", ";;;", "xx"),
        accept: fc.constantFrom("*/*", "text/html", "application/json", "nonsense"),
        range: fc.constantFrom("bytes=0-9", "bytes=-1", "bytes=9999999-", "bytes=5-2", "lines=1"),
        "if-none-match": fc.constantFrom("*", '"x"', 'W/"x", "y"', "x"),
        "accept-encoding": fc.constantFrom("gzip", "gzip;q=0", "br", "*"),
      },
      { requiredKeys: [] },
    ),
  });
}

async function send(user: TestUser, one: Operation, drawn: Drawn): Promise<LightMyRequestResponse> {
  const query: string[] = [];
  let path = one.path;
  for (const { name, in: place } of one.parameters) {
    const value = drawn.parameters[name];
    if (value === undefined) continue;
    if (place === "path") path = path.replace(`{${name}}`, inAddress(value));
    else if (place === "query") query.push(`${name}=${inAddress(value)}`);
  }
  const url = query.length === 0 ? path : `${path}?${query.join("&")}`;
  const body =
    drawn.body === undefined
      ? {}
      : { payload: JSON.stringify(drawn.body), headers: { "content-type": "application/json" } };
  return user.inject({
    method: one.method,
    url,
    ...body,
    headers: { ...drawn.headers, ...body.headers },
  });
}

async function inTime<T>(work: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer to ${what}`)), ANSWER_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function check(one: Operation, response: LightMyRequestResponse): void {
  const { statusCode, headers, body } = response;
  if (statusCode >= 500) throw new Error(`${one.id} answered ${statusCode}: ${body.slice(0, 600)}`);
  expect([...one.statuses, "404"], `${one.id} answered ${statusCode}`).toContain(
    String(statusCode),
  );
  if (statusCode < 400) return;
  expect(headers["content-type"]).toContain("application/json");
  const problem = JSON.parse(body);
  expect(Object.keys(problem).filter((key) => !PROBLEM.includes(key))).toEqual([]);
  expect(problem).toMatchObject({ code: expect.stringMatching(/^[A-Z_]+$/), requestId: UUID });
  expect(body).not.toMatch(/node_modules|\.ts:\d|\bat \w+ \(|SQLITE|syntax error/);
  expect(body).not.toContain(server.home);
}

type Tree = Readonly<Record<string, unknown>>;

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Paths of all members, at any depth. */
function pathsOf(tree: object): string[][] {
  return Object.entries(tree).flatMap(([key, value]) => [
    [key],
    ...(isTree(value) ? pathsOf(value).map((path) => [key, ...path]) : []),
  ]);
}

/** A copy with another value in that place. */
function replaceAt(tree: object, [key = "", ...rest]: readonly string[], value: unknown): object {
  const inner = new Map<string, unknown>(Object.entries(tree)).get(key);
  const replaced = rest.length === 0 ? value : replaceAt(isTree(inner) ? inner : {}, rest, value);
  return { ...tree, [key]: replaced };
}

const UUID = expect.stringMatching(/^[0-9a-f-]{36}$/);
const PROBLEM = ["code", "message", "field", "hint", "requestId", "issues", "diagnostics"];

test("whatever is sent to any route, the server does not fail", async () => {
  const counts = new Map<number, number>();
  for (const one of operations) {
    // some routes end the log-in, or refuse it for a while
    let user = await server.as("admin");
    await fc.assert(
      fc.asyncProperty(requests(one), async (drawn) => {
        const response = await inTime(send(user, one, drawn), `${one.id} ${JSON.stringify(drawn)}`);
        check(one, response);
        counts.set(response.statusCode, (counts.get(response.statusCode) ?? 0) + 1);
        if (one.id === "logOutEverywhere") user = await server.as("admin");
      }),
      { seed: SEED, numRuns: FEW.has(one.id) ? 3 : RUNS },
    );
  }
  console.log("answers by status:", Object.fromEntries([...counts].sort(([a], [b]) => a - b)));
  // that only refusals were drawn would prove little
  expect(counts.get(200) ?? 0).toBeGreaterThan(operations.length);
}, 600_000);

test("whatever a configuration has in it, it runs or is refused in words", async () => {
  const user = await server.as("user");
  const dataSetId = await putBars(server, user.id, { bars: 2000 });
  const statuses = new Set<number>();
  // one member of a good configuration replaced, left out, or another added
  const changed = fc
    .tuple(fc.constantFrom(...pathsOf(CONFIG)), values.of({}), fc.boolean())
    .map(([path, value, add]) => replaceAt(CONFIG, add ? [...path, "more"] : path, value));
  await fc.assert(
    fc.asyncProperty(changed, async (config) => {
      const payload = JSON.stringify({ config, dataSetId });
      const response = await user.inject({
        method: "POST",
        url: "/api/v1/runs",
        payload,
        headers: { "content-type": "application/json" },
      });
      statuses.add(response.statusCode);
      expect(response.statusCode, `${payload}: ${response.body}`).toBeLessThan(500);
      if (response.statusCode >= 400) expect(response.json().code).toMatch(/^[A-Z_]+$/);
    }),
    { seed: SEED, numRuns: 8 * RUNS },
  );
  expect([...statuses]).toEqual(expect.arrayContaining([422]));
}, 120_000);

test("bodies that are no JSON, of another type, or nested without end are refused", async () => {
  const user = await server.as("admin");
  const deep = `${"[".repeat(50_000)}${"]".repeat(50_000)}`;
  const deepConfig = `{"dataSetId":"${randomUUID()}","config":{"strategy":${deep}}}`;
  const bodies: readonly (readonly [type: string, payload: string | Buffer])[] = [
    ["application/json", "{"],
    ["application/json", ""],
    ["application/json", deep],
    ["application/json", deepConfig],
    ["application/json", '{"__proto__":{"x":1}}'],
    ["application/json", Buffer.from([0xff, 0xfe, 0x00])],
    ["text/plain", "{}"],
    ["application/xml", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"],
    ["application/x-www-form-urlencoded", "a=1"],
    ["multipart/form-data", "no boundary"],
    ["nonsense", "x"],
  ];
  for (const one of operations) {
    if (one.method === "GET" || FEW.has(one.id) || one.id === "logOutEverywhere") continue;
    for (const [type, payload] of bodies) {
      const response = await user.inject({
        method: one.method,
        url: one.path.replaceAll(/\{\w+\}/g, randomUUID()),
        payload,
        headers: { "content-type": type },
      });
      const answered = `${one.id} ${type} ${response.body.slice(0, 300)}`;
      expect(response.statusCode, answered).toBeLessThan(500);
    }
  }
}, 120_000);
