/** A study as a file: its rows, or in JSON the whole of it as the engine and the command write it. */
import { type ReportedStudy, tableCsv, tableParquet } from "@perpmill/engine";
import { columnsThere, type StudyRows } from "../table/study-rows";

export const FILE_FORMATS = ["csv", "json", "parquet"] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

export function formatName(format: FileFormat): string {
  return format === "parquet" ? "Parquet" : format.toUpperCase();
}

/** The rows that are there. */
export async function rowsFile(rows: StudyRows, format: "csv" | "parquet"): Promise<Blob> {
  const table = columnsThere(rows);
  return format === "csv" ? new Blob([tableCsv(table)], { type: "text/csv" }) : tableParquet(table);
}

/** A study that has ended. */
export function wholeFile(study: ReportedStudy): Blob {
  return new Blob([JSON.stringify(study)], { type: "application/json" });
}
