/** Figures about bars that the chart library does not have of itself. */
import { type KLineData, registerIndicator } from "klinecharts";

/**
 * Wilder's average true range: the mean of the first `length` true ranges, from there each new one
 * weighing one in `length`.
 * @returns a value a bar, quote; null until there are `length` bars
 */
export function averageTrueRange(bars: readonly KLineData[], length: number): (number | null)[] {
  let mean = 0;
  let before: number | null = null;
  return bars.map(({ high, low, close }, row) => {
    const range =
      before === null
        ? high - low
        : Math.max(high - low, Math.abs(high - before), Math.abs(low - before));
    before = close;
    mean = row < length ? mean + range / length : mean + (range - mean) / length;
    return row < length - 1 ? null : mean;
  });
}

let registered = false;

/** Makes `ATR` known to the library; once a page. */
export function registerKlineIndicators(): void {
  if (registered) return;
  registered = true;
  registerIndicator<{ atr?: number }, number>({
    name: "ATR",
    shortName: "ATR",
    series: "price",
    calcParams: [14],
    figures: [{ key: "atr", title: "ATR: ", type: "line" }],
    calc: (bars, { calcParams }) =>
      averageTrueRange(bars, calcParams[0] ?? 14).map((atr) => (atr === null ? {} : { atr })),
  });
}
