/** A sweep: from axes to rows, on the threads of a pool, in order. */
import { normaliseConfig } from "../config/normalise.js";
import { PerpmillError } from "../errors.js";
import { luckFinding } from "../luck/luck.js";
import { throwIfAborted } from "../runs/drive-run.js";
import { ownStrategy } from "../runs/prepare.js";
import { askedColumns } from "./asked-columns.js";
import { bestByRank } from "./best-row.js";
import { OrderedRows } from "./ordered-rows.js";
import { planSweep } from "./plan.js";
import { PointRuns } from "./point-runs.js";
import { SweepPool } from "./pool.js";
import { ProgressCount } from "./progress.js";
import type { RowRules } from "./protocol.js";
import { ReturnsBlock } from "./row-returns.js";
import type { SweepOptions, SweepRequest, SweepResult } from "./sweep-options.js";
import { columnHeads, tableOf } from "./table.js";
import type { ThreadPlatform } from "./threads.js";

/** A request whose configuration names its strategy. */
type NamedRequest = Omit<SweepRequest, "config"> & { readonly config: unknown };

/** The drawdown at which rows are given up; null: none. @throws SWEEP_INVALID unless above 0, up to 1 */
export function giveUpAt(drawdown: number | undefined): number | null {
  if (drawdown === undefined) return null;
  if (drawdown > 0 && drawdown <= 1) return drawdown;
  throw new PerpmillError("SWEEP_INVALID", {
    message: `the drawdown at which a configuration is given up must be above 0 and up to 1, got ${drawdown}`,
    hint: "It is a share of one: 30 % is 0.3.",
  });
}

async function runOn(pool: SweepPool, request: NamedRequest): Promise<SweepResult> {
  const { bars, funding, userStrategy } = pool.inputs;
  const strategies = userStrategy == null ? [] : [userStrategy.descriptor];
  const base = normaliseConfig(request.config, {
    intervalMs: bars.intervalMs,
    hasFundingFile: funding != null,
    strategies,
  });
  const { metrics, rank } = askedColumns(request);
  const giveUpDrawdown = giveUpAt(request.giveUpDrawdown);
  const rules: RowRules = { metrics, giveUpDrawdown, dailyReturns: true };
  const plan = planSweep(base, request, strategies);
  const heads = columnHeads(plan.paths, plan.points, rules.metrics);
  const ordered = new OrderedRows(heads, plan.points, request.onRows);
  const count = new ProgressCount(plan.points.length, rank, rules.metrics, request.onProgress);
  const returns = new ReturnsBlock(plan.points.length);
  const { paths } = plan;
  const { store, signal } = request;
  const runs = await PointRuns.open({ pool, base, paths, rules, store, signal });
  try {
    await pool.during(signal, () =>
      runs.run(plan.points, async ({ first, results, reused }) => {
        results.forEach(({ dailyReturns }, at) => {
          if (dailyReturns !== null) returns.put(first + at, dailyReturns);
        });
        await ordered.add(first, results);
        count.add(first, results, reused);
      }),
    );
  } finally {
    await runs.close();
  }
  const table = tableOf(heads, ordered.rows);
  const kept = runs.windows.size > 1 ? null : returns.block;
  const found = await luckFinding(kept, {
    trials: table.length - ordered.outcomes.refused,
    best: bestByRank(table, rank, kept),
    signal,
    onProgress: (share) => count.tellLuck(share),
  });
  return {
    table,
    config: base,
    axes: paths,
    metrics,
    rankBy: rank,
    outcomes: ordered.outcomes,
    leftOut: plan.leftOut,
    reused: count.reused,
    walked: runs.walked,
    refused: ordered.refused,
    returns: kept,
    ...found,
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
