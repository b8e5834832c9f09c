/** Data sets of synthetic bars, as an import leaves them, and runs on them. */
import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Bars,
  type ConfigInput,
  openTimeMs,
  syntheticBars,
  syntheticFunding,
  toKlineCsv,
} from "@perpmill/engine";
import { onTestFinished } from "vitest";
import type { DataSetsTable } from "../../src/db/schema.js";
import { contentHash } from "../../src/plugins/app/data/content-hash.js";
import type { StartRunBody } from "../../src/schemas/runs.js";
import { type TestApp, type TestUser, TurnableClock, testApp } from "../harness.fixture.js";

/** A configuration that trades on synthetic bars. */
export const CONFIG: ConfigInput = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: { name: "dual-maker", bidSpread: 0.001, askSpread: 0.001, size: { equityRatio: 0.02 } },
};

/** Long enough to be watched and ended while it runs. */
export const LONG_CONFIG: ConfigInput = {
  ...CONFIG,
  output: { rejections: true },
  strategy: {
    name: "pure-maker",
    bidSpread: 0.001,
    askSpread: 0.001,
    levels: 32,
    levelSpacing: 0.0001,
    size: { equityRatio: 0.01 },
  },
};

/** CONFIG with another spread: other content. */
export function withSpread(spread: number): ConfigInput {
  return { ...CONFIG, strategy: { ...CONFIG.strategy, bidSpread: spread, askSpread: spread } };
}

/** A server that is closed when the test ends. */
export async function server(settings: Parameters<typeof testApp>[0] = {}): Promise<TestApp> {
  const one = await testApp({ workers: 1, ...settings }, new TurnableClock());
  onTestFinished(one.close);
  return one;
}

interface NewSet {
  readonly ownerId: string;
  readonly kind: "last" | "mark" | "funding" | "index";
  readonly csv: string;
  readonly bars: Bars;
  readonly shared?: boolean;
  readonly state?: DataSetsTable["state"];
}

async function putSet({ app, home }: TestApp, set: NewSet): Promise<string> {
  const id = randomUUID();
  const folder = join(home, "server", "data-sets", id);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "rows.csv"), set.csv);
  const bytes = Buffer.byteLength(set.csv);
  const sha256 = createHash("sha256").update(set.csv).digest("hex");
  const files = [{ name: "rows.csv", bytes, sha256 }];
  const symbol = "ETHUSDT";
  const { bars, kind, ownerId, shared = false, state = "ready" } = set;
  const firstMs = openTimeMs(bars, 0);
  const lastMs = openTimeMs(bars, bars.count - 1);
  const intervalMs = kind === "funding" ? null : bars.intervalMs;
  const facts = {
    kind,
    symbol,
    intervalMs,
    rows: bars.count,
    firstMs,
    lastMs,
    holes: 0,
    skippedRows: 0,
    filledRows: 0,
    priceDecimals: bars.priceDecimals,
    hasVolume: true,
    md5: null,
  };
  const row: DataSetsTable = {
    id,
    owner_id: ownerId,
    shared: shared ? 1 : 0,
    name: `synthetic ${kind}`,
    kind,
    market: "um",
    symbol,
    interval_ms: intervalMs,
    state,
    origin: "synthetic",
    folder: `server/data-sets/${id}`,
    files: JSON.stringify(files),
    read_options: "{}",
    facts: state === "ready" ? JSON.stringify(facts) : null,
    content_hash: state === "ready" ? contentHash({ kind, symbol, files, options: {} }) : null,
    bytes,
    first_ms: firstMs,
    last_ms: lastMs,
    rows: bars.count,
    job_id: null,
    error: null,
    created_ms: app.clock.nowMs(),
  };
  await app.db.insertInto("data_sets").values(row).execute();
  return id;
}

const made = new Map<number, { bars: Bars; csv: string }>();

function synthetic(count: number): { bars: Bars; csv: string } {
  const known = made.get(count);
  if (known !== undefined) return known;
  const bars = syntheticBars({ seed: 7, bars: count });
  const one = { bars, csv: Buffer.concat([...toKlineCsv(bars)]).toString("utf8") };
  made.set(count, one);
  return one;
}

/** The bars that `putBars` of so many stores. */
export function barsOf(count: number): Bars {
  return synthetic(count).bars;
}

/** A data set of minute bars. @returns its id */
export function putBars(
  to: TestApp,
  ownerId: string,
  options: {
    readonly bars?: number;
    readonly shared?: boolean;
    readonly state?: NewSet["state"];
    readonly kind?: "last" | "index";
  } = {},
): Promise<string> {
  const { bars: count = 5000, shared = false, state = "ready", kind = "last" } = options;
  return putSet(to, { ownerId, kind, ...synthetic(count), shared, ...(state && { state }) });
}

/** Mark prices (those of the bars) and funding that go with `putBars` of so many. @returns their ids */
export async function putSeries(
  to: TestApp,
  ownerId: string,
  count = 5000,
): Promise<{ readonly markId: string; readonly fundingId: string }> {
  const { bars, csv: markCsv } = synthetic(count);
  const funding = syntheticFunding({ seed: 4, bars });
  const rows = Array.from(funding.timeMs, (time, row) => `${time},8,${funding.rate[row]}`);
  const fundingCsv = `calc_time,funding_interval_hours,last_funding_rate\n${rows.join("\n")}\n`;
  return {
    markId: await putSet(to, { ownerId, kind: "mark", csv: markCsv, bars }),
    fundingId: await putSet(to, { ownerId, kind: "funding", csv: fundingCsv, bars }),
  };
}

/** Sends a run and gives the answer. */
export function post(user: TestUser, body: Partial<StartRunBody>, headers = {}) {
  return user.inject({ method: "POST", url: "/api/v1/runs", payload: body, headers });
}

/** A run that has ended. */
export async function ended({ app }: TestApp, runId: string): Promise<void> {
  const row = await app.db
    .selectFrom("runs")
    .select("job_id")
    .where("id", "=", runId)
    .executeTakeFirstOrThrow();
  if (row.job_id !== null) await app.jobs.ended(row.job_id);
}

/** Takes a run in and waits for its end. @returns its id */
export async function runToEnd(
  to: TestApp,
  user: TestUser,
  body: Partial<StartRunBody>,
): Promise<string> {
  const response = await post(user, { config: CONFIG, ...body });
  const { run } = response.json();
  if (run === undefined) throw new Error(`no run: ${response.body}`);
  await ended(to, run.id);
  return run.id;
}
