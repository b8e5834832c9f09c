/** What stands beside bars of any length: funding settled in each, and mark against last price. */
import { type Bars, type FundingSeries, openTimeMs, type PriceSeries } from "./bars.js";
import { firstBarFrom, firstTimeFrom } from "./first-row.js";

/** Columns of one length, a row a bar; NaN where there is nothing. */
export interface BesideColumns {
  /** f64[n], UTC ms: opens of the bars */
  readonly openTimeMs: Float64Array;
  /** funding settled in the bar, share of notional; null without rates */
  readonly rate: Float64Array | null;
  /** all rates from the first one to the bar's end, added up; null without rates */
  readonly rateSum: Float64Array | null;
  /** mark above last price at the close of the bar, bps; null without mark prices */
  readonly basisBps: Float64Array | null;
}

export interface BesideSeries {
  /** of the data, not of the bars that are shown */
  readonly bars: Bars;
  readonly mark: PriceSeries | null;
  readonly funding: FundingSeries | null;
}

/** Rates settled in `[opens, opens + length)` of each bar, and their sum from the first of all. */
function fundingOf(
  { timeMs, rate }: FundingSeries,
  opens: Float64Array,
  intervalMs: number,
): { readonly rate: Float64Array; readonly rateSum: Float64Array } {
  const inBar = new Float64Array(opens.length).fill(Number.NaN);
  const sums = new Float64Array(opens.length).fill(Number.NaN);
  let sum = 0;
  let at = 0;
  // settlements are stamped some ms late: to the second they are where they belong
  const second = (row: number): number => Math.round(timeMs[row] / 1000) * 1000;
  for (let bar = 0; bar < opens.length; bar += 1) {
    const open = opens[bar];
    let settled: number | null = null;
    for (; at < timeMs.length && second(at) < open + intervalMs; at += 1) {
      sum += rate[at];
      if (second(at) >= open) settled = (settled ?? 0) + rate[at];
    }
    if (settled !== null) inBar[bar] = settled;
    if (at > 0) sums[bar] = sum;
  }
  return { rate: inBar, rateSum: sums };
}

/** Mark above last price at the close of each bar, bps; NaN where there is no mark. */
function basisOf(bars: Bars, mark: PriceSeries, opens: Float64Array, intervalMs: number) {
  const scale = 10 ** bars.priceDecimals;
  return opens.map((open) => {
    const row = firstBarFrom(bars, open + intervalMs) - 1;
    const timeMs = row < 0 ? Number.NaN : openTimeMs(bars, row);
    const markRow = firstTimeFrom(mark.openTimeMs, timeMs);
    const last = bars.close[row] / scale;
    if (mark.openTimeMs[markRow] !== timeMs) return Number.NaN;
    return (mark.close[markRow] / last - 1) * 10_000;
  });
}

/**
 * What stands beside bars that are made of others.
 * @param opens f64[n], UTC ms, increasing: opens of the bars that are shown
 * @param intervalMs their length
 */
export function besideBars(
  { bars, mark, funding }: BesideSeries,
  opens: Float64Array,
  intervalMs: number,
): BesideColumns {
  const rates = funding === null ? null : fundingOf(funding, opens, intervalMs);
  return {
    openTimeMs: opens,
    rate: rates?.rate ?? null,
    rateSum: rates?.rateSum ?? null,
    basisBps: mark === null ? null : basisOf(bars, mark, opens, intervalMs),
  };
}
