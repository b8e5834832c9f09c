/** The row that a sweep calls its best. */
import type { SweepMetric } from "./metric-columns.js";
import { bestRows, canBeBest } from "./rank.js";
import type { SweepReturns } from "./row-returns.js";
import { type SweepTable, sweepColumn } from "./table.js";

/**
 * The best row by a metric, or by the Sharpe ratio of its returns where the metric is no column.
 * @returns null: none can be best
 */
export function bestByRank(
  table: SweepTable,
  metric: SweepMetric,
  returns: SweepReturns | null,
): number | null {
  if (sweepColumn(table, metric) !== undefined || returns === null) {
    return bestRows(table, metric, 1)[0] ?? null;
  }
  const outcome = sweepColumn(table, "outcome")?.values ?? [];
  const { mean, deviation } = returns.moments;
  let best: number | null = null;
  for (let row = 0; row < table.length; row++) {
    if (!canBeBest(String(outcome[row])) || !(deviation[row] > 0)) continue;
    const isBest = best === null || mean[row] / deviation[row] > mean[best] / deviation[best];
    if (isBest) best = row;
  }
  return best;
}
