/**
 * Bars of a longer interval from bars of a shorter one. A bar opens with its first row, closes with
 * its last, takes the extremes between and the sum of the volumes. An interval without any row has
 * no bar, as a hole before has none; prices stay the same whole units.
 */
import { PerpmillError } from "../../errors.js";
import type { Bars } from "../bars.js";
import { utc } from "../dropped-rows.js";
import { type BarInterval, barIntervalMs, intervalOriginMs } from "./bar-interval.js";
import { groupSums } from "./decimal-sums.js";

export interface ResampleOptions {
  /** whether a last bar stays whose end the data do not reach; default false */
  readonly incompleteLast?: boolean | undefined;
}

/**
 * The bars with an interval that is a multiple of theirs: `"5m"`, `"1h"`, `"1d"`, `"1w"` or ms.
 * Days open at 00:00 UTC, weeks on Monday 00:00 UTC, everything else at a multiple since the epoch.
 * The first bar opens with the first row, even where that is within it. Identity stays that of the data set.
 * @returns the same object when the interval is theirs
 * @throws CONFIG_INVALID for an interval that theirs does not divide, BARS_RANGE_EMPTY when no bar is complete
 */
export function resampleBars(
  bars: Bars,
  interval: BarInterval,
  options: ResampleOptions = {},
): Bars {
  const intervalMs = barIntervalMs(interval);
  if (intervalMs === bars.intervalMs) return bars;
  const originMs = intervalOriginMs(intervalMs);
  const ratio = intervalMs / bars.intervalMs;
  // in rows of the source, from where an interval opens
  const offset = (bars.baseTimeMs - originMs) / bars.intervalMs;
  if (!Number.isInteger(ratio) || !Number.isInteger(offset)) throw unfit(bars, intervalMs);
  if (bars.count === 0) throw noneComplete(bars, intervalMs);

  const groups = groupRows(bars.timeIndex, offset, ratio);
  let count = groups.starts.length;
  const lastEnd = (groups.first + groups.timeIndex[count - 1] + 1) * ratio - offset;
  const reaches = bars.timeIndex[bars.count - 1] + 1 === lastEnd;
  let rows = bars.count;
  if (!reaches && options.incompleteLast !== true) {
    count -= 1;
    rows = groups.starts[count];
  }
  if (count === 0) throw noneComplete(bars, intervalMs);
  const starts = groups.starts.subarray(0, count);
  const timeIndex = groups.timeIndex.slice(0, count);
  let holes = 0;
  for (let row = 1; row < count; row += 1) {
    if (timeIndex[row] - timeIndex[row - 1] > 1) holes += 1;
  }
  return {
    ...bars,
    count,
    intervalMs,
    baseTimeMs: originMs + groups.first * intervalMs,
    timeIndex,
    ...pricesOf(bars, starts, rows),
    volume: bars.volume === null ? null : groupSums(bars.volume, starts, rows),
    holes,
  };
}

interface Groups {
  /** intervals from the origin to the first group's */
  readonly first: number;
  /** first row of each group */
  readonly starts: Int32Array;
  /** intervals from the first group's */
  readonly timeIndex: Int32Array;
}

/** Which rows share an interval. A view's times need not start at 0. */
function groupRows(rowIndex: Int32Array, offset: number, ratio: number): Groups {
  const rows = rowIndex.length;
  const first = Math.floor((rowIndex[0] + offset) / ratio);
  const last = Math.floor((rowIndex[rows - 1] + offset) / ratio);
  const most = Math.min(rows, last - first + 1);
  const starts = new Int32Array(most);
  const timeIndex = new Int32Array(most);
  let count = 0;
  let row = 0;
  while (row < rows) {
    const group = Math.floor((rowIndex[row] + offset) / ratio);
    starts[count] = row;
    timeIndex[count] = group - first;
    count += 1;
    row = firstFrom(rowIndex, (group + 1) * ratio - offset, row + 1);
  }
  return { first, starts: starts.slice(0, count), timeIndex: timeIndex.slice(0, count) };
}

/** The first row from `from` on whose index is `end` or more. Indices increase by 1 or more. */
function firstFrom(rowIndex: Int32Array, end: number, from: number): number {
  let low = from;
  let high = Math.min(rowIndex.length, from + Math.max(0, end - rowIndex[from - 1] - 1));
  // without a hole the group is as long as it can be
  if (high > low && rowIndex[high - 1] < end) return high;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rowIndex[middle] < end) low = middle + 1;
    else high = middle;
  }
  return low;
}

function pricesOf(bars: Bars, starts: Int32Array, rows: number) {
  const count = starts.length;
  const open = new Int32Array(count);
  const high = new Int32Array(count);
  const low = new Int32Array(count);
  const close = new Int32Array(count);
  for (let group = 0; group < count; group += 1) {
    const from = starts[group];
    const to = group + 1 < count ? starts[group + 1] : rows;
    open[group] = bars.open[from];
    close[group] = bars.close[to - 1];
    high[group] = highest(bars.high, from, to);
    low[group] = lowest(bars.low, from, to);
  }
  return { open, high, low, close };
}

function highest(column: Int32Array, from: number, to: number): number {
  let most = column[from];
  for (let row = from + 1; row < to; row += 1) if (column[row] > most) most = column[row];
  return most;
}

function lowest(column: Int32Array, from: number, to: number): number {
  let least = column[from];
  for (let row = from + 1; row < to; row += 1) if (column[row] < least) least = column[row];
  return least;
}

function unfit(bars: Bars, intervalMs: number): PerpmillError {
  return new PerpmillError("CONFIG_INVALID", {
    message: `bars of ${intervalMs} ms cannot be made of bars of ${bars.intervalMs} ms`,
    where: { file: bars.source.name, field: "interval" },
    hint: "The interval must be a multiple of the data's, and its bars must open where bars of the data do.",
  });
}

function noneComplete(bars: Bars, intervalMs: number): PerpmillError {
  const start = bars.count === 0 ? "no bar" : utc(bars.baseTimeMs);
  return new PerpmillError("BARS_RANGE_EMPTY", {
    message: `the data, ${bars.count} bars from ${start}, end before the first bar of ${intervalMs} ms does`,
    where: { file: bars.source.name, field: "interval" },
    hint: "Take more data, a shorter interval, or incompleteLast: true.",
  });
}
