/** The file of a study's rows, written while it runs. */
import type { FileHandle } from "node:fs/promises";
import { extname } from "node:path";
import { PerpmillError } from "../../errors.js";
import { rowsCsv } from "../../sweeps/files/rows-csv.js";
import type { RowsWriter } from "../../sweeps/files/rows-writer.js";
import type { CommandContext } from "../context.js";

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

function csvWriter(file: FileHandle): RowsWriter {
  return {
    rows: (rows) => file.appendFile(rowsCsv(rows)),
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
  const { parquetRows } = await import("../../sweeps/files/rows-parquet.js");
  return parquetRows((bytes) => file.appendFile(bytes));
}
