/** How a CSV is written, found out from its first bytes: delimiter, quotes, header, width. */
import { PerpmillError } from "../errors.js";
import { FieldSplitter } from "./field-splitter.js";

export interface CsvDialect {
  readonly delimiter: string;
  /** fields of the first line */
  readonly columnCount: number;
  /** names as written, or null when the first line already is a row */
  readonly header: readonly string[] | null;
  /** fields of the first row, null when there is none */
  readonly firstRow: readonly string[] | null;
  /** whether any of the first two lines has quotes */
  readonly quoted: boolean;
  /** bytes to pass over: 3 for a UTF-8 byte order mark */
  readonly markBytes: 0 | 3;
}

const DELIMITERS = [",", "\t", ";", "|"] as const;

/**
 * The dialect of a file that starts with `head`.
 * @param head the first two lines at least, or the whole file when it is shorter
 * @throws FILE_NOT_CSV for binary content, BARS_EMPTY when there is not one line
 */
export function sniffDialect(head: Uint8Array, file: string): CsvDialect {
  const markBytes = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  refuseBinary(head, file);
  const text = new TextDecoder().decode(head.subarray(markBytes));
  const lines = text
    .split("\n")
    .map(withoutReturn)
    .filter((line) => line.trim() !== "");
  if (lines.length === 0) {
    throw new PerpmillError("BARS_EMPTY", {
      message: "the file is empty",
      where: { file },
      hint: "Download the file again.",
    });
  }
  const delimiter = mostFrequent(lines[0]);
  const first = new FieldSplitter(delimiter, null).split(lines[0]);
  const second = new FieldSplitter(delimiter, first.length).split(lines[1] ?? "");
  if (first.length < 2) throw notCsv(file, `the first line has no delimiter: ${clip(lines[0])}`);
  const header = isHeader(first) ? first : null;
  return {
    delimiter,
    columnCount: first.length,
    header,
    firstRow: header === null ? first : lines.length > 1 ? second : null,
    quoted: lines.slice(0, 2).some((line) => line.includes('"')),
    markBytes,
  };
}

/** Lines end in LF or CRLF. */
export function withoutReturn(line: string): string {
  return line.endsWith("\r") ? line.slice(0, -1) : line;
}

/** `FILE_NOT_CSV`, for content no reader here takes. */
export function notCsv(file: string, reason: string, cause?: unknown): PerpmillError {
  return new PerpmillError("FILE_NOT_CSV", {
    message: `this is not a CSV file: ${reason}`,
    where: { file },
    hint: "Bars are read from CSV, Parquet, Arrow, JSON and HDF5 files, plain or in .gz and .zip.",
    cause,
  });
}

function mostFrequent(line: string): string {
  const bare = line.replace(/"[^"]*"/g, "");
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))];
}

/** A header is a first line most of whose fields are words. */
function isHeader(fields: readonly string[]): boolean {
  const words = fields.filter((field) => /^[A-Za-z_]/.test(field)).length;
  return words * 2 > fields.length;
}

function refuseBinary(head: Uint8Array, file: string): void {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) {
    throw notCsv(file, "it is UTF-16 text; save it as UTF-8");
  }
  for (let index = 0; index < head.length; index += 1) {
    const byte = head[index];
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) {
      const shown = byte.toString(16).padStart(2, "0");
      throw notCsv(file, `binary byte 0x${shown} at offset ${index}`);
    }
  }
}

function clip(text: string): string {
  return JSON.stringify(text.slice(0, 40));
}
