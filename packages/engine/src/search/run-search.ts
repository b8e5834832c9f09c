/** A search: from an objective to its best trials, on the threads of a pool. */
import { normaliseConfig } from "../config/normalise.js";
import { type LuckFinding, luckFinding } from "../luck/luck.js";
import { throwIfAborted } from "../runs/drive-run.js";
import { ownStrategy } from "../runs/prepare.js";
import { PointRuns } from "../sweeps/point-runs.js";
import { SweepPool } from "../sweeps/pool.js";
import { giveUpAt } from "../sweeps/run-sweep.js";
import { sweepColumn } from "../sweeps/table.js";
import type { ThreadPlatform } from "../sweeps/threads.js";
import { startMethod } from "./methods.js";
import { planSearch, type SearchPlan } from "./plan.js";
import { type EvaluatePoints, SearchLoop } from "./search-loop.js";
import type {
  SearchOptions,
  SearchProgress,
  SearchRequest,
  SearchResult,
} from "./search-options.js";
import { onTimeShare, rungsOf, timeSpanOf } from "./time-windows.js";
import { TrialRecord } from "./trial-record.js";

/** A request whose configuration names its strategy. */
type NamedRequest = Omit<SearchRequest, "config"> & { readonly config: unknown };

/** What a search gives that does not depend on where its points are worked out. */
export type SearchFindings = Omit<
  SearchResult,
  keyof LuckFinding | "walked" | "workers" | "sharedMemory"
>;

/**
 * Searches with points worked out by the caller.
 * @param plan of `planSearch`
 * @throws SEARCH_INVALID when the constraints leave no point; what `evaluate` throws
 */
export async function searchWith(
  plan: SearchPlan,
  evaluate: EvaluatePoints,
  { onProgress, onRows }: Pick<SearchRequest, "onProgress" | "onRows"> = {},
): Promise<SearchFindings> {
  const { method, scorer, space, budget, base, seed } = plan;
  const record = new TrialRecord(plan);
  const loop = new SearchLoop(plan, record);
  let told: Promise<void> = Promise.resolve();
  await loop.run(startMethod(plan), evaluate, {
    onTrials: async (first) => {
      if (onRows === undefined) return;
      const rows = record.cellsFrom(first);
      told = told.then(() => onRows({ first, heads: record.heads, rows }));
      await told;
    },
    onDone: (done, reused, spent) => {
      const share = Math.min(1, spent / budget);
      const front = record.front.length;
      onProgress?.({ done, share, reused, best: record.best(), front, luckShare: null });
    },
  });
  const best = record.best();
  return {
    method,
    seed: seed <= Number.MAX_SAFE_INTEGER ? Number(seed) : seed,
    objectives: scorer.objectives,
    space: plan.axes,
    constraints: plan.constraints,
    trials: record.table(),
    best: best && { ...best, config: plan.configOf(record.pointOf(best.trial)) },
    front: record.front,
    history: record.history(),
    budget,
    spent: loop.spent,
    config: base,
    metrics: plan.metrics,
    outcomes: record.outcomes,
    infeasible: record.infeasible,
    leftOut: loop.leftOut,
    repeated: loop.repeated,
    reused: loop.reused,
    refused: record.refused,
    // Trials of other days cannot be compared day by day.
    returns: space.paths.some((path) => path.startsWith("data.")) ? null : record.returns,
  };
}

/** The row of the returns that is the best trial's; null: there is none. */
function returnsRow({ best, trials, returns }: SearchFindings): number | null {
  if (best === null || returns === null) return null;
  const shares = sweepColumn(trials, "timeShare");
  if (shares?.kind !== "number") return best.trial;
  return shares.values.slice(0, best.trial).filter((share) => share === 1).length;
}

async function runOn(pool: SweepPool, request: NamedRequest): Promise<SearchResult> {
  const { bars, funding, userStrategy } = pool.inputs;
  const context = {
    intervalMs: bars.intervalMs,
    hasFundingFile: funding != null,
    strategies: userStrategy == null ? [] : [userStrategy.descriptor],
  };
  const base = normaliseConfig(request.config, context);
  const span = timeSpanOf(bars, base);
  const plan = planSearch(base, request, { ...context, rungs: rungsOf(span) });
  const { signal, store } = request;
  const runs = await PointRuns.open({
    ...{ pool, base, store, signal },
    paths: plan.space.paths,
    rules: {
      metrics: plan.metrics,
      giveUpDrawdown: giveUpAt(request.giveUpDrawdown),
      dailyReturns: true,
    },
  });
  try {
    const evaluate: EvaluatePoints = (points, timeShare, onDone) =>
      runs.run(points, onDone, onTimeShare(base, span, timeShare));
    let last: SearchProgress | null = null;
    const onProgress = (progress: SearchProgress) => {
      last = progress;
      request.onProgress?.(progress);
    };
    const found = await pool.during(signal, () =>
      searchWith(plan, evaluate, { onProgress, onRows: request.onRows }),
    );
    const luck = await luckFinding(found.returns, {
      trials: found.trials.length - found.outcomes.refused,
      best: returnsRow(found),
      signal,
      onProgress: (luckShare) => {
        if (last !== null) request.onProgress?.({ ...last, luckShare });
      },
    });
    const { walked } = runs;
    return { ...found, ...luck, walked, workers: pool.workers, sharedMemory: pool.sharesMemory };
  } finally {
    await runs.close();
  }
}

/**
 * Looks for the parameters that are best by an objective. Trials and their order are the same whatever
 * the number of threads.
 * @throws SEARCH_INVALID; SWEEP_INVALID, CONFIG_UNKNOWN_KEY and CONFIG_INVALID for the configuration, its
 * space and expressions; SWEEP_FAILED, ABORTED. A configuration that cannot be run is a trial of the
 * outcome `refused`
 */
export async function optimiseOn(
  options: SearchOptions,
  platform: ThreadPlatform,
): Promise<SearchResult> {
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
