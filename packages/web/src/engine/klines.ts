/** What charts are sent from the worker: bars of any timeframe, by window. */
import { type Bars, dayStats, openTimeMs } from "@perpmill/engine";
import type { KlineColumns } from "../charts/kline-source";
import { heldWindow } from "./held-window";
import { barsIn, firstRowFrom } from "./kline-rows";
import { besideIn } from "./klines-beside";
import type { KlinesAnswers, KlinesRequest } from "./klines-protocol";
import type { Market } from "./market";

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

/** Answers what charts ask of the open market. */
export function answerKlines(
  market: Market,
  request: KlinesRequest,
): KlinesAnswers[KlinesRequest["kind"]] {
  const { bars } = market;
  switch (request.kind) {
    case "dayStats":
      return dayStats(bars);
    case "runWindow":
      return heldWindow(request.window);
    case "klineBeside":
      return besideIn(market, request.timeframeMs, request.fromMs, request.toMs);
    case "klines":
      return klinesIn(bars, request.timeframeMs, request.fromMs, request.toMs, request.limit);
  }
}
