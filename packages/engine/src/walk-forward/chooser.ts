/** How a fold finds its best configuration: every point of a sampler, or a search. */
import { type NormaliseContext, normaliseConfig } from "../config/normalise.js";
import type { NormalisedConfig } from "../config/types.js";
import { type Score, Scorer } from "../search/objective.js";
import { planSearch, type SearchPlan } from "../search/plan.js";
import { searchWith } from "../search/run-search.js";
import type { EvaluatePoints } from "../search/search-loop.js";
import type { ResolvedObjective } from "../search/search-options.js";
import { metricNames, type SweepMetric } from "../sweeps/metric-columns.js";
import { planSweep } from "../sweeps/plan.js";
import type { RowResult } from "../sweeps/protocol.js";
import type { Point } from "../sweeps/samplers/samplers.js";
import { configAt } from "../sweeps/set-point.js";
import type { FoldChooser, FoldRequest, GridChooser } from "./fold-options.js";

/** A point, and what came of it on the whole of the training. */
export interface Trial {
  readonly point: Point;
  readonly row: RowResult;
  readonly score: Score;
}

/** What was tried in a training, in the order it was asked. */
export interface Trials {
  /** different points */
  readonly all: readonly Trial[];
  readonly best: Trial | null;
}

/** What is chosen from, and by what. */
export interface Chooser {
  readonly method: string;
  readonly objective: ResolvedObjective;
  readonly paths: readonly string[];
  /** columns of a row */
  readonly metrics: readonly SweepMetric[];
  /** metrics that the objective reads */
  readonly scoreMetrics: readonly SweepMetric[];
  /** runs of the whole training that a fold asks for, about */
  readonly budget: number;
  readonly scoreOf: (point: Point, row: RowResult) => Score;
  /** the complete configuration of a point. @throws as `normaliseConfig` */
  readonly configOf: (point: Point) => NormalisedConfig;
  /** tries points, worked out by `evaluate`. @throws what that throws */
  readonly choose: (evaluate: EvaluatePoints) => Promise<Trials>;
}

function isGrid(search: FoldChooser): search is GridChooser {
  return "axes" in search;
}

/** The feasible trial with the best objective; of equal ones the first. */
function bestOf(trials: readonly Trial[]): Trial | null {
  let best: Trial | null = null;
  for (const trial of trials) {
    if (!trial.score.isFeasible) continue;
    if (best === null || trial.score.answer.values[0] < best.score.answer.values[0]) best = trial;
  }
  return best;
}

/** `totalReturn` is always kept: it is what efficiency compares. */
function columnsOf(
  { metrics }: Pick<FoldRequest, "metrics">,
  scorer: Scorer,
): readonly SweepMetric[] {
  return metricNames([...metricNames(metrics), ...scorer.metrics, "totalReturn"]);
}

function gridChooser(
  base: NormalisedConfig,
  search: GridChooser,
  request: Pick<FoldRequest, "metrics">,
  context: NormaliseContext,
): Chooser {
  const { strategies = [] } = context;
  const { paths, points } = planSweep(base, search, strategies);
  const scorer = new Scorer([search.objective ?? "sharpe"], base, paths, strategies);
  const metrics = columnsOf(request, scorer);
  const scoreOf = (point: Point, row: RowResult) => scorer.score(point, row, metrics);
  const choose = async (evaluate: EvaluatePoints): Promise<Trials> => {
    const all: Trial[] = new Array(points.length);
    await evaluate(points, 1, ({ first, results }) => {
      results.forEach((row, at) => {
        const point = points[first + at];
        all[first + at] = { point, row, score: scoreOf(point, row) };
      });
    });
    return { all, best: bestOf(all) };
  };
  return {
    method: search.sampler?.kind ?? "grid",
    objective: scorer.objectives[0],
    scoreMetrics: scorer.metrics,
    budget: points.length,
    configOf: (point) => normaliseConfig(configAt(base, paths, point), context),
    ...{ paths, metrics, scoreOf, choose },
  };
}

/** A search forgets rows that it has scored: they are noted as they pass. */
function noting(
  evaluate: EvaluatePoints,
  scoreOf: Chooser["scoreOf"],
  noted: Map<string, Trial>,
): EvaluatePoints {
  return async (points, timeShare, onDone) => {
    const trials: Trial[] = new Array(points.length);
    await evaluate(points, timeShare, async (rows) => {
      rows.results.forEach((row, at) => {
        const point = points[rows.first + at];
        trials[rows.first + at] = { point, row, score: scoreOf(point, row) };
      });
      await onDone(rows);
    });
    if (timeShare !== 1) return;
    for (const trial of trials) noted.set(JSON.stringify(trial.point), trial);
  };
}

function searchChooser(plan: SearchPlan): Chooser {
  const { paths } = plan.space;
  const scoreOf = (point: Point, row: RowResult) => plan.scorer.score(point, row, plan.metrics);
  const choose = async (evaluate: EvaluatePoints): Promise<Trials> => {
    const noted = new Map<string, Trial>();
    const { best } = await searchWith(plan, noting(evaluate, scoreOf, noted));
    const named = best && paths.map((path) => best.parameters[path] ?? null);
    return { all: [...noted.values()], best: noted.get(JSON.stringify(named)) ?? null };
  };
  return {
    method: plan.method,
    objective: plan.scorer.objectives[0],
    scoreMetrics: plan.scorer.metrics,
    metrics: plan.metrics,
    budget: plan.budget,
    configOf: plan.configOf,
    ...{ paths, scoreOf, choose },
  };
}

/**
 * Checks what is asked against the configuration.
 * @param context that the configuration was normalised in; `rungs`: how often a search may cut each
 * training
 * @throws SWEEP_INVALID, SEARCH_INVALID, CONFIG_UNKNOWN_KEY, CONFIG_INVALID
 */
export function chooserOf(
  base: NormalisedConfig,
  request: Pick<FoldRequest, "search" | "metrics">,
  context: NormaliseContext & { readonly rungs: number },
): Chooser {
  const { search } = request;
  if (isGrid(search)) return gridChooser(base, search, request, context);
  const metrics: readonly string[] | "all" =
    request.metrics === "all" ? "all" : [...metricNames(request.metrics), "totalReturn"];
  const question = { ...search, objective: search.objective ?? "sharpe", metrics };
  return searchChooser(planSearch(base, question, context));
}
