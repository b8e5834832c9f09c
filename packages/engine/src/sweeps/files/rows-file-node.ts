/** The file of a study's rows, written while it runs. It has its name when the study has ended. */
import type { FileHandle } from "node:fs/promises";
import { extname } from "node:path";
import { writeAtomically } from "../../cache/atomic-file.js";
import { PerpmillError } from "../../errors.js";
import type { SweepRows } from "../sweep-options.js";
import { rowsCsv } from "./rows-csv.js";
import type { RowsWriter } from "./rows-writer.js";

const ROWS_FORMATS = ["csv", "json", "parquet"] as const;
type RowsFormat = (typeof ROWS_FORMATS)[number];

/** The format that the ending of a file names; null: none. */
export function rowsFormatOf(path: string): RowsFormat | null {
  const ending = extname(path).slice(1).toLowerCase();
  return ROWS_FORMATS.find((one) => one === ending) ?? null;
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

async function rowsWriter(format: RowsFormat, file: FileHandle): Promise<RowsWriter> {
  if (format === "csv") return csvWriter(file);
  if (format === "json") return jsonWriter(file);
  const { parquetRows } = await import("./rows-parquet.js");
  return parquetRows((bytes) => file.appendFile(bytes));
}

/** What a study gives, and what its file says of all rows. */
export interface RowsEnd<Result> {
  readonly result: Result;
  readonly summary: object;
}

function isFileError(error: unknown): error is Error {
  return error instanceof Error && !(error instanceof PerpmillError) && "syscall" in error;
}

/**
 * Runs a study that hands its rows on.
 * @param kind what the summary is called in formats that have one
 * @throws SWEEP_INVALID for an ending that is no format; OUTPUT_FAILED; what the study throws
 */
export async function rowsIntoFile<Result>(
  path: string,
  kind: string,
  study: (onRows: (rows: SweepRows) => Promise<void>) => Promise<RowsEnd<Result>>,
): Promise<Result> {
  const format = rowsFormatOf(path);
  if (format === null) {
    throw new PerpmillError("SWEEP_INVALID", {
      message: `rows cannot be written to ${path}, which is neither .csv nor .json nor .parquet`,
      where: { field: "out", file: path },
      hint: "The ending says what is written.",
    });
  }
  let ended: RowsEnd<Result> | null = null;
  try {
    await writeAtomically(path, async (file) => {
      const writer = await rowsWriter(format, file);
      ended = await study((rows) => writer.rows(rows));
      await writer.end(kind, ended.summary);
    });
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw new PerpmillError("OUTPUT_FAILED", {
      message: `the rows could not be written: ${error.message}`,
      where: { file: path },
      hint: "Check that the folder is there, that it can be written to and that the disk has room.",
      cause: error,
    });
  }
  if (ended === null) throw new Error("a study that has ended has a result");
  return (ended as RowsEnd<Result>).result;
}
