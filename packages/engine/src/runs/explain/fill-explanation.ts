/** What `explainFill` tells of one fill. Prices in quote, quantities in contracts, times UTC ms. */
import type { FourPointModel } from "../../config/types.js";
import type { RunInputs } from "../prepare.js";
import type { Metrics } from "../result.js";
import type { TradeRecord } from "../trade-records.js";

/** Which fill of which run: the inputs of `backtest`, and a row of its trades. */
export interface ExplainFillOptions extends RunInputs {
  /** row of `trades`, from 0 */
  readonly fill: number;
  readonly signal?: AbortSignal | undefined;
}

/** A bar as decimals. */
export interface ExplainedBar {
  /** index of the bar in the run, from 0 */
  readonly index: number;
  readonly openTimeMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** base units; null without a volume column */
  readonly volume: number | null;
}

/** A point of the assumed path (semantics 2). */
export interface PathPoint {
  /**
   * 0: the last price before the bar, at its time; 1: the open, reached by a jump; 2 and 3: the
   * extremes; 4: the close
   */
  readonly step: 0 | 1 | 2 | 3 | 4;
  readonly timeMs: number;
  readonly price: number;
  /** equal to `price` without a mark series */
  readonly mark: number;
}

/** What of the assumptions a bar's fills hang on. */
export interface FillAssumptions {
  readonly model: FourPointModel;
  readonly rule: "touch" | "through";
  /** share of the bar's volume; null: no cap */
  readonly maxParticipation: number | null;
}

/**
 * What an order was for: `quote` to open (in one-way mode every quote), `take-profit` a resting order
 * that only closes; the others trade at market.
 */
export type OrderRole = "quote" | "take-profit" | "stop" | "limit" | "regime" | "liquidation";

/** The order that was filled, as it was just before. */
export interface ExplainedOrder {
  readonly role: OrderRole;
  /**
   * place among the orders of its side and quote, 1 the nearest to the price; null for orders at
   * market
   */
  readonly level: number | null;
  readonly side: "buy" | "sell";
  readonly positionSide: "net" | "long" | "short";
  /** limit price; of an order at market: the price before slippage */
  readonly price: number;
  /** the price that the path had to reach: `price`, or beyond it by the ticks of `"through"`; null at market */
  readonly trigger: number | null;
  /** what rested, or was asked for at market; the rest after this fill */
  readonly quantity: number;
  readonly remaining: number;
  /** the price around which it was quoted; of an order at market: the price before slippage */
  readonly referencePrice: number;
  /** when it was quoted, and has rested since; of an order at market: the time of the fill */
  readonly referenceTimeMs: number;
  readonly restingSinceMs: number;
}

/**
 * - `touched`: the path came to the limit price (rule `"touch"`)
 * - `crossed`: it went beyond it by the ticks asked for (rule `"through"`)
 * - `gapOpen`: the bar opened at or beyond that price; filled at the limit price all the same
 * - `leftOver`: reached before, but the participation cap had left it (a part) unfilled
 * - `positionStop`, `maxDrawdown`, `minEquity`, `maxDailyLoss`: a stop or limit was met
 * - `extremeFlatten`, `emergencyClose`: the volatility regime traded at a quote
 * - `liquidation`: equity fell to the maintenance margin
 */
export type FillReasonCode =
  | "touched"
  | "crossed"
  | "gapOpen"
  | "leftOver"
  | "positionStop"
  | "maxDrawdown"
  | "minEquity"
  | "maxDailyLoss"
  | "extremeFlatten"
  | "emergencyClose"
  | "liquidation";

/** Why it was filled there, to be put into words. */
export interface FillReason {
  readonly code: FillReasonCode;
  /** true when the participation cap let only a part of it fill */
  readonly capped: boolean;
  /**
   * the numbers of the text by name: `from` and `to` the price before and after the move, `trigger`,
   * `price`, `ticks`; `entry` and `share` of a stop; `equity`, `maintenance` … where they apply
   */
  readonly values: Readonly<Record<string, number>>;
  /** one or two sentences in English */
  readonly text: string;
}

/** The account at one moment. */
export interface ExplainedAccount {
  readonly balance: number;
  readonly long: number;
  readonly short: number;
  /** average entry prices; null on a side without a position */
  readonly entryLong: number | null;
  readonly entryShort: number | null;
  /** balance and unrealised profit at `markPrice` of the explanation */
  readonly equity: number;
}

/** What a bar would have done under other assumptions, from the same state at its open. */
export interface FillAlternative extends FillAssumptions {
  /** these are the assumptions of the run */
  readonly own: boolean;
  /**
   * `same`: the order fills at the same price and quantity; `different`: one of its kind does, but
   * elsewhere, at another time of quoting or in another quantity; `none`
   */
  readonly outcome: "same" | "different" | "none";
  /** that fill, null when there is none */
  readonly fill: TradeRecord | null;
  /** fills in the bar, of all orders */
  readonly fills: number;
  readonly path: readonly PathPoint[];
  /** at the end of the bar */
  readonly longAfter: number;
  readonly shortAfter: number;
  /** recorded at the end of the bar */
  readonly equityAfter: number;
}

export interface FillExplanation {
  /** row of the run's trades, from 0 */
  readonly row: number;
  readonly fill: TradeRecord;
  readonly bar: ExplainedBar;
  /** up to two bars before it, and one after it where there is one */
  readonly before: readonly ExplainedBar[];
  readonly after: readonly ExplainedBar[];
  readonly intervalMs: number;
  readonly tickSize: number;
  readonly assumptions: FillAssumptions;
  /** the five points of the run's own path through the bar */
  readonly path: readonly PathPoint[];
  /** the step of the path that filled it: the move from point `step - 1` to `step`, at whose end it is booked */
  readonly step: 1 | 2 | 3 | 4;
  /** when a straight line between those points comes to the trigger; the time of the fill at market */
  readonly reachedAtMs: number;
  /** when quotes were renewed inside the bar */
  readonly quoteTimesMs: readonly number[];
  readonly order: ExplainedOrder;
  readonly why: FillReason;
  /** low first and high first do not both fill this order at this price and quantity */
  readonly ambiguous: boolean;
  /** both a buy and a sell were filled by a maker in this bar (`ambiguousFillShare` of semantics 9) */
  readonly bothSides: boolean;
  /** mark at the end of the step, at which the two accounts are valued */
  readonly markPrice: number;
  readonly accountBefore: ExplainedAccount;
  readonly accountAfter: ExplainedAccount;
  /** every fill of the bar in the run, in order; `fillIndex` says which of them is this one */
  readonly barFills: readonly TradeRecord[];
  readonly fillIndex: number;
  /** every path model × fill rule × (own cap, no cap), the run's own first */
  readonly others: readonly FillAlternative[];
  /** which limit ended or paused the run, if this fill came from it */
  readonly stopped: Metrics["stopped"];
}
