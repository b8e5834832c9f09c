/** A study in a database of its own, and workers on "other machines": processes with homes of their own. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { planStudyRows, type SweepStudy } from "@perpmill/engine";
import type { Kysely } from "kysely";
import pg from "pg";
import { expect, onTestFinished } from "vitest";
import type { Database } from "../../src/db/schema.js";
import { scopesOf } from "../../src/plugins/app/guard/decide.js";
import { ShardOutbox } from "../../src/plugins/app/shards/shard-outbox.js";
import { shardOf } from "../../src/plugins/app/studies/plan-study.js";
import { type TestApp, type TestUser, testApp } from "../harness.fixture.js";
import { LONG_CONFIG, putBars } from "../runs/run-data.fixture.js";
import type { Broker } from "./brokers.fixture.js";

const COMMAND = fileURLToPath(new URL("../../bin/perpmill-server.js", import.meta.url));
const START_MS = 30_000;

/** Locks are short, so that tests need not wait long for shards of those who are gone. */
export const LOCK_MS = 1000;

/** A server in this process that listens, with a study's market. */
export interface Site {
  readonly server: TestApp;
  /** as workers may use it */
  readonly broker: Broker;
  readonly url: string;
  readonly owner: TestUser;
  /** of an administrator, for workers */
  readonly apiKey: string;
  readonly dataSetId: string;
  readonly outbox: ShardOutbox;
}

const PAGE = fileURLToPath(new URL("../../../../docs/scale.md", import.meta.url));

/** The database as a worker that may no more than the page about it says. @returns its address */
export async function workersUrl(databaseUrl: string): Promise<string> {
  const grants = /^```sql\n([\s\S]*?)^```/m.exec(readFileSync(PAGE, "utf8"))?.[1] ?? "";
  const role = `worker_${randomUUID().slice(0, 8)}`;
  const text = grants.replaceAll("perpmill_worker", role).replace("'…'", "'narrow'");
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
  const url = new URL(databaseUrl);
  url.username = role;
  url.password = "narrow";
  return url.href;
}

/** Makes one that computes nothing itself; gone when the test ends. */
export async function site(broker: Broker, bars = 10_000): Promise<Site> {
  const { databaseUrl, redisUrl } = broker;
  const settings = { databaseUrl, redisUrl, shardWorkers: 0, shardLockMs: LOCK_MS, workers: 1 };
  const server = await testApp({ ...settings, allowedHosts: ["localhost:80"] });
  onTestFinished(server.close);
  const url = await server.app.listen({ host: "127.0.0.1", port: 0 });
  const owner = await server.as("user");
  const apiKey = await workersKey(server);
  const dataSetId = await putBars(server, owner.id, { bars });
  const narrow = { ...broker, databaseUrl: await workersUrl(databaseUrl) };
  const outbox = new ShardOutbox({ ...broker, onError: (error) => console.error(error) });
  onTestFinished(() => outbox.close());
  return { server, broker: narrow, url, owner, apiKey, dataSetId, outbox };
}

/** A key of an administrator, for workers and nothing else. */
export async function workersKey({ app, as }: TestApp): Promise<string> {
  const { id: userId } = await as("admin");
  const scopes = new Set(scopesOf("admin"));
  const maker = { userId, name: "admin", role: "admin", scopes, via: "token" } as const;
  const wish = { name: "workers", scopes: ["worker"], expiresMs: null } as const;
  return (await app.accounts.apiKeys.create(maker, wish)).key;
}

/** A sweep over so many spreads. */
export function sweepOver(rows: number): SweepStudy {
  const to = 0.001 + 0.00001 * (rows - 1);
  const axis = { path: "strategy.bidSpread", from: 0.001, to, count: rows };
  return { kind: "sweep", config: LONG_CONFIG, axes: [axis] };
}

