/** Which times bars cover: span, holes, and the share of each UTC day. */
import { type Bars, openTimeMs } from "../market-data/bars.js";

/** A stretch of missing bars. */
export interface Hole {
  /** UTC ms, the open time of the first missing bar */
  readonly fromMs: number;
  /** missing bars, > 0 */
  readonly bars: number;
}

export interface Coverage {
  /** bars that the span would hold */
  readonly expected: number;
  readonly missing: number;
  /** bars that are there as a share of those expected, 0..1 */
  readonly share: number;
  /** all of them, in order of time */
  readonly holes: readonly Hole[];
  readonly longest: Hole | null;
}

/** The holes between the first bar and the last. */
export function coverageOf(bars: Bars): Coverage {
  const { timeIndex, count, intervalMs } = bars;
  const holes: Hole[] = [];
  let longest: Hole | null = null;
  for (let row = 1; row < count; row += 1) {
    const absent = timeIndex[row] - timeIndex[row - 1] - 1;
    if (absent === 0) continue;
    const hole = { fromMs: openTimeMs(bars, row - 1) + intervalMs, bars: absent };
    holes.push(hole);
    if (longest === null || absent > longest.bars) longest = hole;
  }
  const expected = timeIndex[count - 1] - timeIndex[0] + 1;
  return { expected, missing: expected - count, share: count / expected, holes, longest };
}

const DAY_MS = 86_400_000;
/** A thousand years: a stray time in the far future is told by its hole, not drawn. */
const DAYS_MAX = 365_000;

/** Coverage of the UTC days that a data set touches, at most its first thousand years. */
export interface DayCoverage {
  /** UTC ms, midnight before the first bar */
  readonly firstDayMs: number;
  /** f64[days], share of the day that bars cover, 0..1 */
  readonly share: Float64Array;
  /** f64[days], share of the day that lies inside the span, 0..1; 1 but for the first and the last */
  readonly possible: Float64Array;
}

/** The share of each UTC day that bars cover, a bar covering all of its interval. */
export function dayCoverage(bars: Bars, { holes }: Coverage): DayCoverage {
  const startMs = openTimeMs(bars, 0);
  const endMs = openTimeMs(bars, bars.count - 1) + bars.intervalMs;
  const firstDayMs = Math.floor(startMs / DAY_MS) * DAY_MS;
  const days = Math.min(DAYS_MAX, Math.ceil((endMs - firstDayMs) / DAY_MS));
  const possible = new Float64Array(days);
  addSpan(possible, firstDayMs, startMs, endMs, 1);
  const share = possible.slice();
  for (const { fromMs, bars: absent } of holes) {
    addSpan(share, firstDayMs, fromMs, fromMs + absent * bars.intervalMs, -1);
  }
  // sums of shares that are no binary fractions
  for (let day = 0; day < days; day += 1) share[day] = Math.max(0, share[day]);
  return { firstDayMs, share, possible };
}

function addSpan(
  days: Float64Array,
  firstDayMs: number,
  fromMs: number,
  toMs: number,
  sign: 1 | -1,
): void {
  const endMs = Math.min(toMs, firstDayMs + days.length * DAY_MS);
  for (let ms = fromMs; ms < endMs; ) {
    const day = Math.floor((ms - firstDayMs) / DAY_MS);
    const next = Math.min(endMs, firstDayMs + (day + 1) * DAY_MS);
    days[day] += (sign * (next - ms)) / DAY_MS;
    ms = next;
  }
}
