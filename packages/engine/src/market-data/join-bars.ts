/** Joins the bars of several files in time order into one data set with one interval. Semantics 1, 2. */
import { type ErrorPlace, PerpmillError } from "../errors.js";
import type { BadRows } from "./bad-rows.js";
import { type BarBlock, type BarColumns, priceRangeError } from "./bar-columns.js";
import type { Bars, DataSource } from "./bars.js";
import { settleInterval } from "./settle-interval.js";

export interface JoinOptions {
  readonly intervalMs: number | null;
  readonly symbol: string | null;
  readonly source: DataSource;
}

/**
 * The bars of all `parts`; their columns are moved, not copied, so the parts are used up.
 * @throws BARS_EMPTY, BARS_DUPLICATE when files overlap, BARS_INTERVAL, BARS_MISALIGNED, BARS_PRICE_RANGE
 */
export function joinBars(parts: readonly BarColumns[], bad: BadRows, options: JoinOptions): Bars {
  const files = parts.filter((part) => part.count > 0);
  if (files.length === 0) throw emptyError(options.source.name, bad);
  files.sort((a, b) => a.firstTimeMs - b.firstTimeMs);
  const priceDecimals = toCommonDecimals(files);

  const rows = files.reduce((sum, part) => sum + part.count, 0);
  const timeMs = new Float64Array(rows);
  moveAll(files, "timeMs", timeMs);
  const dropped = new DroppedRows(files, bad);
  dropOverlaps(files, timeMs, dropped);
  const intervalMs = settleInterval(timeMs, dropped, options.intervalMs);
  const times = dropped.compact(timeMs);
  if (times.length === 0) throw emptyError(options.source.name, bad);
  const { timeIndex, holes } = indexTimes(times, intervalMs);

  const column = (name: "open" | "high" | "low" | "close") => {
    const all = new Int32Array(rows);
    moveAll(files, name, all);
    return dropped.compact(all);
  };
  const volume = files.every((part) => part.hasVolume) ? new Float64Array(rows) : null;
  if (volume !== null) moveAll(files, "volume", volume);
  return {
    kind: "last",
    symbol: options.symbol,
    count: times.length,
    intervalMs,
    baseTimeMs: times[0],
    timeIndex,
    priceDecimals,
    open: column("open"),
    high: column("high"),
    low: column("low"),
    close: column("close"),
    volume: volume === null ? null : dropped.compact(volume),
    holes,
    source: options.source,
    skippedRows: bad.skipped,
    ...(bad.reasons.length > 0 ? { skippedReasons: bad.reasons } : {}),
  };
}

/** Rows of the joined columns that are left out again, and where each row came from. */
export class DroppedRows {
  private readonly files: readonly BarColumns[];
  private readonly bad: BadRows;
  private flags: Uint8Array | null = null;
  private count = 0;

  constructor(files: readonly BarColumns[], bad: BadRows) {
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
        return { file: part.file, line: part.lineOf(row - first), column: 1, field: "open_time" };
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

interface Reason {
  readonly message: string;
  readonly hint: string;
}

function toCommonDecimals(files: readonly BarColumns[]): number {
  const priceDecimals = Math.max(...files.map((part) => part.priceDecimals));
  for (const part of files) {
    if (!part.fits(priceDecimals)) {
      throw priceRangeError("the highest price", priceDecimals, { file: part.file });
    }
    part.rescale(priceDecimals);
  }
  return priceDecimals;
}

function moveAll<K extends keyof BarBlock>(
  files: readonly BarColumns[],
  name: K,
  into: BarBlock[K],
): void {
  let offset = 0;
  for (const part of files) {
    part.moveColumn(name, into, offset);
    offset += part.count;
  }
}

function dropOverlaps(
  files: readonly BarColumns[],
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

function indexTimes(
  timeMs: Float64Array,
  intervalMs: number,
): { timeIndex: Int32Array; holes: number } {
  const span = (timeMs[timeMs.length - 1] - timeMs[0]) / intervalMs;
  if (span > 2 ** 31 - 1) {
    throw new PerpmillError("BARS_INTERVAL", {
      message: `${span} intervals of ${intervalMs} ms from ${utc(timeMs[0])} to ${utc(timeMs[timeMs.length - 1])} are too many`,
      hint: "Check the open times: the smallest distance of two bars is taken as their interval.",
    });
  }
  const timeIndex = new Int32Array(timeMs.length);
  let holes = 0;
  for (let row = 1; row < timeMs.length; row += 1) {
    timeIndex[row] = (timeMs[row] - timeMs[0]) / intervalMs;
    if (timeIndex[row] - timeIndex[row - 1] > 1) holes += 1;
  }
  return { timeIndex, holes };
}

function emptyError(file: string, bad: BadRows): PerpmillError {
  return new PerpmillError("BARS_EMPTY", {
    message:
      bad.skipped > 0 ? `no bar is left: all ${bad.skipped} rows are bad` : "there is no bar",
    where: { file },
    hint: "Check that the file is the one you meant; a header alone is not enough.",
  });
}

/** A UTC time as text. */
export function utc(timeMs: number): string {
  return Math.abs(timeMs) <= 8.64e15 ? new Date(timeMs).toISOString() : `${timeMs} ms`;
}
