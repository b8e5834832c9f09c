/** A study as a file: its rows, and in JSON all that belongs to them. */
import { ENGINE_VERSION, KERNEL_SHA256, tableCsv, tableParquet } from "@perpmill/engine";
import type { StudyRows } from "../table/study-rows";

export const FILE_FORMATS = ["csv", "json", "parquet"] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** Columns as plain arrays; what does not exist is null. */
function columnsOf({ columns, length }: StudyRows): Record<string, readonly unknown[]> {
  return Object.fromEntries(
    columns.map(({ name, values }) => [
      name,
      Array.from({ length }, (_, row) => {
        const value = values[row] ?? null;
        return typeof value === "number" && Number.isNaN(value) ? null : value;
      }),
    ]),
  );
}

/** @param head what belongs to all rows */
function jsonOf(kind: string, rows: StudyRows, head: object): string {
  return JSON.stringify({
    kind,
    version: 1,
    engine: { version: ENGINE_VERSION, kernelSha256: KERNEL_SHA256 },
    rows: rows.length,
    total: rows.total,
    ...head,
    columns: columnsOf(rows),
  });
}

/**
 * The rows that are there.
 * @param head of the JSON: what belongs to all of them
 */
export async function studyFile(
  kind: string,
  rows: StudyRows,
  head: object,
  format: FileFormat,
): Promise<Blob> {
  if (format === "json") return new Blob([jsonOf(kind, rows, head)], { type: "application/json" });
  if (format === "csv") return new Blob([tableCsv(rows)], { type: "text/csv" });
  return tableParquet(rows);
}
