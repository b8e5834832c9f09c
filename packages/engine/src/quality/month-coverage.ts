/** Which months bars cover, for calendars that a range is chosen in. */
import type { Coverage, DayCoverage } from "./coverage.js";

/** A UTC month that a data set touches. */
export interface MonthCoverage {
  /** UTC ms, the first midnight of the month */
  readonly monthMs: number;
  /** bars that are there as a share of those that the span has room for in this month, 0..1 */
  readonly share: number;
  /** stretches of missing bars that begin in this month */
  readonly holes: number;
}

const DAY_MS = 86_400_000;

function monthOf(ms: number): number {
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

/**
 * The months of a data set, in order of time, none left out between the first and the last.
 * @param coverage of the same bars as the days
 */
export function monthCoverage(
  { firstDayMs, share, possible }: DayCoverage,
  { holes }: Pick<Coverage, "holes">,
): readonly MonthCoverage[] {
  const months = new Map<number, { share: number; possible: number; holes: number }>();
  for (let day = 0; day < share.length; day += 1) {
    const monthMs = monthOf(firstDayMs + day * DAY_MS);
    const month = months.get(monthMs) ?? { share: 0, possible: 0, holes: 0 };
    month.share += share[day];
    month.possible += possible[day];
    months.set(monthMs, month);
  }
  for (const { fromMs } of holes) {
    const month = months.get(monthOf(fromMs));
    if (month !== undefined) month.holes += 1;
  }
  return [...months].map(([monthMs, { share, possible, holes }]) => ({
    monthMs,
    // sums of shares that are no binary fractions
    share: share >= possible * (1 - 1e-9) ? 1 : share / possible,
    holes,
  }));
}
