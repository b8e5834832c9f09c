/** A sweep: from axes to rows, on the threads of a pool, in order. */
import { normaliseConfig } from "../config/normalise.js";
import type { NormalisedConfig } from "../config/types.js";
import { PerpmillError } from "../errors.js";
import { throwIfAborted } from "../runs/drive-run.js";
import { type WalkReason, walkReason } from "../runs/many-runs.js";
import { ownStrategy } from "../runs/prepare.js";
import { callbackOf } from "../strategies/user-strategy.js";
import { limitedConfig, refusedRow } from "./evaluate-row.js";
import { metricNames, wantedFor } from "./metric-columns.js";
import { OrderedRows } from "./ordered-rows.js";
import { planSweep, type SweepPlan } from "./plan.js";
import { SweepPool } from "./pool.js";
import { ProgressCount } from "./progress.js";
import type { RowResult, RowRules } from "./protocol.js";
import { rankMetric } from "./rank.js";
import { commonKey, rowKey, sweepKey } from "./row-key.js";
import { ReturnsBlock } from "./row-returns.js";
import type { Point } from "./samplers/samplers.js";
import { configAt } from "./set-point.js";
import type { SweepOptions, SweepRequest, SweepResult, SweepStore } from "./sweep-options.js";
import { columnHeads, tableOf } from "./table.js";
import type { ThreadPlatform } from "./threads.js";

/** Rows that a thread is given at once: enough to hide the posting, few enough to end together. */
const ROWS_AT_ONCE = 8;
/** Batches under way for each thread, so that none waits for the next. */
const BATCHES_AHEAD = 2;

/** A request whose configuration names its strategy. */
type NamedRequest = Omit<SweepRequest, "config"> & { readonly config: unknown };

/** Everything that the rows of a sweep have in common. */
interface Sweep {
  readonly plan: SweepPlan;
  readonly base: NormalisedConfig;
  readonly rules: RowRules;
  readonly request: NamedRequest;
  readonly pool: SweepPool;
  /** null: without a store, rows have no keys */
  readonly kept: { readonly common: string; readonly store: SweepStore } | null;
  readonly walked: Partial<Record<WalkReason, number>>;
  readonly returns: ReturnsBlock;
  /** the different parts of the data that rows are run on */
  readonly windows: Set<string>;
}

function countWalk({ rules, pool, walked }: Sweep, config: NormalisedConfig): void {
  const reason = walkReason(config, pool.inputs.mark != null, wantedFor(rules.metrics));
  if (reason !== null) walked[reason] = (walked[reason] ?? 0) + 1;
}

/** A row on its way. */
interface Row {
  readonly config: NormalisedConfig | null;
  readonly key: string | null;
  /** what is known without running it */
  readonly known: RowResult | null;
}

/** Returns as a store gives them back that keeps rows as JSON, too. */
function returnsOf(kept: RowResult["dailyReturns"] | undefined): Float32Array | null {
  if (kept == null || kept instanceof Float32Array) return kept ?? null;
  return Float32Array.from(Object.values<number>(kept));
}

/** A row of before; null when it has not all that is wanted: one that ran without its returns. */
async function knownRow(
  store: SweepStore,
  key: string,
  rules: RowRules,
): Promise<RowResult | null> {
  const kept = await store.get(key);
  if (kept === null) return null;
  const dailyReturns = returnsOf(kept.dailyReturns);
  const lacks = rules.dailyReturns && dailyReturns === null && kept.outcome !== "refused";
  return lacks ? null : { ...kept, dailyReturns };
}

async function rowAt(sweep: Sweep, point: Point): Promise<Row> {
  const { plan, base, rules, pool, kept } = sweep;
  const { bars, funding, userStrategy } = pool.inputs;
  let config: NormalisedConfig;
  try {
    config = normaliseConfig(configAt(base, plan.paths, point), {
      intervalMs: bars.intervalMs,
      hasFundingFile: funding != null,
      strategies: userStrategy == null ? [] : [userStrategy.descriptor],
    });
  } catch (error) {
    if (!(error instanceof PerpmillError)) throw error;
    return { config: null, key: null, known: refusedRow(rules.metrics, error) };
  }
  countWalk(sweep, config);
  sweep.windows.add(JSON.stringify(config.data));
  if (kept === null) return { config, key: null, known: null };
  const key = await rowKey(kept.common, limitedConfig(config, rules.giveUpDrawdown));
  return { config, key, known: await knownRow(kept.store, key, rules) };
}

/** Rows `first` … of a batch, run where they are not known. */
async function runBatch(sweep: Sweep, points: readonly Point[]) {
  const rows = await Promise.all(points.map((point) => rowAt(sweep, point)));
  const asked = rows.flatMap(({ config, known }) =>
    known === null && config !== null ? [config] : [],
  );
  const ran = asked.length === 0 ? [] : await sweep.pool.run(asked, sweep.rules);
  let next = 0;
  const results: RowResult[] = [];
  for (const { key, known } of rows) {
    const result = known ?? ran[next++];
    results.push(result);
    if (known === null && key !== null) await sweep.kept?.store.put(key, result);
  }
  const reused = rows.filter(({ known, config }) => known !== null && config !== null).length;
  return { results, reused };
}

