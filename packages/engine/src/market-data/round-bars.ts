/** Bars rounded to fewer decimals than they were read with. Semantics 1 and 10, `data.priceDecimals`. */
import { PerpmillError } from "../errors.js";
import type { Bars } from "./bars.js";

/** To units a power of ten as large, half up; exact, as units are below 2^31. */
function coarsened(column: Int32Array, factor: number): Int32Array {
  return column.map((units) => Math.floor((units + factor / 2) / factor));
}

/** Decimals at the end that none of the columns uses, at most `decimals`. */
function unusedDecimals(columns: readonly Int32Array[], decimals: number): number {
  let unused = 0;
  let step = 10;
  while (unused < decimals && columns.every((column) => column.every((u) => u % step === 0))) {
    unused += 1;
    step *= 10;
  }
  return unused;
}

function inCoarserUnits(bars: Bars, decimals: number): Bars {
  if (decimals === 0) return bars;
  const factor = 10 ** decimals;
  return {
    ...bars,
    priceDecimals: bars.priceDecimals - decimals,
    open: coarsened(bars.open, factor),
    high: coarsened(bars.high, factor),
    low: coarsened(bars.low, factor),
    close: coarsened(bars.close, factor),
  };
}

/**
 * The whole data set with prices rounded half up to `priceDecimals`, in the units that are then used.
 * @returns the same object when nothing changes
 * @throws BARS_NOT_POSITIVE when a price becomes 0
 */
export function roundBars(bars: Bars, priceDecimals: number): Bars {
  const rounded = inCoarserUnits(bars, Math.max(0, bars.priceDecimals - priceDecimals));
  const row = rounded.low.indexOf(0);
  if (row >= 0) {
    const price = bars.low[row] / 10 ** bars.priceDecimals;
    throw new PerpmillError("BARS_NOT_POSITIVE", {
      message: `a low of ${price} is 0 with ${priceDecimals} price decimals`,
      where: { file: bars.source.name, field: "data.priceDecimals" },
      hint: "Raise data.priceDecimals.",
    });
  }
  const { open, high, low, close } = rounded;
  return inCoarserUnits(rounded, unusedDecimals([open, high, low, close], rounded.priceDecimals));
}
