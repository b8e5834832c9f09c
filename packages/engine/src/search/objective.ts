/** What a row of a search is worth: objectives as expressions over its metrics and parameters. */
import type { StrategyDescriptor } from "@perpmill/core-wasm/strategies";
import { nearestName } from "../config/nearest.js";
import type { NormalisedConfig } from "../config/types.js";
import { PerpmillError } from "../errors.js";
import { fieldRules } from "../sweeps/axis-field.js";
import { configValue } from "../sweeps/config-value.js";
import { evaluate, type Lookup } from "../sweeps/expression/evaluate.js";
import { type Expression, namesIn, parseExpression } from "../sweeps/expression/parse.js";
import { ALL_METRICS, metricKind, type SweepMetric } from "../sweeps/metric-columns.js";
import type { RowResult } from "../sweeps/protocol.js";
import { canBeBest, lessIsBetter } from "../sweeps/rank.js";
import type { Point } from "../sweeps/samplers/samplers.js";
import type { Answer } from "./algorithms/algorithm.js";
import type { ResolvedObjective, SearchDirection, SearchObjective } from "./search-options.js";
import { violation } from "./violation.js";

/** Violation of a row that ended hopelessly: above that of every constraint, less the longer it lived. */
const HOPELESS = 1e100;

interface CompiledPenalty {
  readonly condition: Expression;
  readonly weight: number;
}

interface CompiledObjective {
  readonly resolved: ResolvedObjective;
  readonly value: Expression;
  /** 1: less is better; -1: more */
  readonly sign: 1 | -1;
  readonly penalties: readonly CompiledPenalty[];
  readonly constraints: readonly Expression[];
}

/** What a row is worth. */
export interface Score {
  /** by objective, as it was asked for, penalties included; NaN: it has none */
  readonly values: readonly number[];
  readonly isFeasible: boolean;
  /** the same for an algorithm */
  readonly answer: Answer;
}

function invalid(message: string, hint: string, field?: string): PerpmillError {
  const where = field === undefined ? {} : { field };
  return new PerpmillError("SEARCH_INVALID", { message, where, hint });
}

/** An expression of which every name is a metric or a path. */
function readExpression(text: string, known: readonly string[]): Expression {
  const expression = parseExpression(text);
  for (const name of namesIn(expression)) {
    if (known.includes(name)) continue;
    throw invalid(
      `"${text}" names ${name}, which is neither a metric nor a field of the configuration`,
      `Did you mean "${nearestName(name, known)}"?`,
      name,
    );
  }
  return expression;
}

function metricOf(text: string): SweepMetric | undefined {
  return ALL_METRICS.find((name) => name === text.trim());
}

function directionOf(expression: string, asked: string | undefined): SearchDirection {
  if (asked === "max" || asked === "min") return asked;
  if (asked !== undefined) {
    throw invalid(`the direction of "${expression}" must be max or min, got ${asked}`, "Use max.");
  }
  const metric = metricOf(expression);
  if (metric !== undefined && metricKind(metric) !== "number") {
    throw invalid(
      `${metric} is not a number and cannot be looked for`,
      "Use a metric such as sharpe, or an expression.",
    );
  }
  return metric !== undefined && lessIsBetter(metric) ? "min" : "max";
}

function compile(asked: string | SearchObjective, known: readonly string[]): CompiledObjective {
  const given: SearchObjective = typeof asked === "string" ? { expression: asked } : asked;
  const { expression, penalties = [], constraints = [] } = given;
  const direction = directionOf(expression, given.direction);
  return {
    resolved: { expression, direction, penalties, constraints },
    value: readExpression(expression, known),
    sign: direction === "min" ? 1 : -1,
    penalties: penalties.map(({ condition, weight }) => {
      if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
        throw invalid(
          `the weight of the penalty "${condition}" must be 0 or more, got ${weight}`,
          "The objective gets worse by the weight times the violation.",
        );
      }
      return { condition: readExpression(condition, known), weight };
    }),
    constraints: constraints.map((text) => readExpression(text, known)),
  };
}

