/** What the page asks the engine worker about the fills of a run. The columns stay in the worker. */
import type { FillExplanation, TradeRecord } from "@perpmill/engine";
import type { KlineMarker } from "../charts/kline-source";

/**
 * What a fill did: opened or enlarged a position; took profit, which is closing (a part of) one by a
 * quote with a gain, or closed it without one; or was a market order of a stop, a limit, a regime or the
 * liquidation.
 */
export const TRADE_ROLES = [
  "open",
  "close",
  "takeProfit",
  "stop",
  "limit",
  "regime",
  "liquidation",
] as const;
export type TradeRole = (typeof TRADE_ROLES)[number];

/** Which fills; null: all. */
export interface TradesFilter {
  readonly side: "buy" | "sell" | null;
  readonly role: TradeRole | null;
  readonly liquidity: "maker" | "taker" | null;
  /** UTC ms, `[fromMs, toMs)` */
  readonly fromMs: number | null;
  readonly toMs: number | null;
  /** contracts, both inclusive */
  readonly quantityMin: number | null;
  readonly quantityMax: number | null;
  /** gain of the closed part before fees */
  readonly pnl: "gain" | "loss" | null;
}

export const NO_FILTER: TradesFilter = {
  side: null,
  role: null,
  liquidity: null,
  fromMs: null,
  toMs: null,
  quantityMin: null,
  quantityMax: null,
  pnl: null,
};

export type TradesSortKey = "time" | "price" | "quantity" | "realizedPnl" | "fee";

export interface TradesSort {
  readonly by: TradesSortKey;
  readonly descending: boolean;
}

/** Fills that passed a filter, in an order, and their sums. */
export interface TradesView {
  /** for the calls that follow; of no more use once the run has been replaced */
  readonly id: number;
  /** of the run, and of the view */
  readonly total: number;
  readonly count: number;
  readonly buys: number;
  readonly sells: number;
  /** contracts */
  readonly boughtQuantity: number;
  readonly soldQuantity: number;
  readonly realizedPnl: number;
  readonly fees: number;
  /** to write prices and quantities with */
  readonly priceDecimals: number;
  readonly quantityDecimals: number;
}

/** A fill and where it is. */
export interface TradeRow extends TradeRecord {
  /** among all fills of the run, from 0 */
  readonly row: number;
  /** of the bar in the run, from 0 */
  readonly barIndex: number;
  readonly role: TradeRole;
}

/** Where to go: the first fill at or after a time or a bar, or a fill itself. */
export type TradesPlace =
  | { readonly timeMs: number }
  | { readonly barIndex: number }
  | { readonly row: number };

export type TradesRequest =
  /** fills of a run of the server, as `GET /runs/:id/trades?format=binary` sends them */
  | { readonly kind: "openTrades"; readonly file: Blob }
  | { readonly kind: "closeTrades"; readonly book: number }
  | {
      readonly kind: "tradesView";
      /** null: the newest run in the tab */
      readonly book: number | null;
      readonly filter: TradesFilter;
      readonly sort: TradesSort;
    }
  | {
      readonly kind: "tradesRows";
      readonly view: number;
      readonly first: number;
      readonly end: number;
    }
  /** position in the view; null when nothing of it is there */
  | { readonly kind: "tradesFind"; readonly view: number; readonly place: TradesPlace }
  | {
      readonly kind: "tradesMarkers";
      readonly view: number;
      /** UTC ms, `[fromMs, toMs)` */
      readonly fromMs: number;
      readonly toMs: number;
      /** of the drawn bars */
      readonly intervalMs: number;
    }
  /** the view as TRADES.csv */
  | { readonly kind: "tradesCsv"; readonly view: number }
  /** why a fill of the newest run in the tab happened; its row in the run */
  | { readonly kind: "explainFill"; readonly row: number };

export interface TradesAnswers {
  /** number of the book */
  readonly openTrades: number;
  readonly closeTrades: null;
  readonly tradesView: TradesView;
  readonly tradesRows: readonly TradeRow[];
  readonly tradesFind: number | null;
  readonly tradesMarkers: readonly KlineMarker[];
  readonly tradesCsv: Blob;
  readonly explainFill: FillExplanation;
}
