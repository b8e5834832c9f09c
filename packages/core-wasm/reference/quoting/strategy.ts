/** What a strategy sees, what it may do, and the order size they share. Semantics 8. */
import type { ReferenceBars, ReferenceSize, ReferenceStrategy } from "../input.js";
import { type Instrument, notionalOf } from "../instrument.js";
import type { Order } from "../matching.js";
import { clampBetween } from "../math/guard.js";
import { floorLots } from "../math/rounding.js";

export interface QuoteView {
  /** t_k, UTC ms */
  readonly timeMs: number;
  /** D */
  readonly intervalMs: number;
  /** P, price units */
  readonly at: number;
  /** E, at the mark, quote */
  readonly equity: number;
  readonly long: number;
  readonly short: number;
  readonly net: number;
  /** quote */
  readonly balance: number;
  /** average entries, price units, 0 without lots */
  readonly entryLong: number;
  readonly entryShort: number;
  /** of the regime; multiplies bid, ask and close spreads */
  readonly spreadMultiplier: number;
}

/**
 * Hands an order to the modifiers and the checks of semantics 4, 5 and 8.
 * @param reduceOnly one-way: cut to what reduces the position; off when left out
 */
export type Place = (
  isBuy: boolean,
  positionSide: "net" | "long" | "short",
  priceUnits: number,
  lots: number,
  reduceOnly?: boolean,
) => void;

/** A bar that is complete; prices in price units, volume in base units (0 when the data has none). */
export interface CompleteBar {
  readonly openTimeMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** What a maker fill took from one order. */
export interface OrderFill {
  readonly isBuy: boolean;
  readonly positionSide: "net" | "long" | "short";
  readonly priceUnits: number;
  /** of this fill, whole, over 0 */
  readonly lots: number;
  /** nothing of the order is left */
  readonly isWhole: boolean;
  readonly timeMs: number;
}

export interface Strategy {
  /** its orders stay at a quote; off when left out */
  readonly keepsOrders?: boolean;
  /** Places the orders of one quote, in order. */
  quote(view: QuoteView, place: Place): void;
  /** Takes a bar in, after its last step. */
  afterBar?(bar: CompleteBar): void;
  /** Hears of a maker fill that has just been booked. */
  filled?(fill: OrderFill): void;
}

/** Bar `i` of the run as a strategy sees it. */
export function completeBar(bars: ReferenceBars, i: number): CompleteBar {
  return {
    openTimeMs: bars.openTimeMs[i],
    open: bars.open[i],
    high: bars.high[i],
    low: bars.low[i],
    close: bars.close[i],
    volume: bars.volume === null ? 0 : bars.volume[i],
  };
}

/** What a strategy hears of `lots` that an order has just got. */
export function fillOf(order: Order, lots: number, timeMs: number): OrderFill {
  const { isBuy, positionSide, priceUnits } = order;
  return { isBuy, positionSide, priceUnits, lots, isWhole: order.lots === 0, timeMs };
}

/** Lots of one order: of the equity or fixed, raised to the minimum, lowered to the maximum. */
export function orderLots(
  size: ReferenceSize,
  equity: number,
  at: number,
  instrument: Instrument,
): number {
  const lots =
    "equityRatio" in size
      ? floorLots((size.equityRatio * equity) / (at * instrument.lotValue))
      : floorLots(size.quantity / instrument.stepSize);
  return Math.min(Math.max(lots, instrument.minLots), instrument.maxLots);
}

/**
 * Inventory as a share of what is allowed, −1 to 1.
 * @param maxRatio net notional that is allowed, as a share of equity
 */
export function inventoryShare(
  net: number,
  at: number,
  equity: number,
  maxRatio: number,
  lotValue: number,
): number {
  if (equity <= 0) return Math.sign(net);
  return clampBetween(notionalOf(net, at, lotValue) / (maxRatio * equity), -1, 1);
}

/** A numeric parameter of a normalised strategy. Throws when it is not a number. */
export function numberOf(strategy: ReferenceStrategy, name: string): number {
  const value = strategy[name];
  if (typeof value !== "number") throw new TypeError(`strategy.${name} is ${String(value)}`);
  return value;
}

/** A numeric parameter whose absence means something. */
export function numberOrNull(strategy: ReferenceStrategy, name: string): number | null {
  return strategy[name] === null ? null : numberOf(strategy, name);
}

/** A parameter that is one of some words. Throws when it is no text. */
export function textOf(strategy: ReferenceStrategy, name: string): string {
  const value = strategy[name];
  if (typeof value !== "string") throw new TypeError(`strategy.${name} is ${String(value)}`);
  return value;
}

/** A parameter that is on or off. Throws when it is neither. */
export function flagOf(strategy: ReferenceStrategy, name: string): boolean {
  const value = strategy[name];
  if (typeof value !== "boolean") throw new TypeError(`strategy.${name} is ${String(value)}`);
  return value;
}

/** The size rule of a normalised strategy. Throws when there is none. */
export function sizeOf(strategy: ReferenceStrategy): ReferenceSize {
  const { size } = strategy;
  if (typeof size !== "object" || size === null) throw new TypeError("strategy.size is missing");
  return size;
}
