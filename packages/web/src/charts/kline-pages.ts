/**
 * Pages of bars: the chart holds a window of the market and asks for what lies before and after it.
 * Windows open where bars of the timeframe do, so that no bar is cut.
 */
import type { KLineData } from "klinecharts";
import type { KlineColumns, KlineSource } from "./kline-source";

/** Bars asked for at once: some screens of them. */
export const PAGE_BARS = 1000;
/** A hole is crossed in steps of so many pages; a step is never cut by the limit. */
const STRIDE_PAGES = 5;

const WEEK_MS = 604_800_000;
/** Weeks begin on Monday; the epoch was a Thursday. */
const FIRST_MONDAY_MS = 345_600_000;

/** Bars in order, and whether there are others beside them. */
export interface KlinePage {
  readonly bars: KLineData[];
  readonly older: boolean;
  readonly newer: boolean;
}

/** The open of the bar of `timeframeMs` that a time is in, UTC ms. */
export function barOpenMs(timeMs: number, timeframeMs: number): number {
  const origin = timeframeMs % WEEK_MS === 0 ? FIRST_MONDAY_MS : 0;
  return Math.floor((timeMs - origin) / timeframeMs) * timeframeMs + origin;
}

/** Columns as the chart wants them: an object a bar. */
export function klineRows(columns: KlineColumns): KLineData[] {
  const { openTimeMs, open, high, low, close, volume } = columns;
  return Array.from({ length: openTimeMs.length }, (_, row) => ({
    timestamp: openTimeMs[row] ?? 0,
    open: open[row] ?? 0,
    high: high[row] ?? 0,
    low: low[row] ?? 0,
    close: close[row] ?? 0,
    ...(volume === null ? {} : { volume: volume[row] ?? 0 }),
  }));
}

/** Reads a market in one timeframe. */
export class KlinePages {
  readonly #source: KlineSource;
  readonly #timeframeMs: number;

  constructor(source: KlineSource, timeframeMs: number) {
    this.#source = source;
    this.#timeframeMs = timeframeMs;
  }

  get #firstOpen(): number {
    return barOpenMs(this.#source.firstMs, this.#timeframeMs);
  }

  get #end(): number {
    return barOpenMs(this.#source.lastMs, this.#timeframeMs) + this.#timeframeMs;
  }

  /** The page with a time in its middle; null: the newest one. */
  async around(centreMs: number | null): Promise<KlinePage> {
    const reach = (PAGE_BARS / 2) * this.#timeframeMs;
    const centre = centreMs === null ? this.#end : barOpenMs(centreMs, this.#timeframeMs);
    const to = Math.max(Math.min(centre + reach, this.#end), this.#firstOpen + this.#timeframeMs);
    const bars = await this.#read(to - 2 * reach, to, PAGE_BARS);
    if (bars.length > 0) return this.#page(bars);
    // The time is in a hole: what is beside it is as near as one gets.
    const before = await this.before(to);
    return before.bars.length > 0 ? before : this.after(to - this.#timeframeMs);
  }

  /** The bars before the one that opens at `timeMs`. */
  async before(timeMs: number): Promise<KlinePage> {
    let to = timeMs;
    let pages = 1;
    while (to > this.#firstOpen) {
      const from = to - pages * PAGE_BARS * this.#timeframeMs;
      const bars = await this.#read(from, to, pages * PAGE_BARS);
      if (bars.length > 0) return this.#page(bars);
      to = from;
      pages = STRIDE_PAGES;
    }
    return { bars: [], older: false, newer: true };
  }

  /** The bars after the one that opens at `timeMs`. */
  async after(timeMs: number): Promise<KlinePage> {
    let from = timeMs + this.#timeframeMs;
    let pages = 1;
    while (from < this.#end) {
      const to = from + pages * PAGE_BARS * this.#timeframeMs;
      const bars = await this.#read(from, to, pages * PAGE_BARS);
      if (bars.length > 0) return this.#page(bars);
      from = to;
      pages = STRIDE_PAGES;
    }
    return { bars: [], older: true, newer: false };
  }

  async #read(fromMs: number, toMs: number, limit: number): Promise<KLineData[]> {
    return klineRows(await this.#source.bars(this.#timeframeMs, fromMs, toMs, limit));
  }

  #page(bars: KLineData[]): KlinePage {
    const first = bars[0]?.timestamp ?? this.#firstOpen;
    const last = bars[bars.length - 1]?.timestamp ?? this.#end;
    return {
      bars,
      older: first > this.#firstOpen,
      newer: last + this.#timeframeMs < this.#end,
    };
  }
}

/** What the library wants to know: whether there are bars before and after. */
export function moreOf({ older, newer }: KlinePage): { forward: boolean; backward: boolean } {
  return { forward: older, backward: newer };
}

/** Decimals that prices are written with, as far as the first ones show it: 0 to 8. */
export function priceDecimals(prices: ArrayLike<number>): number {
  let decimals = 0;
  for (let row = 0; row < Math.min(prices.length, 500); row += 1) {
    const text = (prices[row] ?? 0).toFixed(8).replace(/0+$/, "");
    decimals = Math.max(decimals, text.length - text.indexOf(".") - 1);
  }
  return decimals;
}
