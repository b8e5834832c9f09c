/** The pictures of a report as short columns, so that RESULT.json alone is enough to draw them. */
import {
  type BacktestResult,
  type EquityColumns,
  TRADE_REASONS,
  type TradeColumns,
} from "../runs/result.js";
import { thin } from "./thin.js";

const DAY_MS = 86_400_000;
const QUOTE_REASON = TRADE_REASONS.indexOf("quote");
/** Stops, limits and liquidations beyond these are not marked one by one. */
const MAX_EVENTS = 200;
/** Shorter runs list their returns by day, longer ones by month. */
const DAILY_UP_TO_DAYS = 62;

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
  readonly returns: {
    readonly period: "day" | "month";
    /** `2024-01-31` or `2024-01` */
    readonly key: readonly string[];
    readonly value: readonly number[];
  };
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

function toPoints(timeMs: Float64Array, values: Float64Array, points: number): SeriesPoints {
  const short = thin({ timeMs, values }, points);
  return { time: Array.from(short.timeMs), value: Array.from(short.values) };
}

/**
 * Fall of equity from its running peak at every row, the peak starting at `initial`.
 * @returns f64[n], share of the peak, 0 or more
 */
export function drawdownColumn(equity: Float64Array, initial: number): Float64Array {
  const out = new Float64Array(equity.length);
  let peak = initial;
  for (let row = 0; row < equity.length; row++) {
    const value = equity[row];
    if (value > peak) peak = value;
    out[row] = 1 - value / peak;
  }
  return out;
}

function inventory(trades: TradeColumns, equity: EquityColumns, points: number): SeriesPoints {
  if (trades.length === 0 || equity.length === 0) return { time: [], value: [] };
  // Two more rows: flat before the first fill, and what is held to the end.
  const timeMs = new Float64Array(trades.length + 2);
  const values = new Float64Array(trades.length + 2);
  timeMs[0] = Math.min(equity.openTimeMs[0], trades.timeMs[0]);
  timeMs.set(trades.timeMs, 1);
  for (let row = 0; row < trades.length; row++) {
    values[row + 1] = (trades.longAfterLots[row] - trades.shortAfterLots[row]) * trades.stepSize;
  }
  const last = trades.length + 1;
  timeMs[last] = Math.max(equity.openTimeMs[equity.length - 1], timeMs[last - 1]);
  values[last] = values[last - 1];
  return toPoints(timeMs, values, points);
}

/** `2024-01` or `2024-01-31` of a UTC time. */
function periodKey(timeMs: number, period: "day" | "month"): string {
  return new Date(timeMs).toISOString().slice(0, period === "day" ? 10 : 7);
}

function periodReturns(equity: EquityColumns, initial: number): ResultSeries["returns"] {
  const count = equity.length;
  const spanMs = count === 0 ? 0 : equity.openTimeMs[count - 1] - equity.openTimeMs[0];
  const period = spanMs <= DAILY_UP_TO_DAYS * DAY_MS ? "day" : "month";
  const key: string[] = [];
  const value: number[] = [];
  let before = initial;
  let dayEndMs = Number.NEGATIVE_INFINITY;
  let current = "";
  for (let row = 0; row <= count; row++) {
    if (row < count && equity.openTimeMs[row] < dayEndMs) continue;
    const next = row < count ? periodKey(equity.openTimeMs[row], period) : "";
    if (next !== current && row > 0) {
      const end = equity.equity[row - 1];
      key.push(current);
      value.push(before === 0 ? 0 : end / before - 1);
      before = end;
    }
    current = next;
    dayEndMs = (Math.floor((equity.openTimeMs[row] ?? 0) / DAY_MS) + 1) * DAY_MS;
  }
  return { period, key, value };
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
export function resultSeries(result: BacktestResult, points: number): ResultSeries {
  const { equity, trades, metrics } = result;
  const initial = result.config.account.initialBalance;
  return {
    equity: toPoints(equity.openTimeMs, equity.equity, points),
    drawdown: toPoints(equity.openTimeMs, drawdownColumn(equity.equity, initial), points),
    inventory: inventory(trades, equity, points),
    returns: periodReturns(equity, initial),
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