/** Puts a study into the database, in shards, without offering it. @returns its id */
export async function putStudy(
  { server, owner, dataSetId }: Pick<Site, "server" | "owner" | "dataSetId">,
  request: SweepStudy,
  shardRows: number,
): Promise<string> {
  const { db } = server.app;
  const id = randomUUID();
  const set = await db
    .selectFrom("data_sets")
    .select(["content_hash", "symbol"])
    .where("id", "=", dataSetId)
    .executeTakeFirstOrThrow();
  const plan = planStudyRows(request, { hasFundingFile: false });
  await db
    .insertInto("studies")
    .values({
      id,
      owner_id: owner.id,
      kind: "sweep",
      title: "",
      starred: 0,
      state: "queued",
      priority: 0,
      symbol: set.symbol,
      strategy: plan.base.strategy.name,
      strategy_label: null,
      data_set_id: dataSetId,
      mark_data_set_id: null,
      funding_data_set_id: null,
      contents: JSON.stringify({ bars: set.content_hash, mark: null, funding: null }),
      from_ms: null,
      to_ms: null,
      request: JSON.stringify(request),
      config: JSON.stringify(plan.base),
      columns: JSON.stringify(plan.columns),
      content_key: randomUUID(),
      rows_total: plan.points.length,
      rows_done: 0,
      rows_reused: 0,
      progress: null,
      best: null,
      error: null,
      created_ms: server.app.clock.nowMs(),
      started_ms: null,
      finished_ms: null,
      document: null,
    })
    .execute();
  for (let first = 0; first < plan.points.length; first += shardRows) {
    await db
      .insertInto("study_shards")
      .values(
        shardOf(id, first / shardRows, first, Math.min(shardRows, plan.points.length - first)),
      )
      .execute();
  }
  return id;
}

/** Shards by state, rows that are there, and rows that shards say they wrote. */
export async function countsOf(db: Kysely<Database>, studyId: string) {
  const shards = await db
    .selectFrom("study_shards")
    .select(["state", "rows_done", "attempt"])
    .where("study_id", "=", studyId)
    .execute();
  const { rows } = await db
    .selectFrom("study_rows")
    .select((eb) => eb.fn.countAll<number>().as("rows"))
    .where("study_id", "=", studyId)
    .executeTakeFirstOrThrow();
  return {
    done: shards.filter(({ state }) => state === "done").length,
    open: shards.filter(({ state }) => state !== "done").length,
    again: shards.filter(({ attempt }) => attempt > 1).length,
    rows: Number(rows),
    counted: shards.reduce((sum, { rows_done }) => sum + rows_done, 0),
  };
}

/** A worker in a process of its own. */
export interface Machine {
  readonly child: ChildProcess;
  readonly home: string;
  readonly texts: { text: string };
  kill(signal: NodeJS.Signals): void;
  /** its exit code, or signal */
  readonly ended: Promise<number | string>;
}

/** Starts a worker, and waits until it takes shards. */
export async function machine(
  { broker, url, apiKey }: Pick<Site, "broker" | "url" | "apiKey">,
  options: { readonly places?: number; readonly name?: string; readonly home?: string } = {},
): Promise<Machine> {
  const { places = 1, name = "machine" } = options;
  const home = options.home ?? mkdtempSync(join(tmpdir(), "perpmill-machine-"));
  const { PATH = "" } = process.env;
  const args = ["worker", "--concurrency", String(places), "--name", name, "--lang", "en"];
  const child = spawn(process.execPath, [COMMAND, ...args], {
    env: {
      PATH,
      PERPMILL_HOME: home,
      PERPMILL_DATABASE_URL: broker.databaseUrl,
      PERPMILL_SERVER_URL: url,
      PERPMILL_API_KEY: apiKey,
      PERPMILL_SHARD_LOCK_MS: String(LOCK_MS),
      ...(broker.redisUrl === null ? {} : { PERPMILL_REDIS_URL: broker.redisUrl }),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const texts = { text: "" };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      texts.text += text;
    });
  }
  const ended = once(child, "close").then(([code, signal]): number | string => code ?? signal);
  onTestFinished(async () => {
    child.kill("SIGCONT");
    child.kill("SIGKILL");
    await ended;
    rmSync(home, { recursive: true, force: true });
  });
  await expect
    .poll(() => /Ctrl-C/.test(texts.text) || child.exitCode !== null, { timeout: START_MS })
    .toBe(true);
  if (child.exitCode !== null) throw new Error(`the worker did not start:\n${texts.text}`);
  return { child, home, texts, ended, kill: (signal) => void child.kill(signal) };
}
