/** Rows of long columns by time, and prices of bars as one curve that keeps lows and highs. */
import { type Bars, openTimeMs } from "../market-data/bars.js";
import { firstBarFrom, firstTimeFrom } from "../market-data/first-row.js";
import type { TimeColumns } from "./thin.js";

/** First, low, high and last of each bucket. */
const ROWS_PER_BUCKET = 4;

/** The rows in `[fromMs, toMs]` and one beyond on each side, on the same memory. */
export function rowsIn({ timeMs, values }: TimeColumns, fromMs: number, toMs: number): TimeColumns {
  const first = Math.max(0, firstTimeFrom(timeMs, fromMs) - 1);
  const end = Math.min(timeMs.length, firstTimeFrom(timeMs, toMs + 1) + 1);
  return {
    timeMs: timeMs.subarray(first, end),
    values: values.subarray(first, Math.max(first, end)),
  };
}

/**
 * Prices of the bars in `[fromMs, toMs]` and one beyond on each side: closes while there are at most
 * `points`, else of each bucket the first close, the lowest low, the highest high and the last close.
 * @returns quote at the opens of bars, at most `points` rows, times not decreasing
 */
export function priceIn(bars: Bars, fromMs: number, toMs: number, points: number): TimeColumns {
  const first = Math.max(0, firstBarFrom(bars, fromMs) - 1);
  const end = Math.min(bars.count, firstBarFrom(bars, toMs + 1) + 1);
  const length = Math.max(0, end - first);
  const scale = 10 ** bars.priceDecimals;
  if (length <= points) {
    return {
      timeMs: Float64Array.from({ length }, (_, row) => openTimeMs(bars, first + row)),
      values: Float64Array.from({ length }, (_, row) => bars.close[first + row] / scale),
    };
  }
  const buckets = Math.max(1, Math.floor(points / ROWS_PER_BUCKET));
  const timeMs = new Float64Array(buckets * ROWS_PER_BUCKET);
  const values = new Float64Array(buckets * ROWS_PER_BUCKET);
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = first + Math.floor((bucket * length) / buckets);
    const to = first + Math.floor(((bucket + 1) * length) / buckets);
    let lowest = from;
    let highest = from;
    for (let row = from + 1; row < to; row++) {
      if (bars.low[row] < bars.low[lowest]) lowest = row;
      if (bars.high[row] > bars.high[highest]) highest = row;
    }
    const low = [lowest, bars.low[lowest]] as const;
    const high = [highest, bars.high[highest]] as const;
    const between = lowest <= highest ? [low, high] : [high, low];
    const rows = [[from, bars.close[from]], ...between, [to - 1, bars.close[to - 1]]] as const;
    for (const [at, [row, units]] of rows.entries()) {
      timeMs[bucket * ROWS_PER_BUCKET + at] = openTimeMs(bars, row);
      values[bucket * ROWS_PER_BUCKET + at] = units / scale;
    }
  }
  return { timeMs, values };
}
