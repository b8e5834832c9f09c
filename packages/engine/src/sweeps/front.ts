/** Rows that no other row beats in everything at once. */
import { canBeBest, isBetter, rankMetric } from "./rank.js";
import { type SweepTable, sweepColumn } from "./table.js";

/**
 * The Pareto front of two metrics: rows for which every other one is worse in one of them at least, in
 * the order of the first metric, its best first. Of rows that are equal in both, the first stands for
 * all. Rows that were liquidated, given up or refused, and those without a value, are left out.
 * @throws SWEEP_INVALID: a metric that is no number
 */
export function paretoRows(table: SweepTable, metrics: readonly [string, string]): number[] {
  const [first, second] = metrics.map((name) => rankMetric(name));
  const [x, y] = [first, second].map((metric) => sweepColumn(table, metric));
  const outcome = sweepColumn(table, "outcome");
  if (x?.kind !== "number" || y?.kind !== "number" || outcome?.kind !== "text") return [];
  const rows = outcome.values.flatMap((one, row) =>
    canBeBest(one) && !Number.isNaN(x.values[row]) && !Number.isNaN(y.values[row]) ? [row] : [],
  );
  const order = (metric: typeof first, a: number, b: number) => {
    if (a === b) return 0;
    return isBetter(metric, a, b) ? -1 : 1;
  };
  rows.sort(
    (a, b) =>
      order(first, x.values[a], x.values[b]) || order(second, y.values[a], y.values[b]) || a - b,
  );
  let best = Number.NaN;
  return rows.filter((row) => {
    const value = y.values[row];
    const isOnFront = Number.isNaN(best) || isBetter(second, value, best);
    if (isOnFront) best = value;
    return isOnFront;
  });
}
