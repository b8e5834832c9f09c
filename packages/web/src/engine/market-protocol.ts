/** What the page asks of the market that is open: what stands beside its bars, and what they cover. */
import type { Hole, MonthCoverage } from "@perpmill/engine";
import type { BarsFacts, SeriesFacts } from "./market-facts";

export type { SeriesFacts };

/** What may stand beside bars. */
export type BesideKind = "mark" | "funding";

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
