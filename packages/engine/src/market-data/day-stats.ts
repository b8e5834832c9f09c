/** The last 24 hours of bars in figures, as tickers of exchanges show them. */
import { PerpmillError } from "../errors.js";
import { type Bars, openTimeMs } from "./bars.js";
import { groupSums } from "./resample/decimal-sums.js";
import { sliceBars } from "./views.js";

const DAY_MS = 86_400_000;

/** Prices are quote, volumes base units, times UTC ms. */
export interface DayStats {
  /** open time of the first bar that is counted */
  readonly fromMs: number;
  /** when the last bar ends */
  readonly toMs: number;
  readonly bars: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  /** close of the last bar */
  readonly last: number;
  /** `last` less `open`; the ratio is a share of `open` */
  readonly change: number;
  readonly changeRatio: number;
  /** null when the bars have none */
  readonly volume: number | null;
}

/**
 * Figures of the bars that open in the 24 hours before the last one ends; of the last bar alone where
 * bars are longer than that.
 * @throws BARS_EMPTY
 */
export function dayStats(bars: Bars): DayStats {
  if (bars.count === 0) {
    throw new PerpmillError("BARS_EMPTY", {
      message: "there is no bar to take figures of",
      where: { file: bars.source.name },
    });
  }
  const lastMs = openTimeMs(bars, bars.count - 1);
  const toMs = lastMs + bars.intervalMs;
  const day = sliceBars(bars, Math.min(toMs - DAY_MS, lastMs), null);
  const { count, open, high, low, close, volume, priceDecimals } = day;
  const quote = (units: number) => units / 10 ** priceDecimals;
  let highest = high[0];
  let lowest = low[0];
  for (let row = 1; row < count; row += 1) {
    highest = Math.max(highest, high[row]);
    lowest = Math.min(lowest, low[row]);
  }
  const change = close[count - 1] - open[0];
  return {
    fromMs: openTimeMs(day, 0),
    toMs,
    bars: count,
    open: quote(open[0]),
    high: quote(highest),
    low: quote(lowest),
    last: quote(close[count - 1]),
    change: quote(change),
    changeRatio: change / open[0],
    volume: volume === null ? null : groupSums(volume, Int32Array.of(0), count)[0],
  };
}
