/** The numbers of an account of which only the return of each day is known. */
import { DAILY_RETURNS_MIN, returnRatios } from "../metrics/daily-returns.js";
import { cagr } from "../metrics/growth.js";

const DAY_MS = 86_400_000;

/** Metrics of semantics 9 by their names, from equity at the end of each day. */
export interface DailyMetrics {
  /** UTC days with bars */
  readonly days: number;
  readonly finalEquity: number;
  readonly totalReturn: number;
  /** by days with bars, 365 a year; null with fewer than seven */
  readonly cagr: number | null;
  /** of equity at the end of days: never more than that of every bar */
  readonly maxDrawdown: number;
  readonly sharpe: number | null;
  readonly sortino: number | null;
  readonly volatility: number | null;
  readonly calmar: number | null;
  readonly var95: number | null;
  readonly cvar95: number | null;
}

/**
 * Equity at the end of each day.
 * @param returns of each day, share of one
 * @param initial equity before the first, quote
 * @returns f64[days], quote; what is lost stays lost
 */
export function compounded(returns: ArrayLike<number>, initial: number): Float64Array {
  const equity = new Float64Array(returns.length);
  let now = initial;
  for (let day = 0; day < equity.length; day++) {
    now *= 1 + returns[day];
    equity[day] = now;
  }
  return equity;
}

/** Largest fall of equity at the end of days from its running peak, the first being `initial`. */
function fallOf(equity: Float64Array, initial: number): number {
  let peak = initial;
  let worst = 0;
  for (const now of equity) {
    peak = Math.max(peak, now);
    if (peak > 0) worst = Math.max(worst, (peak - now) / peak);
  }
  return worst;
}

/**
 * @param returns of each day, share of one
 * @param initial equity before the first, quote; 0: nothing is left, and nothing happens
 */
export function dailyMetrics(returns: ArrayLike<number>, initial: number): DailyMetrics {
  const equity = compounded(returns, initial);
  const days = equity.length;
  const finalEquity = days === 0 ? initial : equity[days - 1];
  const growth = days < DAILY_RETURNS_MIN ? null : cagr(finalEquity, initial, days * DAY_MS);
  const maxDrawdown = fallOf(equity, initial);
  return {
    days,
    finalEquity,
    totalReturn: initial > 0 ? finalEquity / initial - 1 : 0,
    cagr: growth,
    maxDrawdown,
    ...returnRatios(Float64Array.from(returns)),
    calmar: growth === null || maxDrawdown === 0 ? null : growth / maxDrawdown,
  };
}

/**
 * Growth in a year of 365 days.
 * @param totalReturn of all days together, share of one
 * @returns share of one; null without a day, or where nothing is left
 */
export function yearly(totalReturn: number, days: number): number | null {
  return days < 1 || totalReturn <= -1 ? null : cagr(1 + totalReturn, 1, days * DAY_MS);
}
