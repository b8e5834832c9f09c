/**
 * The pessimistic edge of a configuration: the worst that a metric comes to when the configuration is
 * run under every path model of four points and both fill rules. Bars do not know which of them was
 * true, so a configuration that is good on this edge owes nothing to the choice.
 */
import { FOUR_POINT_MODELS } from "../config/fine-path.js";
import type { FourPointModel, NormalisedConfig } from "../config/types.js";
import type { Metrics } from "../runs/result.js";

/** Metrics that have such an edge. */
const EDGED = [
  "finalEquity",
  "totalReturn",
  "cagr",
  "maxDrawdown",
  "maxDrawdownIntrabar",
  "sharpe",
  "sortino",
  "calmar",
  "winRate",
  "profitFactor",
  "quotedEdgeBps",
  "spreadPnl",
] as const satisfies readonly (keyof Metrics)[];
type EdgedMetric = (typeof EDGED)[number];

/** Such as `sharpe.worst`. */
export type WorstMetric = `${EdgedMetric}.worst`;

/** Every one of them. */
export const WORST_METRICS: readonly WorstMetric[] = EDGED.map(
  (name): WorstMetric => `${name}.worst`,
);

const MORE_IS_WORSE: ReadonlySet<EdgedMetric> = new Set(["maxDrawdown", "maxDrawdownIntrabar"]);

/** The pessimistic edge of a metric; undefined: it has none. */
export function worstOf(name: string): WorstMetric | undefined {
  return WORST_METRICS.find((one) => one === `${name}.worst` || one === name);
}

/** What is assumed besides a configuration. */
export interface Assumption {
  readonly model: FourPointModel;
  readonly rule: "touch" | "through";
}

/** All of them; those of one path model follow each other, as they share what is prepared for it. */
export const ASSUMPTIONS: readonly Assumption[] = FOUR_POINT_MODELS.flatMap((model) =>
  (["touch", "through"] as const).map((rule) => ({ model, rule })),
);

/** The configuration under an assumption; null: it is its own. */
export function underAssumption(
  config: NormalisedConfig,
  { model, rule }: Assumption,
): NormalisedConfig | null {
  const { path, fills } = config;
  if (model === path.model && rule === fills.rule) return null;
  return { ...config, path: { ...path, model }, fills: { ...fills, rule } };
}

/** The worst of some runs' metrics by name; null where one of the runs has none. */
export function worstCells(runs: readonly Metrics[]): ReadonlyMap<string, number | null> {
  return new Map(
    EDGED.map((name) => {
      const values = runs.map((metrics) => metrics[name]);
      const known = values.filter((value) => value !== null);
      const edge = MORE_IS_WORSE.has(name) ? Math.max(...known) : Math.min(...known);
      return [`${name}.worst`, known.length < values.length ? null : edge];
    }),
  );
}
