/** What the page asks of the market that is open: what stands beside its bars, and what they cover. */
import type { Hole, MonthCoverage } from "@perpmill/engine";
import type { BarsFacts } from "./protocol";

/** What may stand beside bars. */
export type BesideKind = "mark" | "funding";

/** What is known of a series that stands beside bars. */
export interface SeriesFacts {
  readonly name: string;
  readonly rows: number;
  /** UTC ms of the first and last row */
  readonly firstMs: number;
  readonly lastMs: number;
}

/** Which times the bars cover. */
export interface MarketCoverage {
  /** bars that are there as a share of those expected, 0..1 */
  readonly share: number;
  readonly missing: number;
  readonly holes: number;
  readonly longest: Hole | null;
  readonly months: readonly MonthCoverage[];
}

export type MarketRequest =
  | { readonly kind: "openBeside"; readonly series: BesideKind; readonly files: readonly File[] }
  | { readonly kind: "dropBeside"; readonly series: BesideKind }
  | { readonly kind: "coverage" };

export interface MarketAnswers {
  readonly openBeside: BarsFacts;
  readonly dropBeside: BarsFacts;
  readonly coverage: MarketCoverage;
}
