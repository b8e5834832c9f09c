/** Views of bars: a range of time, and other price units. */
import { PerpmillError } from "../errors.js";
import { priceRangeError } from "./bar-columns.js";
import { type Bars, openTimeMs } from "./bars.js";
import { PRICE_UNITS_MAX } from "./decimal-text.js";
import { utc } from "./dropped-rows.js";
import { firstBarFrom } from "./first-row.js";

/**
 * The bars that open in `[startMs, endMs)`, on the same memory; interval, price unit and identity
 * stay those of the whole data set.
 * @param startMs UTC ms, null: from the first bar
 * @param endMs UTC ms, null: to the last bar
 * @throws BARS_RANGE_EMPTY
 */
export function sliceBars(bars: Bars, startMs: number | null, endMs: number | null): Bars {
  const from = startMs === null ? 0 : firstBarFrom(bars, startMs);
  const to = endMs === null ? bars.count : firstBarFrom(bars, endMs);
  if (from === 0 && to === bars.count && bars.count > 0) return bars;
  if (from >= to) throw emptyRange(bars, startMs, endMs);
  const timeIndex = bars.timeIndex.subarray(from, to);
  let holes = 0;
  for (let row = 1; row < timeIndex.length; row += 1) {
    if (timeIndex[row] - timeIndex[row - 1] > 1) holes += 1;
  }
  return {
    ...bars,
    count: to - from,
    timeIndex,
    open: bars.open.subarray(from, to),
    high: bars.high.subarray(from, to),
    low: bars.low.subarray(from, to),
    close: bars.close.subarray(from, to),
    volume: bars.volume === null ? null : bars.volume.subarray(from, to),
    holes,
  };
}

/**
 * The same prices in units of 10^-priceDecimals, which may be finer than before but not coarser.
 * @returns the same object when nothing changes
 * @throws BARS_PRICE_RANGE
 */
export function rescaleBars(bars: Bars, priceDecimals: number): Bars {
  if (priceDecimals === bars.priceDecimals) return bars;
  if (priceDecimals < bars.priceDecimals) {
    throw new RangeError(`cannot take ${bars.priceDecimals} price decimals to ${priceDecimals}`);
  }
  const factor = 10 ** (priceDecimals - bars.priceDecimals);
  let highest = 0;
  for (const high of bars.high) highest = Math.max(highest, high);
  if (highest * factor > PRICE_UNITS_MAX) {
    const price = (highest / 10 ** bars.priceDecimals).toFixed(Math.min(bars.priceDecimals, 100));
    throw priceRangeError(`price ${price}`, priceDecimals, { file: bars.source.name });
  }
  const scaled = (column: Int32Array) => column.map((units) => units * factor);
  return {
    ...bars,
    priceDecimals,
    open: scaled(bars.open),
    high: scaled(bars.high),
    low: scaled(bars.low),
    close: scaled(bars.close),
  };
}

function emptyRange(bars: Bars, startMs: number | null, endMs: number | null): PerpmillError {
  const asked = `[${startMs === null ? "first bar" : utc(startMs)}, ${endMs === null ? "last bar" : utc(endMs)})`;
  const first = utc(openTimeMs(bars, 0));
  const last = utc(openTimeMs(bars, bars.count - 1));
  return new PerpmillError("BARS_RANGE_EMPTY", {
    message: `no bar opens in ${asked}; the data go from ${first} to ${last}`,
    where: { file: bars.source.name, field: "data.start" },
    hint: "Choose data.start and data.end inside the data.",
  });
}
