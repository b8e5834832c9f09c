/** What stands around a row, as it is drawn. */
import { type AxisSlice, canBeBest, type SweepTable } from "@perpmill/engine";
import { metricAt, outcomeAt, parameterAt } from "../table/study-rows";

/** A point of a slice. */
export interface SlicePoint {
  readonly row: number;
  /** number of the axis; of words, their place */
  readonly x: number;
  readonly value: number;
  /** whether it was liquidated or given up: what it has is what it had till then */
  readonly hopeless: boolean;
}

export interface Slice {
  readonly points: readonly SlicePoint[];
  /** place of the row in `points`; below 0: it has no value */
  readonly at: number;
}

/** Points of a metric along an axis; rows without it are left out. */
export function sliceOf(table: SweepTable, { path, rows, at }: AxisSlice, metric: string): Slice {
  const own = rows[at];
  const points = rows.flatMap((row, place): SlicePoint[] => {
    const value = metricAt(table, metric, row);
    const parameter = parameterAt(table, path, row);
    if (value === null) return [];
    const hopeless = !canBeBest(outcomeAt(table, row));
    return [{ row, x: typeof parameter === "number" ? parameter : place, value, hopeless }];
  });
  return { points, at: points.findIndex(({ row }) => row === own) };
}
