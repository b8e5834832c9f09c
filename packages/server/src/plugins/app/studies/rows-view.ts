/** Rows of a study as columns. */
import type { CellValue, StudyColumn } from "@perpmill/engine";
import { ServerError } from "../../../errors.js";
import type { ReadRow, RowsQuery } from "./study-rows-repository.js";

type Cells = readonly (readonly CellValue[])[];

/** The cells of a row in the order of all columns. */
export function cellsOf({ point, outcome, cells }: ReadRow): readonly CellValue[] {
  return [...JSON.parse(point), outcome, ...JSON.parse(cells)];
}

/** Rows as columns: a list a column, a value a row. */
export function columnCells(
  rows: readonly ReadRow[],
  all: readonly StudyColumn[],
  wanted: readonly StudyColumn[],
): CellValue[][] {
  const places = wanted.map((column) => all.indexOf(column));
  const cells: Cells = rows.map(cellsOf);
  return places.map((at) => cells.map((row) => row[at] ?? null));
}

function noColumn(name: string, field: string): ServerError {
  return new ServerError("REQUEST_INVALID", {
    message: `the study has no such column: ${JSON.stringify(name.slice(0, 80))}`,
    field,
  });
}

/** The columns of some names, with commas between them. @throws ServerError REQUEST_INVALID */
export function namedColumns(
  all: readonly StudyColumn[],
  names: string | undefined,
): readonly StudyColumn[] {
  if (names === undefined) return all;
  return names.split(",").map((name) => {
    const column = all.find((one) => one.name === name.trim());
    if (column === undefined) throw noColumn(name, "query.columns");
    return column;
  });
}

/** How rows are sorted. @param name `index`, or a column of numbers. @throws ServerError REQUEST_INVALID */
export function sortOf(all: readonly StudyColumn[], name: string): RowsQuery["sort"] {
  if (name === "index") return null;
  const at = all.findIndex((one) => one.name === name && one.kind === "number");
  const column = all[at];
  if (column === undefined) throw noColumn(name, "query.sort");
  if (column.role === "parameter") return { part: "point", at };
  return { part: "cells", at: at - 1 - all.findIndex(({ role }) => role === "outcome") };
}