/**
 * Every row, in order, as soon as those before it are there. At the first failure the rest is
 * cancelled, so that the pool is free again.
 */
async function runRows(sweep: Sweep, ordered: OrderedRows, count: ProgressCount): Promise<void> {
  const { points } = sweep.plan;
  const lanes = Math.max(1, sweep.pool.workers) * BATCHES_AHEAD;
  const size = Math.max(1, Math.min(ROWS_AT_ONCE, Math.ceil(points.length / (lanes * 4))));
  const failures: unknown[] = [];
  let next = 0;
  const lane = async () => {
    while (next < points.length && failures.length === 0) {
      throwIfAborted({ signal: sweep.request.signal });
      const first = next;
      next += size;
      const { results, reused } = await runBatch(sweep, points.slice(first, first + size));
      results.forEach(({ dailyReturns }, at) => {
        if (dailyReturns !== null) sweep.returns.put(first + at, dailyReturns);
      });
      await ordered.add(first, results);
      count.add(first, results, reused);
    }
  };
  const guarded = async () => {
    try {
      await lane();
    } catch (error) {
      failures.push(error);
      sweep.pool.cancel();
    }
  };
  await Promise.all(Array.from({ length: lanes }, guarded));
  if (failures.length > 0) throw failures[0];
}

function rulesOf(request: NamedRequest): RowRules {
  const giveUpDrawdown = request.giveUpDrawdown ?? null;
  if (giveUpDrawdown !== null && !(giveUpDrawdown > 0 && giveUpDrawdown <= 1)) {
    throw new PerpmillError("SWEEP_INVALID", {
      message: `the drawdown at which a configuration is given up must be above 0 and up to 1, got ${giveUpDrawdown}`,
      hint: "It is a share of one: 30 % is 0.3.",
    });
  }
  return { metrics: metricNames(request.metrics), giveUpDrawdown, dailyReturns: true };
}

async function openKept(
  { store }: NamedRequest,
  pool: SweepPool,
  base: NormalisedConfig,
  paths: readonly string[],
  { metrics }: RowRules,
): Promise<Sweep["kept"]> {
  // A strategy in TypeScript has no version that a key could hold.
  if (store === undefined || callbackOf(pool.inputs.userStrategy ?? null) !== null) return null;
  const common = await commonKey(pool.inputs, metrics);
  return { common, store: await store(await sweepKey(common, base, paths)) };
}

async function runOn(pool: SweepPool, request: NamedRequest): Promise<SweepResult> {
  const { bars, funding, userStrategy } = pool.inputs;
  const strategies = userStrategy == null ? [] : [userStrategy.descriptor];
  const base = normaliseConfig(request.config, {
    intervalMs: bars.intervalMs,
    hasFundingFile: funding != null,
    strategies,
  });
  const rules = rulesOf(request);
  const rank = rankMetric(request.rankBy ?? "sharpe");
  const plan = planSweep(base, request, strategies);
  const heads = columnHeads(plan.paths, plan.points, rules.metrics);
  const ordered = new OrderedRows(heads, plan.points, request.onRows);
  const count = new ProgressCount(plan.points.length, rank, rules.metrics, request.onProgress);
  const kept = await openKept(request, pool, base, plan.paths, rules);
  const returns = new ReturnsBlock(plan.points.length);
  const windows = new Set<string>();
  const sweep: Sweep = { plan, base, rules, request, pool, kept, walked: {}, returns, windows };
  try {
    await pool.during(request.signal, () => runRows(sweep, ordered, count));
  } finally {
    await kept?.store.close?.();
  }
  return {
    table: tableOf(heads, ordered.rows),
    config: base,
    axes: plan.paths,
    metrics: rules.metrics,
    outcomes: ordered.outcomes,
    leftOut: plan.leftOut,
    reused: count.reused,
    walked: sweep.walked,
    refused: ordered.refused,
    returns: windows.size > 1 ? null : returns.block,
    workers: pool.workers,
    sharedMemory: pool.sharesMemory,
  };
}

/**
 * Runs every configuration that the axes make of one, and gives their metrics as columns. Rows and
 * their order are the same whatever the number of threads.
 * @throws SWEEP_INVALID, CONFIG_UNKNOWN_KEY and CONFIG_INVALID for the configuration and its axes;
 * SWEEP_FAILED, ABORTED. A configuration that its axes make and that cannot be run, or whose strategy
 * fails, is a row of the outcome `refused`
 */
export async function sweepOn(
  options: SweepOptions,
  platform: ThreadPlatform,
): Promise<SweepResult> {
  const { pool, workers, bars, mark, funding, userStrategy: given, ...asked } = options;
  throwIfAborted({ signal: asked.signal });
  const { named, own: userStrategy } = ownStrategy({ config: asked.config, userStrategy: given });
  const request = { ...asked, config: named };
  if (pool !== undefined) return runOn(pool, request);
  const own = new SweepPool({ bars, mark, funding, userStrategy, workers }, platform);
  try {
    return await runOn(own, request);
  } finally {
    own.close();
  }
}