function penalised({ value, sign, penalties }: CompiledObjective, lookup: Lookup): number {
  const plain = evaluate(value, lookup);
  if (plain === null || typeof plain === "string") return Number.NaN;
  const lost = penalties.reduce(
    (sum, { condition, weight }) =>
      weight === 0 ? sum : sum + weight * violation(condition, lookup),
    0,
  );
  const total = Number(plain) + sign * lost;
  return Number.isFinite(total) ? total : Number.NaN;
}

/** Scores rows of one configuration whose parameters are moved. */
export class Scorer {
  readonly objectives: readonly ResolvedObjective[];
  /** metrics that it reads */
  readonly metrics: readonly SweepMetric[];
  readonly #compiled: readonly CompiledObjective[];
  readonly #config: NormalisedConfig;
  readonly #places: ReadonlyMap<string, number>;

  /**
   * @param config the one that is moved
   * @param paths of the parameters, in the order of a point
   * @param strategies besides the built-in ones
   * @throws SEARCH_INVALID; SWEEP_INVALID for an expression that cannot be read
   */
  constructor(
    objectives: readonly (string | SearchObjective)[],
    config: NormalisedConfig,
    paths: readonly string[],
    strategies: readonly StrategyDescriptor[] = [],
  ) {
    const known = [...ALL_METRICS, ...fieldRules(config, strategies).keys()];
    this.#compiled = objectives.map((one) => compile(one, known));
    this.#config = config;
    this.#places = new Map(paths.map((path, at) => [path, at]));
    this.objectives = this.#compiled.map(({ resolved }) => resolved);
    const names = this.#compiled.flatMap(({ value, penalties, constraints }) =>
      [value, ...penalties.map(({ condition }) => condition), ...constraints].flatMap(namesIn),
    );
    // How long a row lived is read of those that ended hopelessly.
    const read = new Set<string>([...names, "bars"]);
    this.metrics = ALL_METRICS.filter((name) => read.has(name));
  }

  /** What `name` is of a row. */
  #lookup(point: Point, { cells }: RowResult, metrics: readonly SweepMetric[]): Lookup {
    return (name) => {
      const metric = metrics.indexOf(name as SweepMetric);
      if (metric >= 0) return cells[metric] ?? null;
      const place = this.#places.get(name);
      return place === undefined ? configValue(this.#config, name) : (point[place] ?? null);
    };
  }

  /**
   * What a row is worth.
   * @param metrics of the row's cells; `Scorer.metrics` are among them
   */
  score(point: Point, row: RowResult, metrics: readonly SweepMetric[]): Score {
    if (row.outcome === "refused") return this.#worthless(Number.POSITIVE_INFINITY);
    const lookup = this.#lookup(point, row, metrics);
    const values = this.#compiled.map((objective) => penalised(objective, lookup));
    const broken = this.#violationOf(row, values, lookup);
    const answer = {
      values: values.map((value, at) => this.#compiled[at].sign * value),
      violation: broken,
    };
    return { values, isFeasible: broken === 0, answer };
  }

  #violationOf({ outcome }: RowResult, values: readonly number[], lookup: Lookup): number {
    if (!canBeBest(outcome)) return HOPELESS * (1 + 1 / (1 + Number(lookup("bars"))));
    const broken = this.#compiled
      .flatMap(({ constraints }) => constraints)
      .reduce((sum, one) => sum + violation(one, lookup), 0);
    if (broken > 0) return Math.min(broken, HOPELESS);
    return values.some(Number.isNaN) ? HOPELESS : 0;
  }

  #worthless(broken: number): Score {
    const values = this.#compiled.map(() => Number.NaN);
    return { values, isFeasible: false, answer: { values, violation: broken } };
  }
}
