/** Folds in time: in each one the best of its training is looked for and tried on its test window. */
import { type NormaliseContext, normaliseConfig } from "../config/normalise.js";
import { sliceBars } from "../market-data/views.js";
import { throwIfAborted } from "../runs/drive-run.js";
import { ownStrategy } from "../runs/prepare.js";
import { rungsOf } from "../search/time-windows.js";
import type { CellValue, SweepMetric } from "../sweeps/metric-columns.js";
import { PointRuns } from "../sweeps/point-runs.js";
import { SweepPool } from "../sweeps/pool.js";
import { giveUpAt } from "../sweeps/run-sweep.js";
import type { ThreadPlatform } from "../sweeps/threads.js";
import { accountOf } from "./account.js";
import { type Chooser, chooserOf, type Trial, type Trials } from "./chooser.js";
import { dailyMetrics } from "./daily-metrics.js";
import { efficiencyOf, parameterDrift } from "./efficiency.js";
import { FoldCount } from "./fold-count.js";
import type {
  ChosenFold,
  FoldBest,
  FoldMarket,
  FoldRequest,
  FoldResult,
  FoldScore,
  FoldsResult,
} from "./fold-options.js";
import { JOINED_METRICS, metricsToJoin } from "./joined-row.js";
import { outOfSampleLuck } from "./out-of-sample-luck.js";
import { evaluationOf, rowsOn, type WindowRuns } from "./window-rows.js";
import {
  coveredDays,
  type FoldPlan,
  type FoldWindows,
  foldsWithBars,
  invalid,
  type TimeWindow,
} from "./windows.js";

/** Everything that the folds of a study have in common. */
interface Study extends WindowRuns {
  readonly plan: FoldPlan;
  readonly chooser: Chooser;
}

function scoreOf({ row, score }: Trial, names: readonly SweepMetric[]): FoldScore {
  const [value] = score.values;
  const cells = names.map((name, at): [string, CellValue] => [name, row.cells[at] ?? null]);
  return {
    objective: Number.isNaN(value) ? null : value,
    outcome: row.outcome,
    metrics: Object.fromEntries(cells),
  };
}

/** The place of a trial among all by the objective, the best first; equal ones share it. */
function rankOf(own: Trial, all: readonly Trial[]): { rank: number | null; of: number } {
  const values = all.flatMap(({ score }) =>
    score.isFeasible ? score.answer.values.slice(0, 1) : [],
  );
  const [value] = own.score.answer.values;
  const rank = own.score.isFeasible ? 1 + values.filter((one) => one < value).length : null;
  return { rank, of: values.length };
}

async function bestOf(
  study: Study,
  { all, best }: Trials,
  test: TimeWindow,
): Promise<FoldBest | null> {
  if (best === null) return null;
  const { chooser } = study;
  const rows = await rowsOn(
    study,
    all.map(({ point }) => point),
    test,
  );
  const tested = all.map(({ point }, at): Trial => {
    return { point, row: rows[at], score: chooser.scoreOf(point, rows[at]) };
  });
  const own = tested[all.indexOf(best)];
  const parameters = chooser.paths.map((path, at) => [path, best.point[at] ?? null] as const);
  return {
    parameters: Object.fromEntries(parameters),
    config: chooser.configOf(best.point),
    inSample: scoreOf(best, chooser.metrics),
    outOfSample: { ...scoreOf(own, chooser.metrics), ...rankOf(own, tested) },
  };
}

async function chooseIn(study: Study, { train, test }: FoldWindows): Promise<ChosenFold> {
  const { chooser, count } = study;
  count.begin("train");
  const trials = await chooser.choose(evaluationOf(study, train));
  count.begin("test");
  const best = await bestOf(study, trials, test);
  const feasible = trials.all.filter(({ score }) => score.isFeasible).length;
  return { train, test, trials: trials.all.length, feasible, best };
}

/** How often hyperband may cut the time: as often as the shortest training allows. */
function rungsOfAll({ folds }: FoldPlan): number {
  const lengths = folds.map(({ train }) =>
    train.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0),
  );
  return rungsOf({ fromMs: 0, toMs: Math.min(...lengths) });
}

/** Refuses an objective that a training in pieces does not have. */
function checkPieces({ folds }: FoldPlan, { objective, scoreMetrics }: Chooser): void {
  if (folds.every(({ train }) => train.length === 1)) return;
  const alone = scoreMetrics.find((name) => !JOINED_METRICS.includes(name));
  if (alone === undefined) return;
  throw invalid(
    `the objective "${objective.expression}" reads ${alone}, which runs on several pieces of time do not have together`,
    `Use one that is worked out from returns or counted, such as sharpe: ${JOINED_METRICS.join(", ")}.`,
    "search.objective",
  );
}

