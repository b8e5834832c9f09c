/** The file of a study's rows, written while it runs. */
import type { FileHandle } from "node:fs/promises";
import { extname } from "node:path";
import { shortestDecimal } from "../../decimal-text.js";
import { PerpmillError } from "../../errors.js";
import type { CellValue } from "../../sweeps/metric-columns.js";
import type { CommandContext } from "../context.js";
import type { RowsWriter } from "./rows-writer.js";

export const ROWS_FORMATS = ["csv", "json", "parquet"] as const;
export type RowsFormat = (typeof ROWS_FORMATS)[number];

/** The format that the ending of a file names. @throws USAGE */
export function rowsFormat(path: string, { texts }: CommandContext): RowsFormat {
  const ending = extname(path).slice(1).toLowerCase();
  const format = ROWS_FORMATS.find((one) => one === ending);
  if (format !== undefined) return format;
  throw new PerpmillError("USAGE", {
    message: texts.sweeps.badEnding(path),
    where: { field: "--out" },
    hint: texts.sweeps.badEndingHint,
  });
}

function csvCell(value: CellValue): string {
  if (value === null) return "";
  if (typeof value === "number") return shortestDecimal(value);
  const text = String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csvWriter(file: FileHandle): RowsWriter {
  return {
    rows: async ({ first, heads, rows }) => {
      const lines = rows.map((cells) => cells.map(csvCell).join(","));
      if (first === 0) lines.unshift(heads.map(({ name }) => csvCell(name)).join(","));
      await file.appendFile(`${lines.join("\n")}\n`);
    },
    end: async () => {},
  };
}

function jsonWriter(file: FileHandle): RowsWriter {
  return {
    rows: async ({ first, heads, rows }) => {
      const names = JSON.stringify(heads.map(({ name }) => name));
      const before = first === 0 ? `{"columns":${names},\n"rows":[\n` : ",\n";
      await file.appendFile(before + rows.map((cells) => JSON.stringify(cells)).join(",\n"));
    },
    end: async (kind, summary) => {
      await file.appendFile(`\n],\n${JSON.stringify(kind)}:${JSON.stringify(summary)}}\n`);
    },
  };
}

/** A writer of a format on a file that was opened. */
export async function rowsWriter(format: RowsFormat, file: FileHandle): Promise<RowsWriter> {
  if (format === "csv") return csvWriter(file);
  if (format === "json") return jsonWriter(file);
  const { parquetWriter } = await import("./rows-parquet.js");
  return parquetWriter(file);
}
