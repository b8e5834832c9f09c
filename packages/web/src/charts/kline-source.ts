/** Bars for a K-line chart, wherever they come from, and what stands on them. */

/** Bars as columns of equal length, oldest first. */
export interface KlineColumns {
  /** UTC ms */
  readonly openTimeMs: ArrayLike<number>;
  /** quote */
  readonly open: ArrayLike<number>;
  readonly high: ArrayLike<number>;
  readonly low: ArrayLike<number>;
  readonly close: ArrayLike<number>;
  /** base; null when the data have none */
  readonly volume: ArrayLike<number> | null;
}

/** The fills in one bar, added up. */
export interface KlineMarker {
  /** UTC ms: open of the bar */
  readonly timeMs: number;
  /** fills */
  readonly buys: number;
  readonly sells: number;
  /** mean price by size, quote; null without such fills */
  readonly buyPrice: number | null;
  readonly sellPrice: number | null;
  /** base */
  readonly buyBase: number;
  readonly sellBase: number;
  /** fills that were not quotes, by their reason: `liquidation`, `stop`, `limit`, `regime` */
  readonly named: readonly string[];
}

/** What stands beside bars, as columns of equal length; NaN where there is nothing. */
export interface KlineBeside {
  /** UTC ms: opens of the bars */
  readonly openTimeMs: ArrayLike<number>;
  /** funding settled in the bar, share of notional; null: there are no rates */
  readonly rate: ArrayLike<number> | null;
  /** all rates from the first one to the bar's end, added up */
  readonly rateSum: ArrayLike<number> | null;
  /** mark above last price at the close; null: there are no mark prices */
  readonly basisBps: ArrayLike<number> | null;
}

/** Bars of one market in any timeframe, asked for by window. */
export interface KlineSource {
  /** another key: another market, the chart starts over */
  readonly key: string;
  readonly symbol: string | null;
  /** of the data, ms; shown are multiples of it */
  readonly intervalMs: number;
  /** UTC ms: opens of the data's first and last bar */
  readonly firstMs: number;
  readonly lastMs: number;
  /**
   * The last `limit` bars of `timeframeMs` that open in `[fromMs, toMs)`; none where there are none.
   * Rejects when they cannot be had.
   */
  readonly bars: (
    timeframeMs: number,
    fromMs: number,
    toMs: number,
    limit: number,
  ) => Promise<KlineColumns>;
  /** What was filled in the bars that open in `[fromMs, toMs)`; absent: there are no fills. */
  readonly markers?: (
    timeframeMs: number,
    fromMs: number,
    toMs: number,
  ) => Promise<readonly KlineMarker[]>;
  /** What stands beside the bars that open in `[fromMs, toMs)`; absent: nothing does. */
  readonly beside?: (timeframeMs: number, fromMs: number, toMs: number) => Promise<KlineBeside>;
}

/** A fill that is pointed at. */
export interface KlinePoint {
  /** UTC ms, any time in its bar */
  readonly timeMs: number;
  /** quote */
  readonly price: number;
}

/** A line or pane of figures about the bars. */
export interface KlineIndicator {
  readonly name: "MA" | "EMA" | "BOLL" | "ATR" | "VOL" | "FUNDING" | "BASIS";
  /** bars, and for BOLL also the deviations; FUNDING and BASIS have none */
  readonly params: readonly number[];
}

/** A stretch of time in UTC ms, both ends shown. */
export interface TimeSpan {
  readonly fromMs: number;
  readonly toMs: number;
}
