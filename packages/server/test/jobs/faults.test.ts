/** What is left after the server, or a process that writes, was killed: everything, and nothing half. */
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { afterEach, expect, test } from "vitest";
import type { SampleTask } from "../../src/workers/data-tasks.js";
import type { ColumnsTask } from "../../src/workers/protocol.js";
import { newHome, post, type ServingCommand, serve } from "../cli/command.fixture.js";
import { Client } from "../events/sockets.fixture.js";
import { isAlive, poolOf, until } from "./pool.fixture.js";
import { makeWorkplace } from "./tasks.fixture.js";

const OWNER = { ownerId: "ann" };
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A second on 150,000 bars. */
function slowConfig(spread: number): object {
  return {
    instrument: "ETHUSDT",
    account: { initialBalance: 10_000, leverage: 5 },
    output: { rejections: true },
    strategy: {
      name: "pure-maker",
      bidSpread: spread,
      askSpread: spread,
      levels: 32,
      levelSpacing: 0.0001,
      orderRefreshMs: 1000,
      size: { equityRatio: 0.01 },
    },
  };
}

interface JobRow {
  readonly subject_id: string;
  readonly state: string;
  readonly attempt: number;
  readonly worker_pid: number | null;
}

function jobRows(home: string): JobRow[] {
  const database = new SqliteDatabase(join(home, "server", "perpmill.sqlite"), { readonly: true });
  try {
    const query = "select subject_id, state, attempt, worker_pid from jobs where kind = 'run'";
    return database.prepare<[], JobRow>(`${query} order by created_ms, id`).all();
  } finally {
    database.close();
  }
}

async function get(url: string): Promise<Record<string, unknown>> {
  return (await (await fetch(url)).json()) as Record<string, unknown>;
}

async function bringSample(api: string): Promise<string> {
  const { body } = await post(`${api}/data/sample`, { bars: 150_000 });
  const id = String(body.id);
  for (;;) {
    const { state } = await get(`${api}/data/${id}`);
    if (state === "ready") return id;
    if (state === "failed") throw new Error("the sample failed");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function startRuns(api: string, dataSetId: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index++) {
    const config = slowConfig(0.001 + index / 10_000);
    const { status, body } = await post(`${api}/runs`, { dataSetId, config, layer: "plain" });
    expect(status).toBe(202);
    ids.push(String((body.run as { readonly id: string }).id));
  }
  return ids;
}

async function serveOn(home: string): Promise<{ server: ServingCommand; api: string }> {
  const server = await serve(["--single-user", "--workers", "1"], { home });
  return { server, api: `${server.url}/api/v1` };
}

test.each([
  ["kill -9", "SIGKILL"],
  ["a graceful stop", "SIGTERM"],
] as const)(
  "after %s of the server its runs go on, each done once",
  {
    timeout: 120_000,
  },
  async (_, signal) => {
    const home = newHome();
    closers.push(() => rmSync(home, { recursive: true, force: true }));
    const first = await serveOn(home);
    const dataSetId = await bringSample(first.api);
    const ids = await startRuns(first.api, dataSetId, 3);
    await until(() => jobRows(home).some(({ worker_pid }) => worker_pid !== null));
    const port = Number(new URL(first.server.url).port);
    const topic = `run:${ids[0]}`;
    const before = await Client.open(port);
    before.send({ type: "subscribe", topic });
    const seen = await before.message("snapshot", (message) => message.topic === topic);
    const worker = jobRows(home).find(({ worker_pid }) => worker_pid !== null)?.worker_pid ?? 0;
    expect(isAlive(worker)).toBe(true);
    const stoppedMs = performance.now();
    await first.server.stop(signal);
    await until(() => !isAlive(worker), 3000);
    expect(performance.now() - stoppedMs).toBeLessThan(5000);
    const left = jobRows(home).map(({ state }) => state);
    expect(left).toEqual([signal === "SIGKILL" ? "running" : "queued", "queued", "queued"]);

    await before.closed;
    const second = await serveOn(home);
    const after = await Client.open(Number(new URL(second.server.url).port));
    after.send({ type: "subscribe", topic, since: { epoch: seen.epoch, seq: seen.seq } });
    const told = await after.message("snapshot", (message) => message.topic === topic);
    expect(told.epoch).not.toBe(seen.epoch);
    await after.message("event", ({ topic: of, data }) => {
      return of === topic && (data as { state?: string }).state === "done";
    });
    await until(() => jobRows(home).every(({ state }) => state === "done"), 60_000);
    const rows = jobRows(home);
    expect(rows.map(({ attempt }) => attempt)).toEqual([2, 1, 1]);
    expect(rows.map(({ subject_id }) => subject_id)).toEqual(ids);
    const hashes = new Set<unknown>();
    for (const id of ids) {
      const run = await get(`${second.api}/runs/${id}`);
      expect(run).toMatchObject({ state: "done" });
      const { metrics } = await get(`${second.api}/runs/${id}/metrics`);
      const { resultHash } = metrics as { readonly resultHash: string };
      expect(resultHash).toMatch(/^[0-9a-f]{16,}$/);
      hashes.add(resultHash);
    }
    expect(hashes.size).toBe(3);
    await second.server.stop();
  },
);

test("a process killed while it writes leaves nothing that is taken for whole", async () => {
  const work = makeWorkplace();
  closers.push(work.remove);
  const pool = poolOf();
  const killWhenWritten = async (folder: string): Promise<void> => {
    await until(() => readdirSync(folder).length > 0);
    process.kill(pool.status()[0].pid, "SIGKILL");
  };
  const lost = { code: "WORKER_LOST" };

  const { cacheDir } = work.places;
  mkdirSync(cacheDir);
  const run = pool.call(work.slowRun, OWNER);
  await Promise.all([expect(run).rejects.toMatchObject(lost), killWhenWritten(cacheDir)]);
  const again = await pool.call(work.slowRun, OWNER);
  expect(again.cache.at(-1)).toMatch(/^(kept|hit)$/);
  const { verified } = (await pool.call(
    { kind: "cache", places: work.places, work: "verify" },
    OWNER,
  )) as { readonly verified: unknown };
  expect(JSON.stringify(verified)).not.toContain("damaged");

  const out = join(work.folder, "made");
  mkdirSync(out);
  const sample: SampleTask = {
    kind: "sample",
    seed: 1,
    bars: 500_000,
    symbol: "ETHUSDT",
    out: join(out, "sample.csv"),
  };
  const writing = pool.call(sample, OWNER);
  await Promise.all([expect(writing).rejects.toMatchObject(lost), killWhenWritten(out)]);
  expect(readdirSync(out)).not.toContain("sample.csv");
  await pool.call(sample, OWNER);
  expect(readdirSync(out)).toEqual(["sample.csv"]);

  const columns: ColumnsTask = {
    kind: "columns",
    places: work.places,
    bars: work.slowRun.data.bars,
    range: { fromMs: null, toMs: null },
    out: join(work.folder, "columns.bin"),
  };
  expect((await pool.call(columns, OWNER)).bars.count).toBe(200_000);
});
