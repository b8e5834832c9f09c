/** What stands beside bars of any timeframe: funding settled in each, and mark against last price. */
import {
  type Bars,
  type FundingSeries,
  openTimeMs,
  type PriceSeries,
  syntheticMark,
} from "@perpmill/engine";
import type { KlineBeside } from "../charts/kline-source";
import { barsIn, firstRowFrom } from "./kline-rows";
import type { Market } from "./market";

/** The first of increasing times that is `timeMs` or later; the number of them when none is. */
function firstFrom(times: Float64Array, timeMs: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Rates settled in `[opens, opens + length)` of each bar, and their sum from the first of all. */
function fundingOf(
  { timeMs, rate }: FundingSeries,
  opens: Float64Array,
  timeframeMs: number,
): { readonly rate: Float64Array; readonly rateSum: Float64Array } {
  const inBar = new Float64Array(opens.length).fill(Number.NaN);
  const sums = new Float64Array(opens.length).fill(Number.NaN);
  let sum = 0;
  let at = 0;
  // settlements are stamped some ms late: to the second they are where they belong
  const second = (row: number): number => Math.round((timeMs[row] ?? 0) / 1000) * 1000;
  for (let bar = 0; bar < opens.length; bar += 1) {
    const open = opens[bar] ?? 0;
    let settled: number | null = null;
    for (; at < timeMs.length && second(at) < open + timeframeMs; at += 1) {
      sum += rate[at] ?? 0;
      if (second(at) >= open) settled = (settled ?? 0) + (rate[at] ?? 0);
    }
    if (settled !== null) inBar[bar] = settled;
    if (at > 0) sums[bar] = sum;
  }
  return { rate: inBar, rateSum: sums };
}

/** Mark above last price at the close of each bar, bps; NaN where there is no mark. */
function basisOf({ bars }: Market, mark: PriceSeries, opens: Float64Array, timeframeMs: number) {
  const scale = 10 ** bars.priceDecimals;
  return opens.map((open) => {
    const row = firstRowFrom(bars, open + timeframeMs) - 1;
    const timeMs = row < 0 ? Number.NaN : openTimeMs(bars, row);
    const markRow = firstFrom(mark.openTimeMs, timeMs);
    const last = (bars.close[row] ?? Number.NaN) / scale;
    if (mark.openTimeMs[markRow] !== timeMs) return Number.NaN;
    return ((mark.close[markRow] ?? Number.NaN) / last - 1) * 10_000;
  });
}

const sampleMarks = new WeakMap<Bars, PriceSeries>();

/** The mark prices that go with a synthetic market; null for any other. Made when first looked at. */
function sampleMark(bars: Bars): PriceSeries | null {
  const seed = /^synthetic seed (\d+)$/.exec(bars.source.name)?.[1];
  if (seed === undefined || !bars.source.synthetic) return null;
  const made = sampleMarks.get(bars) ?? syntheticMark({ seed: Number(seed), bars });
  sampleMarks.set(bars, made);
  return made;
}

/** What stands beside the bars of a timeframe that open in `[fromMs, toMs)`. */
export function besideIn(
  market: Market,
  timeframeMs: number,
  fromMs: number,
  toMs: number,
): KlineBeside {
  const of = barsIn(market.bars, timeframeMs);
  const first = firstRowFrom(of, fromMs);
  const count = Math.max(0, firstRowFrom(of, toMs) - first);
  const opens = Float64Array.from({ length: count }, (_, row) => openTimeMs(of, first + row));
  const { funding } = market;
  const mark = market.mark ?? sampleMark(market.bars);
  const rates = funding === null ? null : fundingOf(funding, opens, timeframeMs);
  return {
    openTimeMs: opens,
    rate: rates?.rate ?? null,
    rateSum: rates?.rateSum ?? null,
    basisBps: mark === null ? null : basisOf(market, mark, opens, timeframeMs),
  };
}
