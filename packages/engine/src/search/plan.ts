/** A search before its first question. */
import { type NormaliseContext, normaliseConfig } from "../config/normalise.js";
import type { NormalisedConfig } from "../config/types.js";
import { PerpmillError } from "../errors.js";
import { resolveAxis, type SweepAxis } from "../sweeps/axis.js";
import { configValue } from "../sweeps/config-value.js";
import { parseExpression } from "../sweeps/expression/parse.js";
import { ALL_METRICS, metricNames, type SweepMetric } from "../sweeps/metric-columns.js";
import { checkAxes, checkNames } from "../sweeps/plan.js";
import { type Point, ROWS_MAX } from "../sweeps/samplers/samplers.js";
import { configAt } from "../sweeps/set-point.js";
import { checkSeed } from "../synthetic/random.js";
import { searchMethod } from "./find-method.js";
import type { SearchMethod } from "./method-names.js";
import { Scorer } from "./objective.js";
import type { SearchObjective, SearchRequest } from "./search-options.js";
import { SearchSpace } from "./space/search-space.js";
import { violation } from "./violation.js";

/** What is looked for, where, and how. */
export interface SearchPlan {
  readonly method: SearchMethod;
  readonly seed: bigint;
  readonly budget: number;
  /** parts of the time that points are asked about besides the whole; 0 of all methods but hyperband */
  readonly rungs: number;
  /** the configuration that the space moves */
  readonly base: NormalisedConfig;
  readonly axes: readonly SweepAxis[];
  /** what must hold of a point before it is run, as it was asked for */
  readonly constraints: readonly string[];
  readonly space: SearchSpace;
  readonly scorer: Scorer;
  /** columns of a row: those asked for and those that the objectives read */
  readonly metrics: readonly SweepMetric[];
  /** how far a point is from meeting the constraints that need no run; 0: it meets them */
  readonly brokenBy: (point: Point) => number;
  /** the complete configuration of a point. @throws as `normaliseConfig` */
  readonly configOf: (point: Point) => NormalisedConfig;
}

export type SearchQuestion = Pick<
  SearchRequest,
  "space" | "constraints" | "objective" | "objectives" | "budget" | "method" | "seed" | "metrics"
>;

function objectivesOf({
  objective,
  objectives,
}: SearchQuestion): readonly (string | SearchObjective)[] {
  if (objective !== undefined && objectives !== undefined) {
    throw new PerpmillError("SEARCH_INVALID", {
      message: "a search has an objective or objectives, not both",
      hint: "Name all of them in objectives.",
    });
  }
  const all = objectives ?? (objective === undefined ? [] : [objective]);
  if (all.length > 0) return all;
  throw new PerpmillError("SEARCH_INVALID", {
    message: "a search must know what is looked for",
    hint: 'Name an objective, such as "sharpe" or "sharpe - 0.1 * maxDrawdown".',
  });
}

function budgetOf({ budget }: SearchQuestion): number {
  if (Number.isSafeInteger(budget) && budget >= 1 && budget <= ROWS_MAX) return budget;
  throw new PerpmillError("SEARCH_INVALID", {
    message: `the budget must be a whole number of trials from 1 to ${ROWS_MAX}, got ${budget}`,
    hint: "A few hundred are a beginning: --budget 500.",
  });
}

/** What the plan of a search must know besides what is asked. */
export interface SearchContext extends NormaliseContext {
  /** parts of the time that hyperband has; default: none, and hyperband is refused */
  readonly rungs?: number;
}

function rungsFor({ paths }: SearchSpace, rungs: number): number {
  const moved = paths.find((path) => path === "data.start" || path === "data.end");
  if (moved !== undefined) {
    throw new PerpmillError("SEARCH_INVALID", {
      message: `hyperband chooses the time that is run, and the space moves ${moved}`,
      where: { field: moved },
      hint: "Leave it out of the space, or use another method.",
    });
  }
  if (rungs > 0) return rungs;
  throw new PerpmillError("SEARCH_INVALID", {
    message: "the time is too short to be cut for hyperband",
    hint: "It needs three weeks of bars at least; use another method, such as tpe.",
  });
}

/** The columns that are asked for, and those that the objectives read. */
function columnsOf({ metrics }: SearchQuestion, scorer: Scorer): readonly SweepMetric[] {
  const wanted = new Set<SweepMetric>([...metricNames(metrics), ...scorer.metrics]);
  return ALL_METRICS.filter((name) => wanted.has(name));
}

/**
 * Checks what is asked against the configuration.
 * @param context that the configuration was normalised in
 * @throws SEARCH_INVALID; SWEEP_INVALID, CONFIG_UNKNOWN_KEY and CONFIG_INVALID for the space and for
 * expressions
 */
export function planSearch(
  base: NormalisedConfig,
  question: SearchQuestion,
  context: SearchContext = {},
): SearchPlan {
  const { strategies = [] } = context;
  checkAxes({ axes: question.space });
  const space = new SearchSpace(question.space.map((axis) => resolveAxis(axis, base, strategies)));
  const asked = objectivesOf(question);
  const scorer = new Scorer(asked, base, space.paths, strategies);
  const { constraints = [] } = question;
  const conditions = constraints.map(parseExpression);
  checkNames(conditions, base, strategies);
  const places = new Map(space.paths.map((path, at) => [path, at]));
  const brokenBy = (point: Point): number =>
    conditions.reduce((sum, condition) => {
      const away = violation(condition, (name) => {
        const place = places.get(name);
        return place === undefined ? configValue(base, name) : (point[place] ?? null);
      });
      return sum + away;
    }, 0);
  const method = searchMethod(question.method, asked.length);
  return {
    method,
    rungs: method === "hyperband" ? rungsFor(space, context.rungs ?? 0) : 0,
    seed: checkSeed(question.seed ?? 0),
    budget: budgetOf(question),
    base,
    axes: question.space,
    constraints,
    space,
    scorer,
    metrics: columnsOf(question, scorer),
    brokenBy,
    configOf: (point) => normaliseConfig(configAt(base, space.paths, point), context),
  };
}
