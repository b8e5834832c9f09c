/** What stands around a row: whether it is on a plateau or a peak of its own. */
import type { SweepMetric } from "./metric-columns.js";
import { canBeBest, lessIsBetter } from "./rank.js";
import { type SweepColumn, type SweepTable, sweepColumn } from "./table.js";

/** The rows along one axis through a row: all other parameters are those of the row. */
export interface AxisSlice {
  readonly path: string;
  /** by the value of the axis, rising where it is a number; the row itself is among them */
  readonly rows: readonly number[];
  /** place of the row in `rows` */
  readonly at: number;
}

function isSame(column: SweepColumn, a: number, b: number): boolean {
  return Object.is(column.values[a], column.values[b]);
}

function byValue(column: SweepColumn) {
  return (a: number, b: number): number =>
    column.kind === "number" ? column.values[a] - column.values[b] || a - b : a - b;
}

/**
 * The slices of a table through one of its rows, one for each axis. Rows that were drawn at random have
 * next to nothing in common: their slices hold the row alone. Rows without an outcome are still to come.
 * @param axes paths of the parameters
 */
export function axisSlices(
  table: SweepTable,
  axes: readonly string[],
  row: number,
): readonly AxisSlice[] {
  const columns = axes.flatMap((path) => sweepColumn(table, path) ?? []);
  const slices = columns.map((): number[] => []);
  const outcome = sweepColumn(table, "outcome");
  for (let other = 0; other < table.length; other++) {
    if (outcome?.values[other] === null) continue;
    const moved = columns.flatMap((column, axis) => (isSame(column, row, other) ? [] : [axis]));
    if (moved.length === 1) slices[moved[0]].push(other);
  }
  return columns.map((column, axis) => {
    const rows = [...slices[axis], row].sort(byValue(column));
    return { path: column.name, rows, at: rows.indexOf(row) };
  });
}

/** The rows next to a row: one step along one axis. */
export function neighbourRows(
  table: SweepTable,
  axes: readonly string[],
  row: number,
): readonly number[] {
  return axisSlices(table, axes, row).flatMap(({ rows, at }) => {
    const beside = [rows[at - 1], rows[at + 1]];
    return beside.filter((one) => one !== undefined);
  });
}

/** Of what a row has, a neighbour must keep so much to hold up. */
export const KEPT_PART = 0.5;

/** Share of the neighbours that hold up, from which on a row has each grade; under the last it is a peak. */
export const PLATEAU_SHARES = { strong: 0.9, fair: 0.75, weak: 0.5 } as const;

/** How the rows next to a row do. */
export interface Plateau {
  /** `alone`: there are none; `wide`: as many hold up as a plateau takes; `slope`: at least half of them */
  readonly kind: "alone" | "wide" | "slope" | "peak";
  readonly neighbours: number;
  /** of them, those that keep half of what the row has */
  readonly kept: number;
  /** values of the metric; null: none of them has one */
  readonly worst: number | null;
  readonly middle: number | null;
}

function valueAt(table: SweepTable, metric: SweepMetric, row: number): number | null {
  const column = sweepColumn(table, metric);
  const outcome = sweepColumn(table, "outcome");
  const ended = outcome?.kind === "text" ? outcome.values[row] : null;
  if (column?.kind !== "number" || !canBeBest(ended)) return null;
  const value = column.values[row];
  return Number.isNaN(value) ? null : value;
}

/**
 * Whether a row of a table stands on a plateau, by the rows one step along one axis from it. What `trust`
 * says of the parameters around a configuration has the same limits.
 * @param axes paths of the parameters
 */
export function plateauOf(
  table: SweepTable,
  axes: readonly string[],
  row: number,
  metric: SweepMetric,
): Plateau {
  const own = valueAt(table, metric, row);
  const values = neighbourRows(table, axes, row).map((one) => valueAt(table, metric, one));
  const neighbours = values.length;
  if (own === null || neighbours === 0) {
    return { kind: "alone", neighbours, kept: 0, worst: null, middle: null };
  }
  const sign = lessIsBetter(metric) ? -1 : 1;
  const known = values.filter((one) => one !== null).sort((a, b) => sign * (a - b));
  const least = sign * own - KEPT_PART * Math.abs(own);
  const kept = known.filter((one) => sign * one >= least).length;
  const share = kept / neighbours;
  const isWide = share >= PLATEAU_SHARES.fair;
  return {
    kind: isWide ? "wide" : share >= PLATEAU_SHARES.weak ? "slope" : "peak",
    neighbours,
    kept,
    worst: known[0] ?? null,
    middle: known[Math.floor((known.length - 1) / 2)] ?? null,
  };
}
