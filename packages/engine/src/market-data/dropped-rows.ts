/** Rows of several joined files that are left out again, and where each row came from. */
import type { ErrorPlace } from "../errors.js";
import type { BadRows } from "./bad-rows.js";
import type { RowLines } from "./row-lines.js";
import type { ColumnPlace } from "./row-problems.js";

/** The rows read from one file. */
export interface FileRows {
  readonly file: string;
  readonly count: number;
  readonly lines: RowLines;
  readonly firstTimeMs: number;
  readonly lastTimeMs: number;
  /** the column of the times */
  readonly timePlace: ColumnPlace;
}

interface Reason {
  readonly message: string;
  readonly hint: string;
}

/** Rows of the joined columns that are left out again, and where each row came from. */
export class DroppedRows {
  private readonly files: readonly FileRows[];
  private readonly bad: BadRows;
  private flags: Uint8Array | null = null;
  /** rows left out */
  count = 0;

  constructor(files: readonly FileRows[], bad: BadRows) {
    this.files = files;
    this.bad = bad;
  }

  has(row: number): boolean {
    return this.flags !== null && this.flags[row] === 1;
  }

  /** Reports a bad row, which throws unless bad rows are skipped. */
  drop(
    row: number,
    rows: number,
    code: "BARS_DUPLICATE" | "BARS_MISALIGNED",
    details: Reason,
  ): void {
    this.bad.report(code, { ...details, where: this.place(row) });
    this.flags ??= new Uint8Array(rows);
    this.flags[row] = 1;
    this.count += 1;
  }

  /** File and line of a row. */
  place(row: number): ErrorPlace {
    let first = 0;
    for (const part of this.files) {
      if (row < first + part.count) {
        const { column, field } = part.timePlace;
        return { file: part.file, line: part.lines.lineOf(row - first), column: column + 1, field };
      }
      first += part.count;
    }
    return {};
  }

  /** The column without the dropped rows; the same one when there are none. */
  compact<T extends Float64Array | Int32Array>(column: T): T {
    if (this.count === 0) return column;
    let to = 0;
    for (let row = 0; row < column.length; row += 1) {
      if (this.has(row)) continue;
      column[to] = column[row];
      to += 1;
    }
    return column.slice(0, to) as T;
  }
}

/** Drops the rows of each file that the files before it already cover; files are in order of their first time. */
export function dropOverlaps(
  files: readonly FileRows[],
  timeMs: Float64Array,
  dropped: DroppedRows,
): void {
  let offset = files[0].count;
  let latest = files[0];
  for (const part of files.slice(1)) {
    for (
      let row = offset;
      row < offset + part.count && timeMs[row] <= latest.lastTimeMs;
      row += 1
    ) {
      dropped.drop(row, timeMs.length, "BARS_DUPLICATE", {
        message: `files overlap: ${part.file} has ${utc(timeMs[row])}, and ${latest.file} already goes to ${utc(latest.lastTimeMs)}`,
        hint: "Give each stretch of time in one file only.",
      });
    }
    offset += part.count;
    if (part.lastTimeMs > latest.lastTimeMs) latest = part;
  }
}

/** A UTC time as text. */
export function utc(timeMs: number): string {
  return Math.abs(timeMs) <= 8.64e15 ? new Date(timeMs).toISOString() : `${timeMs} ms`;
}
