/** How the best of a search came about: every trial's value, and the best up to it. */
import { isBetter, type SweepMetric } from "@perpmill/engine";
import { metricAt, type StudyRows } from "../table/study-rows";

export interface SearchHistory {
  /** by trial; null: it has no value */
  readonly values: readonly (number | null)[];
  readonly best: readonly (number | null)[];
  /** rows that were the best when they came */
  readonly records: readonly number[];
}

/** @param column what trials are compared by; of a column that is no metric more is better */
export function historyOf(rows: StudyRows, column: string): SearchHistory {
  const feasible = rows.columns.find(({ name }) => name === "feasible");
  let best: number | null = null;
  const records: number[] = [];
  const values: (number | null)[] = [];
  const bests: (number | null)[] = [];
  for (let row = 0; row < rows.length; row++) {
    const value = metricAt(rows, column, row);
    values.push(value);
    const counts = value !== null && feasible?.values[row] !== false;
    if (counts && (best === null || isBetter(column as SweepMetric, value, best))) {
      best = value;
      records.push(row);
    }
    bests.push(best);
  }
  return { values, best: bests, records };
}
