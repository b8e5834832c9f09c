/** Bars behind bars, as if one file had held them all. */
import { PerpmillError } from "../errors.js";
import { type Bars, openTimeMs } from "../market-data/bars.js";
import { rescaleBars } from "../market-data/views.js";

const PRICES = ["open", "high", "low", "close"] as const;

/**
 * The bars of `more` behind those of `base`, in the finer of the two price units.
 * @throws BARS_UNSORTED when `more` does not begin after `base` ends; BARS_INTERVAL when intervals
 *   differ; BARS_PRICE_RANGE
 */
export function appendBars(base: Bars, more: Bars): Bars {
  const lastMs = openTimeMs(base, base.count - 1);
  const stepMs = openTimeMs(more, 0) - lastMs;
  if (base.intervalMs !== more.intervalMs || stepMs % base.intervalMs !== 0) {
    throw new PerpmillError("BARS_INTERVAL", {
      message: `bars of ${more.intervalMs} ms cannot follow bars of ${base.intervalMs} ms`,
      hint: "Follow the interval of the data.",
    });
  }
  if (stepMs <= 0) {
    throw new PerpmillError("BARS_UNSORTED", {
      message: `the bar of ${openTimeMs(more, 0)} cannot follow that of ${lastMs}`,
      hint: "Follow from the end of the data on.",
    });
  }
  const priceDecimals = Math.max(base.priceDecimals, more.priceDecimals);
  const parts = [rescaleBars(base, priceDecimals), rescaleBars(more, priceDecimals)];
  const count = base.count + more.count;
  const offset = (more.baseTimeMs - base.baseTimeMs) / base.intervalMs;
  const timeIndex = new Int32Array(count);
  timeIndex.set(base.timeIndex);
  for (let row = 0; row < more.count; row++) {
    timeIndex[base.count + row] = more.timeIndex[row] + offset;
  }
  const [open, high, low, close] = PRICES.map((name) => {
    const column = new Int32Array(count);
    column.set(parts[0][name]);
    column.set(parts[1][name], base.count);
    return column;
  });
  const volume = base.volume && more.volume ? new Float64Array(count) : null;
  volume?.set(base.volume ?? []);
  volume?.set(more.volume ?? [], base.count);
  const holes = base.holes + more.holes + (stepMs > base.intervalMs ? 1 : 0);
  // The source's bytes are no longer those that its MD5 was taken of.
  const source = { ...base.source, md5: null };
  return {
    ...base,
    count,
    priceDecimals,
    timeIndex,
    open,
    high,
    low,
    close,
    volume,
    holes,
    source,
  };
}
