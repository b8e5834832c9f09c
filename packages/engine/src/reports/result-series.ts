/** The pictures of a report as short columns, so that RESULT.json alone is enough to draw them. */
import { type Metrics, TRADE_REASONS, type TradeColumns } from "../runs/result.js";
import {
  dailyReturnBins,
  type EquityRows,
  type PeriodReturns,
  periodReturns,
  type ReturnBins,
} from "./period-returns.js";
import { thin } from "./thin.js";
import { thinEquity } from "./thin-equity.js";

const QUOTE_REASON = TRADE_REASONS.indexOf("quote");
/** Stops, limits and liquidations beyond these are not marked one by one. */
const MAX_EVENTS = 200;

/** Times in UTC ms and what was seen then; both have the same length. */
export interface SeriesPoints {
  readonly time: readonly number[];
  readonly value: readonly number[];
}

/** Everything that the pictures need; at most `points` rows a series. */
export interface ResultSeries {
  /** recorded equity, quote */
  readonly equity: SeriesPoints;
  /** fall from the running peak of recorded equity, share of the peak, 0 or more */
  readonly drawdown: SeriesPoints;
  /** long minus short after fills, contracts; empty when the run kept no trades */
  readonly inventory: SeriesPoints;
  /** recorded equity against the end of the period before (first: the initial balance) */
  readonly returns: PeriodReturns;
  /** how often which return of a day came; absent in results of earlier versions */
  readonly dailyReturns?: ReturnBins;
  /** what the profit is made of, quote; adds up to `finalEquity - initialBalance` */
  readonly attribution: Readonly<Record<AttributionTerm, number>>;
  /** fills that were not quotes, one a time and reason, the first 200 */
  readonly events: { readonly time: readonly number[]; readonly reason: readonly string[] };
}

/** The terms of semantics 9, with the sign they have in the sum. */
export const ATTRIBUTION_TERMS = [
  "spreadPnl",
  "inventoryPnl",
  "fees",
  "rebates",
  "funding",
  "deficit",
] as const;
export type AttributionTerm = (typeof ATTRIBUTION_TERMS)[number];

/** What series are made of. */
export interface SeriesSource extends EquityRows {
  readonly trades: TradeColumns;
  readonly metrics: Metrics;
  /** equity before the first bar, quote */
  readonly initial: number;
}

function inventory({ trades, equity, timeAt }: SeriesSource, points: number): SeriesPoints {
  if (trades.length === 0 || equity.length === 0) return { time: [], value: [] };
  // Two more rows: flat before the first fill, and what is held to the end.
  const timeMs = new Float64Array(trades.length + 2);
  const values = new Float64Array(trades.length + 2);
  timeMs[0] = Math.min(timeAt(0), trades.timeMs[0]);
  timeMs.set(trades.timeMs, 1);
  for (let row = 0; row < trades.length; row++) {
    values[row + 1] = (trades.longAfterLots[row] - trades.shortAfterLots[row]) * trades.stepSize;
  }
  const last = trades.length + 1;
  timeMs[last] = Math.max(timeAt(equity.length - 1), timeMs[last - 1]);
  values[last] = values[last - 1];
  const short = thin({ timeMs, values }, points);
  return { time: Array.from(short.timeMs), value: Array.from(short.values) };
}

function events(trades: TradeColumns): ResultSeries["events"] {
  const time: number[] = [];
  const reason: string[] = [];
  let lastTime = Number.NaN;
  let lastReason = QUOTE_REASON;
  for (let row = 0; row < trades.length && time.length < MAX_EVENTS; row++) {
    const code = trades.reason[row];
    if (code === QUOTE_REASON) continue;
    if (trades.timeMs[row] === lastTime && code === lastReason) continue;
    lastTime = trades.timeMs[row];
    lastReason = code;
    time.push(lastTime);
    reason.push(TRADE_REASONS[code]);
  }
  return { time, reason };
}

/**
 * The series of a run for RESULT.json.
 * @param points most rows of each series, 4 or more
 */
export function resultSeries(source: SeriesSource, points: number): ResultSeries {
  const { equity, timeAt, trades, metrics, initial } = source;
  const short = thinEquity(equity, initial, points);
  return {
    equity: {
      time: Array.from(short.equityRows, timeAt),
      value: Array.from(short.equityRows, (row) => equity[row]),
    },
    drawdown: { time: Array.from(short.drawdownRows, timeAt), value: short.drawdown },
    inventory: inventory(source, points),
    returns: periodReturns(source, initial),
    dailyReturns: dailyReturnBins(source, initial),
    attribution: {
      spreadPnl: metrics.spreadPnl,
      inventoryPnl: metrics.inventoryPnl,
      fees: -metrics.fees,
      rebates: metrics.rebates,
      funding: metrics.funding,
      deficit: metrics.deficit,
    },
    events: events(trades),
  };
}
