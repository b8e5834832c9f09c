/** What stands beside bars of any timeframe in the worker. */
import {
  type Bars,
  besideBars,
  openTimeMs,
  type PriceSeries,
  syntheticMark,
} from "@perpmill/engine";
import type { KlineBeside } from "../charts/kline-source";
import { barsIn, firstRowFrom } from "./kline-rows";
import type { Market } from "./market";

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
  const mark = market.mark ?? sampleMark(market.bars);
  return besideBars({ bars: market.bars, mark, funding: market.funding }, opens, timeframeMs);
}
