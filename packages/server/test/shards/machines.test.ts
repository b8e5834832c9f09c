/** Workers in processes of their own: whatever happens to them, every row is there once. */
import { sweep } from "@perpmill/engine";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tellShardNews } from "../../src/plugins/app/shards/shard-news.js";
import { barsOf, LONG_CONFIG } from "../runs/run-data.fixture.js";
import { type Broker, testBrokers } from "./brokers.fixture.js";
import {
  countsOf,
  LOCK_MS,
  machine,
  putStudy,
  type Site,
  site,
  sweepOver,
} from "./machines.fixture.js";

const ROWS = 120;
const SHARD_ROWS = 8;
const SHARDS = ROWS / SHARD_ROWS;
/** Long enough for a crowded machine. */
const WAIT = { timeout: 90_000, interval: 25 };

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function offer({ outbox }: Site, studyId: string): Promise<void> {
  await outbox.put(Array.from({ length: SHARDS }, (_, position) => ({ studyId, position })));
}

/** Whether the rows are those that the engine gives in one go, on one thread. */
async function expectRight({ server }: Site, studyId: string): Promise<void> {
  const { axes } = sweepOver(ROWS);
  const right = await sweep({ bars: barsOf(10_000), config: LONG_CONFIG, axes, workers: 0 });
  const rows = await server.app.db
    .selectFrom("study_rows")
    .select(["row_index", "outcome", "cells"])
    .where("study_id", "=", studyId)
    .orderBy("row_index")
    .execute();
  expect(rows.map(({ row_index }) => row_index)).toEqual(Array.from({ length: ROWS }, (_, i) => i));
  const sharpe = right.metrics.indexOf("sharpe");
  const column = right.table.columns.find(({ name }) => name === "sharpe");
  expect(rows.map(({ cells }) => JSON.parse(cells)[sharpe])).toEqual([...(column?.values ?? [])]);
}

/** The one of whom a shard is that was begun. */
async function busyOne({ server }: Site, studyId: string, besides: string): Promise<string> {
  let name: string | undefined;
  const ask = async () => {
    const shards = await server.app.db
      .selectFrom("study_shards")
      .select("worker")
      .where("study_id", "=", studyId)
      .where("state", "=", "running")
      .execute();
    const names = shards.map(({ worker }) => worker?.split(" ")[0]);
    name = names.find((one) => one !== undefined && one !== besides);
    return name;
  };
  await expect.poll(ask, WAIT).toBeDefined();
  return name ?? "";
}

describe.each(testBrokers())("machines on %s", (kind) => {
  let broker: Broker;
  beforeAll(async () => {
    broker = await kind.start();
  });
  afterAll(() => broker.stop());

  test("workers are killed, held, stopped and started, and every row is there once", async () => {
    const one = await site(broker);
    const { db } = one.server.app;
    const studyId = await putStudy(one, sweepOver(ROWS), SHARD_ROWS);
    const done = async () => (await countsOf(db, studyId)).done;
    const names = ["a", "b", "c"];
    const machines = new Map(
      await Promise.all(names.map(async (name) => [name, await machine(one, { name })] as const)),
    );
    await offer(one, studyId);

    await expect.poll(done, WAIT).toBeGreaterThan(1);
    const killed = await busyOne(one, studyId, "");
    await pause(Math.random() * 200);
    machines.get(killed)?.kill("SIGKILL");
    const held = await busyOne(one, studyId, killed);
    await pause(Math.random() * 200);
    machines.get(held)?.kill("SIGSTOP");
    const stopped = names.find((name) => name !== killed && name !== held) ?? "";
    await expect.poll(done, WAIT).toBeGreaterThan(4);
    const newcomer = await machine(one, { name: "d" });
    machines.get(stopped)?.kill("SIGTERM");
    expect(await machines.get(stopped)?.ended).toBe(0);
    await pause(3 * LOCK_MS);
    machines.get(held)?.kill("SIGCONT");

    await expect.poll(done, WAIT).toBe(SHARDS);
    expect(newcomer.child.exitCode).toBe(null);
    const { rows, counted, again } = await countsOf(db, studyId);
    expect([rows, counted]).toEqual([ROWS, ROWS]);
    expect(again).toBeGreaterThan(0);
    await expectRight(one, studyId);
    const { items } = (await one.owner.inject({ url: "/api/v1/workers" })).json();
    expect(items).toContainEqual(expect.objectContaining({ name: "d", places: 1 }));
    expect(items).not.toContainEqual(expect.objectContaining({ name: stopped }));
    const texts = [...machines.values(), newcomer].map(({ texts: { text } }) => text).join("");
    expect(texts).not.toContain(one.apiKey);
    expect(texts).not.toContain("narrow");
  });

  test("what is cancelled stops on every machine within a second", async () => {
    // A machine may sleep for some seconds before it sees the second shard: the first lasts longer.
    const one = await site(broker, 100_000);
    const { db } = one.server.app;
    const studyId = await putStudy(one, sweepOver(4000), 2000);
    const machines = await Promise.all(["a", "b"].map((name) => machine(one, { name })));
    await one.outbox.put([0, 1].map((position) => ({ studyId, position })));
    await busyOne(one, studyId, await busyOne(one, studyId, ""));
    await expect.poll(async () => (await countsOf(db, studyId)).rows, WAIT).toBeGreaterThan(10);
    const sentMs = performance.now();
    await db.updateTable("studies").set({ state: "cancelled" }).where("id", "=", studyId).execute();
    await tellShardNews(db, { type: "withdrawn", studyId });
    const stopped = () => machines.every(({ texts }) => texts.text.includes("a shard is stopped"));
    await expect.poll(stopped, { ...WAIT, interval: 5 }).toBe(true);
    const tookMs = performance.now() - sentMs;
    console.info(`two machines stopped after ${Math.round(tookMs)} ms (${kind})`);
    const { rows } = await countsOf(db, studyId);
    await pause(300);
    expect((await countsOf(db, studyId)).rows).toBe(rows);
    expect(tookMs).toBeLessThan(process.env.CI ? 5000 : 20_000);
  });
});
