/** Bars of any timeframe in the worker: made once from the open bars, sent by window. */
import { type Bars, dayStats, openTimeMs, resampleBars } from "@perpmill/engine";
import type { KlineColumns } from "../charts/kline-source";
import type { KlinesAnswers, KlinesRequest } from "./klines-protocol";

/** Timeframes of the bars that were looked at; they go with the bars. */
const made = new WeakMap<Bars, Map<number, Bars>>();

/** The bars in a timeframe, the incomplete last one with them. Throws CONFIG_INVALID. */
export function barsIn(bars: Bars, timeframeMs: number): Bars {
  let known = made.get(bars);
  if (known === undefined) {
    known = new Map();
    made.set(bars, known);
  }
  const found = known.get(timeframeMs);
  if (found !== undefined) return found;
  const fresh = resampleBars(bars, timeframeMs, { incompleteLast: true });
  known.set(timeframeMs, fresh);
  return fresh;
}

/** The first row that opens at `timeMs` or later; `count` when none does. */
export function firstRowFrom(bars: Bars, timeMs: number): number {
  let low = 0;
  let high = bars.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (openTimeMs(bars, middle) < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The last `limit` bars of a timeframe that open in `[fromMs, toMs)`; none where there are none. */
export function klinesIn(
  bars: Bars,
  timeframeMs: number,
  fromMs: number,
  toMs: number,
  limit: number,
): KlineColumns {
  const of = barsIn(bars, timeframeMs);
  const end = firstRowFrom(of, toMs);
  const first = Math.max(firstRowFrom(of, fromMs), end - limit);
  const count = Math.max(0, end - first);
  const scale = 10 ** of.priceDecimals;
  const prices = (column: Int32Array): Float64Array =>
    Float64Array.from(column.subarray(first, first + count), (units) => units / scale);
  return {
    openTimeMs: Float64Array.from({ length: count }, (_, row) => openTimeMs(of, first + row)),
    open: prices(of.open),
    high: prices(of.high),
    low: prices(of.low),
    close: prices(of.close),
    volume: of.volume === null ? null : of.volume.slice(first, first + count),
  };
}

/** Answers what charts ask of the open bars. */
export function answerKlines(
  bars: Bars,
  request: KlinesRequest,
): KlinesAnswers[KlinesRequest["kind"]] {
  if (request.kind === "dayStats") return dayStats(bars);
  const { timeframeMs, fromMs, toMs, limit } = request;
  return klinesIn(bars, timeframeMs, fromMs, toMs, limit);
}
