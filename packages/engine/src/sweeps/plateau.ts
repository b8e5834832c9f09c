/** What stands around a row: whether it is on a plateau or a peak of its own. */
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
 * next to nothing in common: their slices hold the row alone.
 * @param axes paths of the parameters
 */
export function axisSlices(
  table: SweepTable,
  axes: readonly string[],
  row: number,
): readonly AxisSlice[] {
  const columns = axes.flatMap((path) => sweepColumn(table, path) ?? []);
  const slices = columns.map((): number[] => []);
  for (let other = 0; other < table.length; other++) {
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
