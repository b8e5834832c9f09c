/** Where ordered rows begin to be late enough, by halving. */
import { type Bars, openTimeMs } from "./bars.js";

/**
 * The first row of `[from, count)` that is not before what is looked for; `count` when all are.
 * @param isBefore true for rows up to some place and false from there on
 */
export function firstRow(count: number, isBefore: (row: number) => boolean, from = 0): number {
  let low = from;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first of `count` increasing times, UTC ms, that is `timeMs` or later; `count` when none is. */
export function firstTimeFrom(times: Float64Array, timeMs: number, count = times.length): number {
  return firstRow(count, (row) => times[row] < timeMs);
}

/** The first row of bars that opens at `timeMs` or later; `bars.count` when none does. */
export function firstBarFrom(bars: Bars, timeMs: number): number {
  return firstRow(bars.count, (row) => openTimeMs(bars, row) < timeMs);
}
