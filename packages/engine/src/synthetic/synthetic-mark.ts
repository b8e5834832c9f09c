/** Mark prices of a synthetic market: close to the last price, calmer, with a small wandering basis. */
import { type Bars, openTimeMs, type PriceSeries } from "../market-data/bars.js";
import { RandomStream } from "./random.js";

export interface SyntheticMarkOptions {
  /** whole, 0..2^64 - 1 */
  readonly seed: number | bigint;
  readonly bars: Bars;
  /** share of rows left out, 0..1; default 0 */
  readonly missingRatio?: number;
}

const BASIS_MEMORY = 0.98;
const BASIS_SIGMA_RATIO = 0.0002;
const BASIS_NEWS = BASIS_SIGMA_RATIO * Math.sqrt(1 - BASIS_MEMORY * BASIS_MEMORY);
/** How far the mark follows an extreme of the last price beyond its body. */
const WICK_RATIO = 0.7;

/**
 * A mark price series with the open times of `bars`, rows left out by `missingRatio`; 8 decimals.
 * Throws CONFIG_INVALID on a bad seed.
 */
export function syntheticMark(options: SyntheticMarkOptions): PriceSeries {
  const { seed, bars, missingRatio = 0 } = options;
  const random = RandomStream.of(seed, 6);
  const rows = RandomStream.of(seed, 7);
  const unit = 1 / Number(`1e${bars.priceDecimals}`);
  const columns = Array.from({ length: 5 }, () => new Float64Array(bars.count));
  const [time, open, high, low, close] = columns;

  let count = 0;
  let basis = 1;
  for (let i = 0; i < bars.count; i++) {
    const openBasis = basis;
    basis = 1 + BASIS_MEMORY * (basis - 1) + BASIS_NEWS * random.nextBell();
    if (rows.next() < missingRatio) continue;
    const opens = bars.open[i] * unit * openBasis;
    const closes = bars.close[i] * unit * basis;
    const top = Math.max(opens, closes);
    const bottom = Math.min(opens, closes);
    const above = bars.high[i] - Math.max(bars.open[i], bars.close[i]);
    const below = Math.min(bars.open[i], bars.close[i]) - bars.low[i];
    time[count] = openTimeMs(bars, i);
    open[count] = eightDecimals(opens);
    close[count] = eightDecimals(closes);
    high[count] = eightDecimals(top + WICK_RATIO * above * unit);
    low[count] = eightDecimals(bottom - WICK_RATIO * below * unit);
    count++;
  }
  return {
    kind: "mark",
    count,
    intervalMs: bars.intervalMs,
    openTimeMs: time.slice(0, count),
    open: open.slice(0, count),
    high: high.slice(0, count),
    low: low.slice(0, count),
    close: close.slice(0, count),
    source: { name: `synthetic mark seed ${seed}`, md5: null, synthetic: true },
  };
}

function eightDecimals(price: number): number {
  return Math.round(price * 1e8) / 1e8;
}
