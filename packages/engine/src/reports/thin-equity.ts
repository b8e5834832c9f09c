/** Equity and its fall from the peak, thinned in one pass over the equity. Semantics 9, `equity`. */
import { bucketExtremes, KeptRows, thinRows } from "./thin.js";

/** Rows to keep of each, and the falls at theirs. */
export interface ThinnedEquity {
  readonly equityRows: Int32Array;
  readonly drawdownRows: Int32Array;
  /** at `drawdownRows`, share of the peak, 0 or more */
  readonly drawdown: readonly number[];
}

/**
 * Fall of equity from its running peak at every row.
 * @param initial the peak before the first row
 * @returns f64[n], share of the peak, 0 or more
 */
export function drawdownColumn(equity: Float64Array, initial: number): Float64Array {
  const out = new Float64Array(equity.length);
  let peak = initial;
  for (let row = 0; row < equity.length; row++) {
    const value = equity[row];
    if (value > peak) peak = value;
    out[row] = 1 - value / peak;
  }
  return out;
}

/**
 * Thins equity and drawdown as `thinRows` does each of them. Without a new peak in a bucket the fall is
 * largest where equity is lowest, so that only buckets with one are gone through twice.
 * @param equity f64[n], n >= 1
 * @param points 4 or more
 */
export function thinEquity(equity: Float64Array, initial: number, points: number): ThinnedEquity {
  const { length } = equity;
  if (length <= points) {
    const rows = thinRows(equity, points);
    return {
      equityRows: rows,
      drawdownRows: rows,
      drawdown: Array.from(drawdownColumn(equity, initial)),
    };
  }
  const equityKept = new KeptRows(points);
  const drawdownKept = new KeptRows(points);
  const { buckets } = equityKept;
  const drawdown: number[] = [];
  let peak = initial;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const first = Math.floor((bucket * length) / buckets);
    const end = Math.floor(((bucket + 1) * length) / buckets);
    const extremes = bucketExtremes(equity, first, end);
    equityKept.keep(extremes);
    const high = equity[extremes.highest];
    if (high <= peak) {
      for (const row of drawdownKept.keep(extremes)) drawdown.push(1 - equity[row] / peak);
    } else {
      const falls = drawdownColumn(equity.subarray(first, end), peak);
      const { lowest, highest } = bucketExtremes(falls, 0, falls.length);
      const bounds = { first, end, lowest: first + lowest, highest: first + highest };
      for (const row of drawdownKept.keep(bounds)) drawdown.push(falls[row - first]);
      peak = high;
    }
  }
  return { equityRows: equityKept.rows(), drawdownRows: drawdownKept.rows(), drawdown };
}
