/** Bars as columns: what every reader produces and every run reads. Semantics 1 and 2. */

/**
 * What is done about missing bars. `"none"`: holes stay; `"flat"`: a missing bar repeats the close
 * before it, with no volume; `"dropDay"`: a UTC day with a hole is left out whole.
 */
export type FillRule = "none" | "flat" | "dropDay";

/** Minute (or other) bars of the last price. All columns have length `count`; never mutated. */
export interface Bars {
  readonly kind: "last";
  /** null when the source does not say */
  readonly symbol: string | null;
  readonly count: number;
  /** D of semantics 2: the smallest distance of two bars in the whole data set, ms */
  readonly intervalMs: number;
  /** UTC ms of row 0's time index 0: openTime of row i = baseTimeMs + timeIndex[i] * intervalMs */
  readonly baseTimeMs: number;
  readonly timeIndex: Int32Array;
  /** decimals of the price unit: unit = 10^-priceDecimals (of the whole data set, also in a view) */
  readonly priceDecimals: number;
  /** price units, i32 */
  readonly open: Int32Array;
  readonly high: Int32Array;
  readonly low: Int32Array;
  readonly close: Int32Array;
  /** base units; null when the source has no volume column */
  readonly volume: Float64Array | null;
  /** missing stretches: rows where openTime jumps by more than one interval */
  readonly holes: number;
  readonly source: DataSource;
  /** rows left out by `onBadRow: "skip"`, 0 otherwise */
  readonly skippedRows: number;
  /** why and where the first few were left out; absent when none were */
  readonly skippedReasons?: readonly string[];
  /** how many were left out for each reason, by error code; absent when none were */
  readonly skippedByCode?: Readonly<Record<string, number>>;
  /** the rule for holes that was applied; absent when none was */
  readonly fill?: Exclude<FillRule, "none">;
  /** rows that `fill` added, below 0: rows that it left out; absent without `fill` */
  readonly filledRows?: number;
}

/** Bars of a derived price series (mark, index, premium), prices in quote as f64. */
export interface PriceSeries {
  readonly kind: "mark" | "index" | "premium";
  readonly count: number;
  readonly intervalMs: number;
  /** f64[count], UTC ms, increasing */
  readonly openTimeMs: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly source: DataSource;
}

/** Settled funding rates. */
export interface FundingSeries {
  readonly count: number;
  /** f64[count], UTC ms as the source has them (rounded to the nearest second when used) */
  readonly timeMs: Float64Array;
  /** f64[count], share of notional, positive: longs pay */
  readonly rate: Float64Array;
  readonly source: DataSource;
}

/** Identity of what was read. */
export interface DataSource {
  /** file name, "synthetic seed 1", or "bytes" */
  readonly name: string;
  /** lower-case hex MD5 of the source's bytes (of all files in order), null when made in memory */
  readonly md5: string | null;
  readonly synthetic: boolean;
}

/** openTime of row `index`, UTC ms. */
export function openTimeMs(bars: Bars, index: number): number {
  return bars.baseTimeMs + bars.timeIndex[index] * bars.intervalMs;
}
