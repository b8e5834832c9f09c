/** The UTC days that bars lie in. */
import { type Bars, openTimeMs } from "./bars.js";

const DAY_MS = 86_400_000;

/**
 * UTC days with bars, by open time.
 * @returns i32[days], days since 1970-01-01, increasing
 */
export function utcDays(bars: Bars): Int32Array {
  const days: number[] = [];
  let nextMs = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < bars.count; row++) {
    const openMs = openTimeMs(bars, row);
    if (openMs < nextMs) continue;
    const day = Math.floor(openMs / DAY_MS);
    days.push(day);
    nextMs = (day + 1) * DAY_MS;
  }
  return Int32Array.from(days);
}
