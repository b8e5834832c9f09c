/** How a number was over time. */

/** Of all values; null: there is none, or it is without bound. */
export interface Spread {
  readonly mean: number | null;
  readonly median: number | null;
  /** the value that 1 % (5 %, 95 %, 99 %) of all lie at or below */
  readonly p1: number | null;
  readonly p5: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly least: number | null;
  readonly most: number | null;
}

/** The value with so large a share of all at or below it. @param sorted upwards, not empty */
export function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** A number as documents have it: null instead of NaN and what is without bound. */
export function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** How the values are spread; those without bound count at the end of theirs. */
export function spreadOf(values: Float64Array): Spread {
  const sorted = values.toSorted();
  let sum = 0;
  for (const value of sorted) sum += value;
  const at = (share: number) => (sorted.length === 0 ? null : finite(quantile(sorted, share)));
  return {
    mean: sorted.length === 0 ? null : finite(sum / sorted.length),
    median: at(0.5),
    p1: at(0.01),
    p5: at(0.05),
    p95: at(0.95),
    p99: at(0.99),
    least: at(0),
    most: at(1),
  };
}
