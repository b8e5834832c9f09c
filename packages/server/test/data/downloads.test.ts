/** Data sets brought from the exchange, which stands on this machine here. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { DataSet, DataSetSummary } from "../../src/schemas/data.js";
import { type TestApp, type TestUser, testApp } from "../harness.fixture.js";
import { type Exchange, startExchange } from "./exchange.fixture.js";
import { settled } from "./uploads.fixture.js";

const DAY_MS = 86_400_000;
const FROM_MS = Date.UTC(2024, 0, 1);
let exchange: Exchange;
let server: TestApp;
let user: TestUser;

beforeAll(async () => {
  exchange = await startExchange();
  server = await testApp({ archiveUrl: exchange.url, restUrl: exchange.url });
});
beforeEach(async () => {
  user = await server.as("user");
});
afterAll(async () => {
  await server.close();
  await exchange.close();
});

const start = (payload: object) =>
  user.inject({ method: "POST", url: "/api/v1/data/downloads", payload });

/** Downloads and waits until the data set is read too. */
async function download(toMs: number): Promise<DataSet> {
  const payload = { symbol: "ETHUSDT", kinds: ["klines"], fromMs: FROM_MS, toMs };
  const answer = await start(payload);
  expect(answer.statusCode, answer.body).toBe(202);
  const job = await server.app.jobs.ended(answer.json().id, AbortSignal.timeout(30_000));
  expect(job.error).toBeNull();
  const { items } = (await user.inject({ url: "/api/v1/data" })).json();
  expect(items).toHaveLength(1);
  return settled(server, user, (items as DataSetSummary[])[0]?.id ?? "");
}

test("a download becomes a data set, and the next one makes it longer", async () => {
  exchange.publishDay("ETHUSDT", "2024-01-01");
  exchange.publishDay("ETHUSDT", "2024-01-02");
  const first = await download(FROM_MS + DAY_MS);
  expect(first).toMatchObject({
    state: "ready",
    origin: "download",
    name: "ETHUSDT 1m",
    symbol: "ETHUSDT",
    market: "um",
    kind: "last",
    rows: 1440,
    firstMs: FROM_MS,
  });
  const asBefore = await server.app.data.resolve(first.id, { userId: user.id });
  const second = await download(FROM_MS + 2 * DAY_MS);
  expect(second).toMatchObject({ id: first.id, rows: 2880, fileCount: 2 });
  expect(second.contentHash).not.toBe(first.contentHash);
  const zips = exchange.requests.filter((path) => path.endsWith("2024-01-01.zip"));
  expect(zips).toHaveLength(1);
  // what a run that waits was given is still there
  const folder = join(server.home, "server", "data-sets", first.id);
  expect(readdirSync(folder)).toHaveLength(2);
  const klines = await server.app.pool.call(
    {
      kind: "klines",
      places: { home: server.home, cacheDir: join(server.home, "cache"), cacheLimitBytes: null },
      bars: asBefore.files,
      range: { fromMs: null, toMs: null },
      interval: "1d",
      limit: 10,
    },
    { ownerId: user.id },
  );
  expect(klines.klines.close).toHaveLength(1);
  const url = `/api/v1/market/klines?symbol=ETHUSDT&interval=1d`;
  expect((await user.inject({ url })).json().close).toHaveLength(2);
});

test("one of what the exchange does not have fails with a reason", async () => {
  const answer = await start({
    symbol: "NONEUSDT",
    kinds: ["klines"],
    fromMs: FROM_MS,
    toMs: FROM_MS + DAY_MS,
  });
  const { id } = answer.json();
  await server.app.jobs.ended(id, AbortSignal.timeout(30_000));
  const job = (await user.inject({ url: `/api/v1/data/jobs/${id}` })).json();
  expect(job).toMatchObject({
    kind: "download",
    state: "failed",
    error: { code: "DOWNLOAD_EMPTY" },
  });
  expect((await user.inject({ url: "/api/v1/data" })).json().items).toEqual([]);
});

test("one that makes no sense is refused at once", async () => {
  const body = { symbol: "ETHUSDT", fromMs: FROM_MS };
  const wrong = [
    { ...body, toMs: FROM_MS },
    { ...body, symbol: "../../etc" },
    { ...body, symbol: "ethusdt" },
    { ...body, kinds: [] },
    { ...body, kinds: ["orders"] },
    { ...body, market: "okx" },
    { ...body, interval: "often" },
    { symbol: "ETHUSDT" },
  ];
  for (const payload of wrong) expect((await start(payload)).statusCode).toBe(400);
});

test("one that hangs can be cancelled by its owner", async () => {
  exchange.stall();
  const { id } = (
    await start({ symbol: "ETHUSDT", fromMs: FROM_MS, toMs: FROM_MS + 9 * DAY_MS })
  ).json();
  const job = async () => (await user.inject({ url: `/api/v1/data/jobs/${id}` })).json();
  await expect.poll(async () => (await job()).state).toBe("running");
  const cancelled = await user.inject({ method: "POST", url: `/api/v1/data/jobs/${id}/cancel` });
  expect(cancelled.statusCode).toBe(200);
  await server.app.jobs.ended(id, AbortSignal.timeout(5000));
  expect((await job()).state).toBe("cancelled");
});
