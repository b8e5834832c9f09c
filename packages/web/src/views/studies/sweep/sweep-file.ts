/** A sweep as a file: its rows, and in JSON all that belongs to them. */
import { ENGINE_VERSION, KERNEL_SHA256, tableCsv, tableParquet } from "@perpmill/engine";
import type { TabSweepEnd } from "../../../engine/sweep-protocol";
import type { StudyRows } from "../table/study-rows";
import type { SweepStudy } from "./sweep-document";

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

/** The document that `perpmill sweep --json` prints, as far as the sweep has come. */
function jsonOf({ sweep, rows, axes, data }: SweepStudy, end: TabSweepEnd | null): string {
  const { config, ...asked } = sweep;
  return JSON.stringify({
    kind: "sweep",
    version: 1,
    engine: { version: ENGINE_VERSION, kernelSha256: KERNEL_SHA256 },
    data,
    config: end?.config ?? config,
    asked,
    axes: axes.map(({ path }) => path),
    rows: rows.length,
    total: rows.total,
    ...(end === null
      ? {}
      : {
          metrics: end.metrics,
          outcomes: end.outcomes,
          leftOut: end.leftOut,
          walked: end.walked,
          refused: end.refused,
          luck: end.luck,
          luckMissing: end.luckMissing,
        }),
    columns: columnsOf(rows),
  });
}

/** Rows that are there. */
export async function sweepFile(
  study: SweepStudy,
  end: TabSweepEnd | null,
  format: FileFormat,
): Promise<Blob> {
  if (format === "json") return new Blob([jsonOf(study, end)], { type: "application/json" });
  if (format === "csv") return new Blob([tableCsv(study.rows)], { type: "text/csv" });
  return tableParquet(study.rows);
}
