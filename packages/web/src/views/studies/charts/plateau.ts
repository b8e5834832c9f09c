/** What stands around a row, as it is drawn and said. */
import {
  type AxisSlice,
  canBeBest,
  lessIsBetter,
  type SweepMetric,
  type SweepTable,
} from "@perpmill/engine";
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

export interface PlateauWord {
  /** how much is lost beside the row: little, some, most or all of it; or there is nothing beside it */
  readonly kind: "alone" | "wide" | "slope" | "peak";
  /** rows beside it */
  readonly count: number;
  readonly worst: number | null;
  readonly middle: number | null;
}

/** Of what the row has, so much may be missing beside it on a plateau, and on a slope. */
const LITTLE = 0.2;
const HALF = 0.5;

/**
 * Says how the rows next to a row do.
 * @param value of the row
 * @param beside values of the rows next to it; null: those without one
 */
export function plateauWord(
  value: number | null,
  beside: readonly (number | null)[],
  metric: string,
): PlateauWord {
  const sign = lessIsBetter(metric as SweepMetric) ? -1 : 1;
  const known = beside.filter((one) => one !== null).sort((a, b) => sign * (a - b));
  const count = beside.length;
  if (value === null || count === 0) return { kind: "alone", count, worst: null, middle: null };
  const worst = known[0] ?? null;
  const middle = known[Math.floor((known.length - 1) / 2)] ?? null;
  const lost = (one: number | null) =>
    one === null ? 1 : Math.max(0, sign * (value - one)) / Math.max(Math.abs(value), 1e-12);
  const missing = known.length < count;
  if (lost(middle) > HALF || known.length * 2 < count)
    return { kind: "peak", count, worst, middle };
  const wide = !missing && lost(worst) <= HALF && lost(middle) <= LITTLE;
  return { kind: wide ? "wide" : "slope", count, worst, middle };
}
