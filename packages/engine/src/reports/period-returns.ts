/** Returns of days and months, from recorded equity. Periods are of UTC. */
import { firstRow } from "../market-data/first-row.js";

const DAY_MS = 86_400_000;
/** Shorter runs list their returns by day, longer ones by month. */
const DAILY_UP_TO_DAYS = 62;
/** Bins of daily returns, about. */
const BINS = 80;
const NICE = [1, 2, 5] as const;

export type Period = "day" | "month";

/** Recorded equity over time. */
export interface EquityRows {
  /** f64[n], quote */
  readonly equity: Float64Array;
  /** UTC ms of the open of a row's bar, increasing */
  readonly timeAt: (row: number) => number;
}

export interface PeriodReturns {
  readonly period: Period;
  /** `2024-01-31` or `2024-01` */
  readonly key: readonly string[];
  readonly value: readonly number[];
}

/** How often which return of a day came. Bin k is `[from + k·width, from + (k + 1)·width)`. */
export interface ReturnBins {
  readonly from: number;
  readonly width: number;
  readonly counts: readonly number[];
}

/** Start of the period after the one that holds a time. */
function nextStart(timeMs: number, period: Period): number {
  if (period === "day") return (Math.floor(timeMs / DAY_MS) + 1) * DAY_MS;
  const at = new Date(timeMs);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1);
}

/** First row from `from` on whose time is not before `timeMs`. */
function rowAt({ equity, timeAt }: EquityRows, timeMs: number, from: number): number {
  return firstRow(equity.length, (row) => timeAt(row) < timeMs, from);
}

/** First rows of the periods that have rows, and the row behind the last. */
function periodRows(rows: EquityRows, period: Period): number[] {
  const starts: number[] = [];
  for (let row = 0; row < rows.equity.length; ) {
    starts.push(row);
    row = rowAt(rows, nextStart(rows.timeAt(row), period), row + 1);
  }
  return [...starts, rows.equity.length];
}

/** Recorded equity at the end of each period against that of the one before. */
function returnsBetween(starts: readonly number[], equity: Float64Array, initial: number) {
  let before = initial;
  return starts.slice(1).map((end) => {
    const now = equity[end - 1];
    const change = before === 0 ? 0 : now / before - 1;
    before = now;
    return change;
  });
}

/**
 * By day in short runs, by month in long ones.
 * @param initial equity before the first row, quote
 */
export function periodReturns(rows: EquityRows, initial: number): PeriodReturns {
  const { equity, timeAt } = rows;
  if (equity.length === 0) return { period: "day", key: [], value: [] };
  const spanMs = timeAt(equity.length - 1) - timeAt(0);
  const period = spanMs <= DAILY_UP_TO_DAYS * DAY_MS ? "day" : "month";
  const starts = periodRows(rows, period);
  const key = starts
    .slice(0, -1)
    .map((row) => new Date(timeAt(row)).toISOString().slice(0, period === "day" ? 10 : 7));
  return { period, key, value: returnsBetween(starts, equity, initial) };
}

/** A round width such that about `BINS` bins span the values. */
function binWidth(span: number): number {
  const raw = span / BINS;
  const power = 10 ** Math.floor(Math.log10(raw));
  return (NICE.find((one) => one * power >= raw) ?? 10) * power;
}

/** Daily returns in bins of equal, round width, one of which begins at zero. Empty for no rows. */
export function dailyReturnBins(rows: EquityRows, initial: number): ReturnBins {
  const returns = returnsBetween(periodRows(rows, "day"), rows.equity, initial);
  if (returns.length === 0) return { from: 0, width: 0, counts: [] };
  const low = Math.min(...returns);
  const high = Math.max(...returns);
  const width = high > low ? binWidth(high - low) : 0.01;
  const first = Math.floor(low / width);
  const counts = new Array<number>(Math.floor(high / width) - first + 1).fill(0);
  for (const value of returns) counts[Math.floor(value / width) - first]++;
  return { from: first * width, width, counts };
}
