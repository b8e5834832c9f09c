/** Which trials of a search are best. */
import { sweepColumn } from "../sweeps/table.js";
import type { SearchResult } from "./search-options.js";

/**
 * Rows of the best trials, the best first: feasible ones of the whole time by the objective; of several
 * objectives the front, by the first of them. Equal ones in their order.
 */
export function bestTrials(
  { trials, objectives, front }: Pick<SearchResult, "trials" | "objectives" | "front">,
  count: number,
): number[] {
  const [{ direction }] = objectives;
  const isOne = objectives.length === 1;
  const values = sweepColumn(trials, isOne ? "objective" : "objective1");
  const feasible = sweepColumn(trials, "feasible");
  const share = sweepColumn(trials, "timeShare");
  if (values?.kind !== "number" || feasible?.kind !== "boolean") return [];
  const canBeBest = (row: number) =>
    feasible.values[row] === true && (share === undefined || share.values[row] === 1);
  const rows = isOne ? Array.from(values.values, (_, row) => row).filter(canBeBest) : [...front];
  const sign = direction === "min" ? 1 : -1;
  return rows.sort((a, b) => sign * (values.values[a] - values.values[b]) || a - b).slice(0, count);
}
