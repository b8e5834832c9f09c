/** What a strategy in TypeScript sees. Prices in quote currency, sizes in contracts, times in UTC ms. */
import type { NormalisedInstrument, OrderSize } from "../config/types.js";
import type { ParameterValues } from "./parameters.js";

/**
 * The complete bars of a run, the latest first: `close(0)` is the close of the last one. NaN where
 * there is no such bar, and for a volume that the data does not have.
 */
export interface BarHistory {
  /** complete bars */
  readonly count: number;
  /** D of semantics 2, ms */
  readonly intervalMs: number;
  open(ago: number): number;
  high(ago: number): number;
  low(ago: number): number;
  close(ago: number): number;
  /** base units */
  volume(ago: number): number;
  /** UTC ms */
  openTime(ago: number): number;
}

/** What is known before the first bar. */
export interface StrategySetup<P> {
  readonly parameters: ParameterValues<P>;
  /** ticks, steps, fees and limits, as in a configuration */
  readonly instrument: NormalisedInstrument;
  readonly leverage: number;
  /** D of semantics 2, ms */
  readonly intervalMs: number;
}

/**
 * A moment of a run. One object serves the whole run: read it during the call, keep none of it. At a
 * quote everything is as it was when the quote was made; in `onBar` it is the end of that bar.
 */
export interface StrategyView<P, S> extends StrategySetup<P> {
  /** what `start` has returned for this run */
  readonly state: S;
  readonly bar: BarHistory;
  /** last price, P of semantics 3 */
  readonly price: number;
  /** mark price; the last price without a mark series */
  readonly mark: number;
  /** UTC ms */
  readonly time: number;
  /** equity at the mark, and balance, quote */
  readonly equity: number;
  readonly balance: number;
  /** long less short, and each side, contracts */
  readonly net: number;
  readonly long: number;
  readonly short: number;
  /** average entry of each side; NaN without a position */
  readonly entryLong: number;
  readonly entryShort: number;
  /** volatility regime: 0 normal, 1 high, 2 extreme, 3 emergency */
  readonly regime: number;
  /** by what the regime multiplies spreads */
  readonly spreadMultiplier: number;
  /** an order size in contracts: whole lots, raised to `minQty`, lowered to `maxOrderQty` */
  quantity(size: OrderSize): number;
  /** the size of an order that is a share of equity, in contracts; as `quantity` */
  shareOfEquity(share: number): number;
  /**
   * net notional as a share of what is allowed, −1 to 1 (E ≤ 0: the sign of net)
   * @param maxRatio net notional that is a full inventory, as a share of equity
   */
  inventory(maxRatio: number): number;
}

/** Places orders in one-way mode. Every price goes to the tick on its own side and is post-only. */
export interface OneWayOrders {
  bid(price: number, quantity: number): void;
  ask(price: number, quantity: number): void;
}

/** Places orders in hedge mode. What closes is cut to what is held, and is nothing without a position. */
export interface HedgeOrders {
  openLong(price: number, quantity: number): void;
  openShort(price: number, quantity: number): void;
  closeLong(price: number, quantity: number): void;
  closeShort(price: number, quantity: number): void;
}

/** The orders that each position mode has. */
export interface OrdersByMode {
  readonly hedge: HedgeOrders;
  readonly oneWay: OneWayOrders;
}

export type PositionMode = keyof OrdersByMode;
