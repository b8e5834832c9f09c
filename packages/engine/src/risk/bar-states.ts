/** What was held at the end of every bar of a run. */
import type { Bars, PriceSeries } from "../market-data/bars.js";
import type { EquityColumns, TradeColumns } from "../runs/result.js";

/** A row a bar of the run, at its close. */
export interface BarStates {
  readonly length: number;
  readonly openTimeMs: Float64Array;
  /** quote */
  readonly equity: Float64Array;
  /** mark, or close where there is no mark series, units */
  readonly units: Float64Array;
  readonly longLots: Float64Array;
  readonly shortLots: Float64Array;
}

/** Closes in units: of the mark where it has a row for the bar, as positions are valued by it. */
function closesOf(bars: Bars, mark: PriceSeries | null, times: Float64Array): Float64Array {
  const closes = Float64Array.from(bars.close.subarray(0, times.length));
  if (mark === null) return closes;
  const scale = 10 ** bars.priceDecimals;
  let row = 0;
  for (let i = 0; i < times.length; i++) {
    while (row < mark.count && mark.openTimeMs[row] < times[i]) row++;
    if (row < mark.count && mark.openTimeMs[row] === times[i]) closes[i] = mark.close[row] * scale;
  }
  return closes;
}

/**
 * States from what a run recorded.
 * @param bars those that were run, from the first
 * @param mark null: without a mark series
 */
export function barStates(
  { trades, equity }: { readonly trades: TradeColumns; readonly equity: EquityColumns },
  bars: Bars,
  mark: PriceSeries | null,
): BarStates {
  const { length, openTimeMs } = equity;
  const longLots = new Float64Array(length);
  const shortLots = new Float64Array(length);
  let row = 0;
  let long = 0;
  let short = 0;
  for (let i = 0; i < length; i++) {
    for (; row < trades.length && trades.barIndex[row] === i; row++) {
      long = trades.longAfterLots[row];
      short = trades.shortAfterLots[row];
    }
    longLots[i] = long;
    shortLots[i] = short;
  }
  return {
    ...{ length, openTimeMs, equity: equity.equity, longLots, shortLots },
    units: closesOf(bars, mark, openTimeMs),
  };
}
