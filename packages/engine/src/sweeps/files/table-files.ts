/** Whole tables as files. */
import type { CellValue } from "../metric-columns.js";
import type { SweepRows } from "../sweep-options.js";
import type { SweepColumn, SweepTable } from "../table.js";
import { rowsCsv } from "./rows-csv.js";

function cellAt({ values }: SweepColumn, row: number): CellValue {
  const value = values[row] ?? null;
  return typeof value === "number" && Number.isNaN(value) ? null : value;
}

function allRows({ columns, length }: SweepTable): SweepRows {
  const rows = Array.from({ length }, (_, row) => columns.map((column) => cellAt(column, row)));
  return { first: 0, heads: columns, rows };
}

/** A table as CSV: a line of names, then a line a row; what does not exist is empty. */
export function tableCsv(table: SweepTable): string {
  return rowsCsv(allRows(table));
}

/** A table as Parquet, as `perpmill sweep --out rows.parquet` writes it. */
export async function tableParquet(table: SweepTable): Promise<Blob> {
  const { parquetRows } = await import("./rows-parquet.js");
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const writer = parquetRows(async (bytes) => {
    parts.push(bytes);
  });
  await writer.rows(allRows(table));
  await writer.end("table", {});
  return new Blob(parts, { type: "application/vnd.apache.parquet" });
}
