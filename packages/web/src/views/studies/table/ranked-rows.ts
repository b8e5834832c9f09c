/** The rows of a study from the best on. */
import { bestRows, type SweepMetric, sweepColumn } from "@perpmill/engine";
import type { StudyRows } from "./study-rows";

/**
 * @param column a metric, or a column of which more is better
 * @returns without those that a search calls infeasible
 */
export function rankedRows(rows: StudyRows, column: string, count: number): readonly number[] {
  const feasible = sweepColumn(rows, "feasible");
  if (feasible?.kind !== "boolean") return bestRows(rows, column as SweepMetric, count);
  const all = bestRows(rows, column as SweepMetric, rows.length);
  return all.filter((row) => feasible.values[row] === true).slice(0, count);
}
