/** What is odd about bars before anybody trades on them. Nothing is repaired here. */
import {
  type Bars,
  type DataSource,
  type FillRule,
  type FundingSeries,
  openTimeMs,
  type PriceSeries,
} from "../market-data/bars.js";
import { compareWithBars, compareWithSeries, type PriceComparison } from "./compare-prices.js";
import { type Coverage, coverageOf, type DayCoverage, dayCoverage } from "./coverage.js";
import { type FundingQuality, fundingQuality } from "./funding-quality.js";
import { type Outliers, outliersOf } from "./outliers.js";
import { flatRuns, type Runs, zeroVolumeRuns } from "./still-runs.js";
import { type TickQuality, tickQuality } from "./ticks.js";

/** What the bars are compared with. */
export interface QualityOptions {
  readonly mark?: PriceSeries | undefined;
  /** the same market from another source */
  readonly second?: Bars | undefined;
  readonly funding?: FundingSeries | undefined;
  /** quote, > 0 */
  readonly tickSize?: number | undefined;
}

/** Rows that reading left out; read with `onBadRow: "skip"` to have them counted. */
export interface LeftOutRows {
  readonly all: number;
  readonly duplicates: number;
  readonly outOfOrder: number;
  readonly misaligned: number;
  /** any other reason */
  readonly others: number;
  /** the first few, in words */
  readonly reasons: readonly string[];
}

/** Times are UTC ms; shares are of one. */
export interface QualityReport {
  readonly source: DataSource;
  readonly symbol: string | null;
  readonly fill: FillRule;
  readonly count: number;
  readonly intervalMs: number;
  readonly firstMs: number;
  /** open time of the last bar */
  readonly lastMs: number;
  readonly coverage: Coverage;
  readonly days: DayCoverage;
  readonly leftOut: LeftOutRows;
  readonly zeroVolume: Runs | null;
  readonly flat: Runs;
  readonly ticks: TickQuality;
  readonly outliers: Outliers;
  readonly mark: PriceComparison | null;
  readonly second: PriceComparison | null;
  readonly funding: FundingQuality | null;
}

/**
 * Holes, left-out rows, still bars, prices off tick, outliers, and comparisons with what is given.
 * @param bars read with `onBadRow: "skip"` where bad rows are to be counted instead of refused
 */
export function qualityReport(bars: Bars, options: QualityOptions = {}): QualityReport {
  const { mark, second, funding, tickSize } = options;
  const coverage = coverageOf(bars);
  const firstMs = openTimeMs(bars, 0);
  const lastMs = openTimeMs(bars, bars.count - 1);
  return {
    source: bars.source,
    symbol: bars.symbol,
    fill: bars.fill ?? "none",
    count: bars.count,
    intervalMs: bars.intervalMs,
    firstMs,
    lastMs,
    coverage,
    days: dayCoverage(bars, coverage),
    leftOut: leftOutRows(bars),
    zeroVolume: zeroVolumeRuns(bars),
    flat: flatRuns(bars),
    ticks: tickQuality(bars, tickSize ?? null),
    outliers: outliersOf(bars),
    mark: mark === undefined ? null : compareWithSeries(bars, mark),
    second: second === undefined ? null : compareWithBars(bars, second),
    funding:
      funding === undefined ? null : fundingQuality(funding, firstMs, lastMs + bars.intervalMs),
  };
}

function leftOutRows({ skippedRows, skippedByCode = {}, skippedReasons = [] }: Bars): LeftOutRows {
  const duplicates = skippedByCode.BARS_DUPLICATE ?? 0;
  const outOfOrder = skippedByCode.BARS_UNSORTED ?? 0;
  const misaligned = skippedByCode.BARS_MISALIGNED ?? 0;
  return {
    all: skippedRows,
    duplicates,
    outOfOrder,
    misaligned,
    others: skippedRows - duplicates - outOfOrder - misaligned,
    reasons: skippedReasons,
  };
}
