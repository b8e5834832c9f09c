/** The result of a sweep as columns. */
import type { AxisValue } from "./axis.js";
import { type CellValue, type ColumnKind, metricKind, type SweepMetric } from "./metric-columns.js";
import type { RowResult } from "./protocol.js";
import type { Point } from "./samplers/samplers.js";

/** A column: a parameter by its path, `outcome`, or a metric by its name. */
export type SweepColumn =
  | {
      readonly name: string;
      readonly kind: "number";
      /** NaN: does not exist */
      readonly values: Float64Array;
    }
  | { readonly name: string; readonly kind: "text"; readonly values: readonly (string | null)[] }
  | {
      readonly name: string;
      readonly kind: "boolean";
      readonly values: readonly (boolean | null)[];
    };

/** Parameters, then `outcome`, then metrics. */
export interface SweepTable {
  readonly length: number;
  readonly columns: readonly SweepColumn[];
}

/** What a column is before it has values. */
export interface ColumnHead {
  readonly name: string;
  readonly kind: ColumnKind;
}

function isOf(type: "number" | "boolean") {
  return (value: AxisValue) => value === null || typeof value === type;
}

/** What a column of parameters is. */
export function parameterKind(values: readonly AxisValue[]): ColumnKind {
  if (values.every(isOf("number"))) return "number";
  return values.every(isOf("boolean")) ? "boolean" : "text";
}

/** The heads of a sweep's columns. */
export function columnHeads(
  paths: readonly string[],
  points: readonly Point[],
  metrics: readonly SweepMetric[],
): readonly ColumnHead[] {
  const parameters = paths.map((name, axis): ColumnHead => {
    const seen = new Set(points.map((point) => point[axis]));
    return { name, kind: parameterKind([...seen]) };
  });
  return [
    ...parameters,
    { name: "outcome", kind: "text" },
    ...metrics.map((name) => ({ name, kind: metricKind(name) })),
  ];
}

/** The cells of a row in the order of the columns. */
export function rowCells(point: Point, { outcome, cells }: RowResult): readonly CellValue[] {
  return [...point, outcome, ...cells];
}

function columnOf({ name, kind }: ColumnHead, values: readonly CellValue[]): SweepColumn {
  switch (kind) {
    case "number":
      return { name, kind, values: Float64Array.from(values, (one) => Number(one ?? Number.NaN)) };
    case "boolean":
      return { name, kind, values: values.map((one) => (one === null ? null : one === true)) };
    case "text":
      return { name, kind, values: values.map((one) => (one === null ? null : String(one))) };
  }
}

/** Columns of rows. */
export function tableOf(
  heads: readonly ColumnHead[],
  rows: readonly (readonly CellValue[])[],
): SweepTable {
  const columns = heads.map((head, at) =>
    columnOf(
      head,
      rows.map((row) => row[at] ?? null),
    ),
  );
  return { length: rows.length, columns };
}

/** A column by its name; undefined when the table has none. */
export function sweepColumn(table: SweepTable, name: string): SweepColumn | undefined {
  return table.columns.find((column) => column.name === name);
}
