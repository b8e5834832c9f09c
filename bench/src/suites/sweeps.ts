/** A thousand configurations on threads, and what one of them costs in each layer. */
import process from "node:process";
import type { ConfigInput } from "../../../packages/engine/src/config/input.js";
import { normaliseConfig } from "../../../packages/engine/src/config/normalise.js";
import type { NormalisedConfig } from "../../../packages/engine/src/config/types.js";
import { KernelRun } from "../../../packages/engine/src/internal/kernel-run.js";
import { prepareRun } from "../../../packages/engine/src/runs/prepare.js";
import type { SweepAxis } from "../../../packages/engine/src/sweeps/axis.js";
import { sweepOn } from "../../../packages/engine/src/sweeps/run-sweep.js";
import { sweepColumn } from "../../../packages/engine/src/sweeps/table.js";
import { nodeThreads } from "../../../packages/engine/src/sweeps/threads-node.js";
import { CHUNK_BARS } from "../kernel-task.js";
import type { Suite, SuiteContext } from "../suite.js";

const THREAD = new URL(
  "../../../packages/engine/dist/sweeps/sweep-worker-node.js",
  import.meta.url,
);
const ROWS = 1000;
/** Rows of which each is timed in both layers. */
const TIMED_ROWS = 64;
const ROUNDS = 3;
const AXES: readonly SweepAxis[] = [
  { path: "strategy.bidSpread", from: 0.002, to: 0.01 },
  { path: "strategy.askSpread", from: 0.002, to: 0.01 },
];

/** A rich account with small orders: five years of a market without drift end no run early. */
function configOf(orderRefreshMs: number): ConfigInput {
  return {
    instrument: "ETHUSDT",
    account: { initialBalance: 1_000_000, leverage: 5 },
    funding: { mode: "constant", rate: 0.0001 },
    strategy: {
      name: "dual-maker",
      ...{ bidSpread: 0.002, askSpread: 0.002, size: { quantity: 0.1 }, orderRefreshMs },
    },
  };
}

interface ThreadTimes {
  readonly workers: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly complete: number;
  readonly hash: string;
}

async function sweepTimes(
  { bars }: SuiteContext,
  config: ConfigInput,
  workers: number,
): Promise<ThreadTimes> {
  const cpu = process.cpuUsage();
  const startMs = performance.now();
  const { table, outcomes } = await sweepOn(
    { bars, config, axes: AXES, sampler: { kind: "sobol", count: ROWS, seed: 1 }, workers },
    nodeThreads(THREAD),
  );
  const wallMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(cpu);
  const hash = String(sweepColumn(table, "finalEquity")?.values);
  return { workers, wallMs, cpuMs: (user + system) / 1000, complete: outcomes.complete, hash };
}

function timeRow(
  { market, bars }: SuiteContext,
  config: NormalisedConfig,
  layer: "lazy" | "skip",
): number {
  const { units, events } = prepareRun({ bars, config });
  const options = { layer, trades: false, equity: false, userStrategy: null };
  const cpu = process.cpuUsage();
  const run = new KernelRun(market, config, units, events, options);
  while (run.advance(CHUNK_BARS));
  run.finish("inPlace");
  const { user, system } = process.cpuUsage(cpu);
  return (user + system) / 1000;
}

/** Least time of each row in both layers. */
function rowTimes(
  context: SuiteContext,
  configs: readonly NormalisedConfig[],
): { readonly lazy: readonly number[]; readonly skip: readonly number[] } {
  const times = {
    lazy: configs.map(() => Number.POSITIVE_INFINITY),
    skip: configs.map(() => Number.POSITIVE_INFINITY),
  };
  for (let round = 0; round < ROUNDS; round++) {
    for (const layer of ["lazy", "skip"] as const) {
      // The first run after another layer's makes the tables.
      timeRow(context, configs[0], layer);
      for (const [row, config] of configs.entries()) {
        times[layer][row] = Math.min(times[layer][row], timeRow(context, config, layer));
      }
    }
  }
  return times;
}

function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))].toFixed(1);
  return `${at(0.5)} (${at(0)}–${at(1)})`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, one) => total + one, 0);
}

/** The rows that are timed one by one: evenly spaced over the same square. */
function timedConfigs({ bars }: SuiteContext, base: ConfigInput): NormalisedConfig[] {
  const side = Math.sqrt(TIMED_ROWS);
  return Array.from({ length: TIMED_ROWS }, (_, row) => {
    const spreadAt = (step: number) => 0.002 + (0.008 * step) / (side - 1);
    const strategy = {
      ...base.strategy,
      bidSpread: spreadAt(row % side),
      askSpread: spreadAt(Math.floor(row / side)),
    };
    return normaliseConfig(
      { ...base, strategy },
      { intervalMs: bars.intervalMs, hasFundingFile: false },
    );
  });
}

async function measure(context: SuiteContext, refreshMs: number) {
  const config = configOf(refreshMs);
  const threads: ThreadTimes[] = [];
  for (const workers of [2, 1]) threads.push(await sweepTimes(context, config, workers));
  const [two, one] = threads;
  if (two.hash !== one.hash) throw new Error("rows hang on the number of threads");
  const { lazy, skip } = rowTimes(context, timedConfigs(context, config));
  return {
    refreshMs,
    threads: threads.map(({ hash: _, ...times }) => times),
    ...{ lazy, skip },
    ratios: { threads: one.wallMs / two.wallMs, lazy: sum(lazy) / sum(skip) },
  };
}

export const SWEEPS: Suite = {
  name: "sweeps",
  async run(context) {
    const data = [];
    for (const refreshMs of [15_000, 60_000]) data.push(await measure(context, refreshMs));
    const rows = data.map(({ refreshMs, threads: [two, one], lazy, skip, ratios }) => [
      `${refreshMs / 1000} s`,
      (two.wallMs / 1000).toFixed(1),
      (one.wallMs / 1000).toFixed(1),
      ratios.threads.toFixed(2),
      spread(skip),
      spread(lazy),
      ratios.lazy.toFixed(2),
    ]);
    for (const row of rows) context.log(row.join("  "));
    return {
      title: "A thousand configurations",
      notes: [
        `\`dual-maker\`, ${ROWS} Sobol points with spreads from 0.2 % to 1 %, small orders of a rich account, so that every run goes to the last bar; daily returns and all metrics of a sweep kept. Wall-clock seconds of the whole sweep, threads started and statistics of luck made, with two threads and with one: the rows are checked to be the same.`,
        `One row, CPU time on one thread: least of ${ROUNDS} runs of each of ${TIMED_ROWS} rows spread over the same square; median, least and most of the rows. Tables of the skip layer are made once for all rows.`,
      ],
      head: [
        "quotes renewed every",
        "2 threads, s",
        "1 thread, s",
        "of one",
        "a row, ms",
        "the same rows lazily, ms",
        "lazy / skip",
      ],
      rows,
      data,
    };
  },
};