function planned(
  pool: SweepPool,
  request: FoldsRequest,
): Pick<Study, "plan" | "base" | "chooser" | "metrics"> {
  const { bars, funding, userStrategy } = pool.inputs;
  const context: NormaliseContext = {
    intervalMs: bars.intervalMs,
    hasFundingFile: funding != null,
    strategies: userStrategy == null ? [] : [userStrategy.descriptor],
  };
  const base = normaliseConfig(request.config, context);
  const asked = sliceBars(bars, base.data.start, base.data.end);
  const plan = foldsWithBars(request.plan(coveredDays(asked)), asked);
  const chooser = chooserOf(base, request, { ...context, rungs: rungsOfAll(plan) });
  checkPieces(plan, chooser);
  request.check?.(chooser.paths);
  return { base, plan, chooser, metrics: metricsToJoin(chooser.metrics) };
}

/** What is asked of folds in time, whatever they are called. */
export interface FoldsRequest extends Omit<FoldRequest, "config"> {
  readonly config: unknown;
  /** windows within the whole days of the data */
  readonly plan: (covered: TimeWindow) => FoldPlan;
  /** refuses parameters that cannot be chosen. @throws WALK_FORWARD_INVALID */
  readonly check?: ((paths: readonly string[]) => void) | undefined;
  readonly position: "carry" | "flat";
}

async function chooseAll(study: Study, { onFold }: FoldsRequest): Promise<readonly ChosenFold[]> {
  const folds: ChosenFold[] = [];
  for (const windows of study.plan.folds) {
    const fold = await chooseIn(study, windows);
    onFold?.(fold, folds.length);
    folds.push(fold);
    study.count.end();
  }
  return folds;
}

async function runOn(pool: SweepPool, request: FoldsRequest): Promise<FoldsResult> {
  const { signal, store, position } = request;
  const { plan, base, chooser, metrics } = planned(pool, request);
  const { paths } = chooser;
  const giveUpDrawdown = giveUpAt(request.giveUpDrawdown);
  const rules = { metrics, giveUpDrawdown, dailyReturns: true };
  const runs = await PointRuns.open({ pool, base, paths, rules, store, signal });
  const count = new FoldCount(plan.folds, chooser.budget, request.onProgress);
  const study: Study = { plan, base, chooser, runs, metrics, count };
  let chosen: readonly ChosenFold[];
  try {
    chosen = await pool.during(signal, () => chooseAll(study, request));
  } finally {
    await runs.close();
  }
  const { initialBalance } = base.account;
  const tested = chosen.map(({ test, best }) => ({ window: test, config: best?.config ?? null }));
  const account = await accountOf(pool.inputs, tested, position, initialBalance, { signal });
  const folds = chosen.map((fold, at): FoldResult => ({ ...fold, account: account.folds[at] }));
  const { returns } = account.joined;
  const joined = dailyMetrics(returns, initialBalance);
  const sum = (name: "fills" | "fees" | "rebates" | "funding") =>
    folds.reduce((total, fold) => total + fold.account[name], 0);
  return {
    config: base,
    method: chooser.method,
    objective: chooser.objective,
    space: paths,
    folds,
    unusedDays: plan.unusedDays,
    emptyFolds: plan.emptyFolds,
    account: account.joined,
    metrics: {
      ...joined,
      fills: sum("fills"),
      fees: sum("fees"),
      rebates: sum("rebates"),
      funding: sum("funding"),
      winningFolds: folds.filter((fold) => fold.account.totalReturn > 0).length,
    },
    efficiency: efficiencyOf(folds, joined.totalReturn, joined.days),
    drift: parameterDrift(paths, folds),
    luck: outOfSampleLuck(returns),
    runs: count.done,
    reused: count.reused,
    workers: pool.workers,
    sharedMemory: pool.sharesMemory,
  };
}

/**
 * Chooses in every fold and trades what was chosen. The same whatever the number of threads.
 * @throws WALK_FORWARD_INVALID; SWEEP_INVALID, SEARCH_INVALID, CONFIG_UNKNOWN_KEY and CONFIG_INVALID for
 * the configuration and what is searched; SWEEP_FAILED, ABORTED
 */
export async function foldsOn(
  market: FoldMarket & { readonly signal?: AbortSignal | undefined },
  request: Omit<FoldsRequest, "config"> & Pick<FoldRequest, "config">,
  platform: ThreadPlatform,
): Promise<FoldsResult> {
  const { pool, workers, bars, mark, funding, userStrategy: given } = market;
  throwIfAborted({ signal: request.signal });
  const { named, own: userStrategy } = ownStrategy({ config: request.config, userStrategy: given });
  if (pool !== undefined) return runOn(pool, { ...request, config: named });
  const own = new SweepPool({ bars, mark, funding, userStrategy, workers }, platform);
  try {
    return await runOn(own, { ...request, config: named });
  } finally {
    own.close();
  }
}
