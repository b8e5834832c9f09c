/** Mark prices as runs use them: a row a bar, in the units of the bars. */
import { type Bars, openTimeMs, type PriceSeries } from "./bars.js";

/** Mark prices in price units, one row a bar, no NaN. */
export interface MarkColumns {
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
}

/** Bars and the mark prices beside them. */
export interface MarkedBars {
  readonly bars: Bars;
  readonly mark: MarkColumns;
}

/** Columns without prices yet, each f64[rows]. */
export function emptyMark(rows: number): MarkColumns {
  return {
    open: new Float64Array(rows),
    high: new Float64Array(rows),
    low: new Float64Array(rows),
    close: new Float64Array(rows),
  };
}

/**
 * Writes each row that opens with a bar beside that bar, in its units and not rounded; NaN beside a bar
 * without one.
 * @returns bars with a row
 */
function alignMark(bars: Bars, series: PriceSeries, into: MarkColumns): number {
  const unitsPerPrice = 10 ** bars.priceDecimals;
  const { open, high, low, close } = into;
  for (const column of [open, high, low, close]) column.fill(Number.NaN);
  let at = 0;
  let matched = 0;
  for (let row = 0; row < bars.count; row += 1) {
    const timeMs = openTimeMs(bars, row);
    while (at < series.count && series.openTimeMs[at] < timeMs) at += 1;
    if (at === series.count) break;
    if (series.openTimeMs[at] !== timeMs) continue;
    open[row] = series.open[at] * unitsPerPrice;
    high[row] = series.high[at] * unitsPerPrice;
    low[row] = series.low[at] * unitsPerPrice;
    close[row] = series.close[at] * unitsPerPrice;
    matched += 1;
  }
  return matched;
}

/**
 * Writes the mark prices of each bar; one without a mark row has its last prices (semantics 1, 2).
 * @param into f64[bars.count] each
 * @returns bars with a mark row
 */
export function markInto(into: MarkColumns, bars: Bars, series: PriceSeries): number {
  const matched = alignMark(bars, series, into);
  const { open, high, low, close } = into;
  for (let row = 0; row < bars.count; row += 1) {
    if (!Number.isNaN(open[row])) continue;
    open[row] = bars.open[row];
    high[row] = bars.high[row];
    low[row] = bars.low[row];
    close[row] = bars.close[row];
  }
  return matched;
}

/** The mark prices of a part of bars, on the same memory; null when the part is none: in other units. */
export function markOfPart({ bars, mark }: MarkedBars, part: Bars): MarkColumns | null {
  if (part.open.buffer !== bars.open.buffer) return null;
  const from = (part.open.byteOffset - bars.open.byteOffset) / part.open.BYTES_PER_ELEMENT;
  const to = from + part.count;
  return {
    open: mark.open.subarray(from, to),
    high: mark.high.subarray(from, to),
    low: mark.low.subarray(from, to),
    close: mark.close.subarray(from, to),
  };
}
