/** A table as a map of two of its parameters. */
import {
  type AxisValue,
  canBeBest,
  lessIsBetter,
  type SweepMetric,
  type SweepTable,
} from "@perpmill/engine";
import { numbersOf, outcomeAt, parameterAt } from "../table/study-rows";

/** Values of a parameter side by side; of those that were drawn at random, ranges of them. */
export interface HeatAxis {
  readonly path: string;
  readonly length: number;
  /** the value, or the middle of the range */
  readonly values: readonly AxisValue[];
  /** ends of ranges, one more than there are; null: each place is one value */
  readonly edges: readonly number[] | null;
  readonly placeOf: (value: AxisValue) => number;
}

/** More places than this are no places any more. */
const VALUES_MAX = 60;
const RANGES = 24;

function ranges(path: string, numbers: readonly number[]): HeatAxis {
  const from = Math.min(...numbers);
  const to = Math.max(...numbers);
  const isLog = from > 0 && to / from >= 20;
  const at = (share: number) => (isLog ? from * (to / from) ** share : from + (to - from) * share);
  const edges = Array.from({ length: RANGES + 1 }, (_, place) => at(place / RANGES));
  const values = Array.from({ length: RANGES }, (_, place) => at((place + 0.5) / RANGES));
  const shareOf = (value: number) =>
    isLog ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
  const placeOf = (value: AxisValue) =>
    Math.min(RANGES - 1, Math.max(0, Math.floor(shareOf(Number(value)) * RANGES)));
  return { path, length: RANGES, values, edges, placeOf };
}

function inOrder(values: readonly AxisValue[]): readonly AxisValue[] {
  const isNumeric = values.every((one) => typeof one === "number");
  return isNumeric ? [...values].sort((a, b) => Number(a) - Number(b)) : values;
}

/**
 * The places of a parameter.
 * @param known its values, where they are known before the rows; null: they are not
 */
export function heatAxis(
  table: SweepTable,
  path: string,
  known: readonly AxisValue[] | null,
): HeatAxis {
  const seen = new Set<AxisValue>(known ?? []);
  if (known === null) {
    for (let row = 0; row < table.length; row++) {
      if (outcomeAt(table, row) !== null) seen.add(parameterAt(table, path, row));
    }
  }
  const values = inOrder([...seen]);
  const numbers = values.filter((one) => typeof one === "number");
  if (numbers.length > VALUES_MAX && numbers.length === values.length) return ranges(path, numbers);
  const places = new Map(values.map((value, place) => [value, place]));
  const placeOf = (value: AxisValue) => places.get(value) ?? -1;
  return { path, length: values.length, values, edges: null, placeOf };
}

/** What stands at a place of the map. */
export interface HeatCell {
  readonly x: number;
  readonly y: number;
  /** the row that stands there: the best of those that fall into it */
  readonly row: number;
  /** null: its row has no such number */
  readonly value: number | null;
  /** whether nothing there can be the best: liquidated, given up or refused */
  readonly hopeless: boolean;
  /** rows that fall into it */
  readonly count: number;
}

export interface HeatOptions {
  readonly x: HeatAxis;
  readonly y: HeatAxis;
  /** of the other parameters, those that stay at one value; others take the best */
  readonly fixed: ReadonlyMap<string, AxisValue>;
  /** what is shown */
  readonly metric: string;
  /** by which one row is better than another */
  readonly rankBy: string;
}

function isAt(table: SweepTable, fixed: HeatOptions["fixed"], row: number): boolean {
  for (const [path, value] of fixed) {
    if (parameterAt(table, path, row) !== value) return false;
  }
  return true;
}

/** The cells that have rows, in no order. */
export function heatCells(
  table: SweepTable,
  { x, y, fixed, metric, rankBy }: HeatOptions,
): readonly HeatCell[] {
  const shown = numbersOf(table, metric);
  const ranked = numbersOf(table, rankBy);
  const sign = lessIsBetter(rankBy as SweepMetric) ? -1 : 1;
  const cells = new Map<number, HeatCell & { readonly rank: number }>();
  for (let row = 0; row < table.length; row++) {
    const outcome = outcomeAt(table, row);
    // Without an outcome a row is still to come.
    if (outcome === null || !isAt(table, fixed, row)) continue;
    const [at, up] = [x, y].map((axis) => axis.placeOf(parameterAt(table, axis.path, row)));
    if (at === undefined || up === undefined || at < 0 || up < 0) continue;
    const hopeless = !canBeBest(outcome);
    const number = ranked?.[row] ?? Number.NaN;
    const own = Number.isNaN(number) ? -1e308 : sign * number;
    const rank = hopeless ? Number.NEGATIVE_INFINITY : own;
    const key = up * x.length + at;
    const before = cells.get(key);
    const count = (before?.count ?? 0) + 1;
    if (before !== undefined && before.rank >= rank) {
      cells.set(key, { ...before, count });
      continue;
    }
    const value = shown?.[row] ?? Number.NaN;
    cells.set(key, {
      x: at,
      y: up,
      row,
      value: Number.isNaN(value) ? null : value,
      hopeless,
      count,
      rank,
    });
  }
  return [...cells.values()];
}
