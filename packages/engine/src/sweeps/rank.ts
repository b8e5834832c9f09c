/** Which rows are best by a metric. */

import { PerpmillError } from "../errors.js";
import { metricKind, metricName, type SweepMetric } from "./metric-columns.js";
import { type SweepTable, sweepColumn } from "./table.js";

/** Metrics of which less is better. */
const LESS_IS_BETTER: ReadonlySet<SweepMetric> = new Set([
  "deficit",
  "maxDrawdown",
  "maxDrawdownIntrabar",
  "maxDrawdown.worst",
  "maxDrawdownIntrabar.worst",
  "maxDrawdownDurationMs",
  "volatility",
  "var95",
  "cvar95",
  "fees",
  "takerFills",
  "ambiguousFillShare",
  "rejected.tooSmall",
  "rejected.leverage",
  "rejected.margin",
]);

/** A metric that rows can be ordered by. @throws SWEEP_INVALID */
export function rankMetric(name: string): SweepMetric {
  const metric = metricName(name);
  if (metricKind(metric) === "number") return metric;
  throw new PerpmillError("SWEEP_INVALID", {
    message: `rows cannot be ordered by ${name}, which is not a number`,
    hint: "Order them by one such as sharpe, totalReturn or maxDrawdown.",
  });
}

/** Whether the lower value of a metric is the better one. */
export function lessIsBetter(metric: SweepMetric): boolean {
  return LESS_IS_BETTER.has(metric);
}

/** Whether `value` is better than `than` by a metric. */
export function isBetter(metric: SweepMetric, value: number, than: number): boolean {
  return LESS_IS_BETTER.has(metric) ? value < than : value > than;
}

/** Rows that ended hopelessly are no candidates. */
const HOPELESS: ReadonlySet<string | null> = new Set(["liquidated", "givenUp", "refused"]);

/** Whether a row counts when the best is looked for. */
export function canBeBest(outcome: string | null): boolean {
  return !HOPELESS.has(outcome);
}

/**
 * Indices of the best rows, the best first; rows with the same value in their order. Rows that were
 * liquidated, given up or refused, and those without a value, are left out.
 * @param metric a column of the table
 */
export function bestRows(table: SweepTable, metric: SweepMetric, count: number): number[] {
  const column = sweepColumn(table, metric);
  const outcome = sweepColumn(table, "outcome");
  if (column?.kind !== "number" || outcome?.kind !== "text") return [];
  const { values } = column;
  const rows = outcome.values.flatMap((one, row) =>
    canBeBest(one) && !Number.isNaN(values[row]) ? [row] : [],
  );
  const sign = LESS_IS_BETTER.has(metric) ? 1 : -1;
  return rows.sort((a, b) => sign * (values[a] - values[b]) || a - b).slice(0, count);
}
