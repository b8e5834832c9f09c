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
import { everyNth, highestOfEach, lowestOfEach } from "./row-columns.js";
import { groupRows, type RowGroups } from "./row-groups.js";

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
    ...pricesOf(bars, groups, ratio, count, rows),
    volume: bars.volume === null ? null : groupSums(bars.volume, starts, rows),
    holes,
  };
}

function pricesOf(
  bars: Bars,
  { starts, whole }: RowGroups,
  ratio: number,
  count: number,
  rows: number,
) {
  const open = new Int32Array(count);
  const high = new Int32Array(count);
  const low = new Int32Array(count);
  const close = new Int32Array(count);
  const cutGroups = (from: number, to: number): void => {
    for (let group = from; group < to; group += 1) {
      const row = starts[group];
      const length = (group + 1 < count ? starts[group + 1] : rows) - row;
      open[group] = bars.open[row];
      close[group] = bars.close[row + length - 1];
      highestOfEach(bars.high, row, length, high.subarray(group, group + 1));
      lowestOfEach(bars.low, row, length, low.subarray(group, group + 1));
    }
  };
  let done = 0;
  for (const { group, row, groups } of whole) {
    cutGroups(done, group);
    done = group + groups;
    everyNth(bars.open, row, ratio, open.subarray(group, done));
    everyNth(bars.close, row + ratio - 1, ratio, close.subarray(group, done));
    highestOfEach(bars.high, row, ratio, high.subarray(group, done));
    lowestOfEach(bars.low, row, ratio, low.subarray(group, done));
  }
  cutGroups(done, count);
  return { open, high, low, close };
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
