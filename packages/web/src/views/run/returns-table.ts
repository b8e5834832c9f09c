/** Returns by month as a table of years, and how often which return came. */

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

const NICE = [1, 2, 5];

/** A round width such that about `wanted` bins span the values. */
function binWidth(span: number, wanted: number): number {
  const raw = span / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  return (NICE.find((one) => one * power >= raw) ?? 10) * power;
}

/** Bins of equal, round width, one of which begins at zero. Empty for no values. */
export function histogram(values: readonly number[], wanted = 24): readonly Bin[] {
  if (values.length === 0) return [];
  const low = Math.min(...values);
  const high = Math.max(...values);
  const width = high > low ? binWidth(high - low, wanted) : 0.01;
  const first = Math.floor(low / width);
  const bins = Math.floor(high / width) - first + 1;
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    const bin = Math.floor(value / width) - first;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((count, index) => ({
    from: (first + index) * width,
    to: (first + index + 1) * width,
    count,
  }));
}
