/** Returns by month as a table of years, and how often which return came. */
import type { ResultSeries } from "@perpmill/engine";

export interface YearRow {
  readonly year: string;
  /** January to December; null where the run was not */
  readonly months: readonly (number | null)[];
  /** compounded */
  readonly whole: number;
}

/** @param keys `2024-01`, increasing */
export function yearRows(keys: readonly string[], values: readonly number[]): readonly YearRow[] {
  const byYear = new Map<string, (number | null)[]>();
  for (const [index, key] of keys.entries()) {
    const year = key.slice(0, 4);
    const months = byYear.get(year) ?? new Array<number | null>(12).fill(null);
    months[Number(key.slice(5, 7)) - 1] = values[index] ?? null;
    byYear.set(year, months);
  }
  return [...byYear].map(([year, months]) => ({
    year,
    months,
    whole: months.reduce<number>((grown, month) => grown * (1 + (month ?? 0)), 1) - 1,
  }));
}

export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** How often which return of a day came. Results of earlier versions do not tell: no bins. */
export function dayBins({ dailyReturns }: Pick<ResultSeries, "dailyReturns">): readonly Bin[] {
  if (dailyReturns === undefined) return [];
  const { from, width, counts } = dailyReturns;
  // by number, so that the bin which begins at zero does so exactly
  const first = Math.round(from / width);
  return counts.map((count, index) => ({
    from: (first + index) * width,
    to: (first + index + 1) * width,
    count,
  }));
}
