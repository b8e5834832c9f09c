/** Trades as columns: what `loadTrades` gives, and bars made of them. Semantics 1 and 2. */
import type { Bars, DataSource } from "../bars.js";
import { type BarInterval, barIntervalMs, intervalOriginMs } from "../resample/bar-interval.js";
import { groupSums } from "../resample/decimal-sums.js";

/** Trades in time order, one row each or one per aggregate of equal trades. Never mutated. */
export interface Trades {
  /** null when the source does not say */
  readonly symbol: string | null;
  readonly count: number;
  /** f64[count], UTC ms, never decreasing; with a fraction where the source has microseconds */
  readonly timeMs: Float64Array;
  /** decimals of the price unit: unit = 10^-priceDecimals */
  readonly priceDecimals: number;
  /** i32[count], price units, > 0 */
  readonly price: Int32Array;
  /** f64[count], base units, > 0 */
  readonly quantity: Float64Array;
  /** u8[count]: 1 where the buyer's order was resting, so that the seller took; else 0 */
  readonly isBuyerMaker: Uint8Array;
  readonly source: DataSource;
  /** rows left out by `onBadRow: "skip"`, 0 otherwise */
  readonly skippedRows: number;
}

/**
 * The bars that the trades make: first, highest, lowest and last price and the exact sum of the
 * quantities. An interval without a trade has no bar. The first and the last bar hold what trades there are.
 * @param interval ms, or text such as `"1m"` and `"1h"`; weeks open on Monday 00:00 UTC
 * @returns the identity of the trades' source
 * @throws CONFIG_INVALID when `interval` is none
 */
export function barsFromTrades(trades: Trades, interval: BarInterval): Bars {
  const intervalMs = barIntervalMs(interval);
  const originMs = intervalOriginMs(intervalMs);
  const { timeMs, price } = trades;
  const intervalOf = (row: number) => Math.floor((timeMs[row] - originMs) / intervalMs);

  const starts: number[] = [];
  const intervals: number[] = [];
  let endMs = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < trades.count; row += 1) {
    if (timeMs[row] < endMs) continue;
    starts.push(row);
    intervals.push(intervalOf(row));
    endMs = originMs + (intervals[intervals.length - 1] + 1) * intervalMs;
  }

  const count = starts.length;
  const open = new Int32Array(count);
  const high = new Int32Array(count);
  const low = new Int32Array(count);
  const close = new Int32Array(count);
  const timeIndex = new Int32Array(count);
  let holes = 0;
  for (let bar = 0; bar < count; bar += 1) {
    const to = bar + 1 < count ? starts[bar + 1] : trades.count;
    open[bar] = price[starts[bar]];
    close[bar] = price[to - 1];
    high[bar] = open[bar];
    low[bar] = open[bar];
    for (let row = starts[bar] + 1; row < to; row += 1) {
      if (price[row] > high[bar]) high[bar] = price[row];
      else if (price[row] < low[bar]) low[bar] = price[row];
    }
    timeIndex[bar] = intervals[bar] - intervals[0];
    if (bar > 0 && timeIndex[bar] - timeIndex[bar - 1] > 1) holes += 1;
  }
  return {
    kind: "last",
    symbol: trades.symbol,
    count,
    intervalMs,
    baseTimeMs: count === 0 ? originMs : originMs + intervals[0] * intervalMs,
    timeIndex,
    priceDecimals: trades.priceDecimals,
    open,
    high,
    low,
    close,
    volume: groupSums(trades.quantity, Int32Array.from(starts), trades.count),
    holes,
    source: trades.source,
    skippedRows: trades.skippedRows,
  };
}
