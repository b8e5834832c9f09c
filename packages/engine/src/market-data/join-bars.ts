/** Joins the bars of several files in time order into one data set with one interval. Semantics 1, 2. */
import { PerpmillError } from "../errors.js";
import type { BadRows } from "./bad-rows.js";
import { type BarBlock, type BarColumns, priceRangeError } from "./bar-columns.js";
import type { Bars, DataSource } from "./bars.js";
import { DroppedRows, dropOverlaps, utc } from "./dropped-rows.js";
import { emptyError } from "./empty-error.js";
import { settleInterval } from "./settle-interval.js";

export interface JoinOptions {
  readonly intervalMs: number | null;
  readonly symbol: string | null;
  /** whether the caller chose the price decimals, so that they stay */
  readonly fixedDecimals: boolean;
  readonly source: DataSource;
}

/**
 * The bars of all `parts`; their columns are moved, not copied, so the parts are used up.
 * @throws BARS_EMPTY, BARS_DUPLICATE when files overlap, BARS_INTERVAL, BARS_MISALIGNED, BARS_PRICE_RANGE
 */
export function joinBars(parts: readonly BarColumns[], bad: BadRows, options: JoinOptions): Bars {
  const files = parts.filter((part) => part.count > 0);
  if (files.length === 0) throw emptyError(options.source.name, bad.skipped);
  files.sort((a, b) => a.firstTimeMs - b.firstTimeMs);
  const priceDecimals = toCommonDecimals(files);

  const rows = files.reduce((sum, part) => sum + part.count, 0);
  const timeMs = new Float64Array(rows);
  moveAll(files, "timeMs", timeMs);
  const dropped = new DroppedRows(files, bad);
  dropOverlaps(files, timeMs, dropped);
  const intervalMs = settleInterval(timeMs, dropped, options.intervalMs);
  const times = dropped.compact(timeMs);
  if (times.length === 0) throw emptyError(options.source.name, bad.skipped);
  const { timeIndex, holes } = indexTimes(times, intervalMs);

  const column = (name: "open" | "high" | "low" | "close") => {
    const all = new Int32Array(rows);
    moveAll(files, name, all);
    return dropped.compact(all);
  };
  const volume = files.every((part) => part.hasVolume) ? new Float64Array(rows) : null;
  if (volume !== null) moveAll(files, "volume", volume);
  const prices = [column("open"), column("high"), column("low"), column("close")];
  const unused =
    dropped.count === 0 || options.fixedDecimals ? 0 : cutUnused(prices, priceDecimals);
  const [open, high, low, close] = prices;
  return {
    kind: "last",
    symbol: options.symbol,
    count: times.length,
    intervalMs,
    baseTimeMs: times[0],
    timeIndex,
    priceDecimals: priceDecimals - unused,
    open,
    high,
    low,
    close,
    volume: volume === null ? null : dropped.compact(volume),
    holes,
    source: options.source,
    skippedRows: bad.skipped,
    ...(bad.skipped > 0 ? { skippedReasons: bad.reasons, skippedByCode: bad.byCode } : {}),
  };
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

/** Cuts decimals that only dropped rows used; returns how many. */
function cutUnused(columns: readonly Int32Array[], priceDecimals: number): number {
  let cut = 0;
  while (
    cut < priceDecimals &&
    columns.every((column) => column.every((units) => units % 10 === 0))
  ) {
    for (const column of columns) {
      for (let row = 0; row < column.length; row += 1) column[row] /= 10;
    }
    cut += 1;
  }
  return cut;
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
