/** What a strategy sees, what it may do, and the order size they share. Semantics 8. */
import type { ReferenceSize, ReferenceStrategy } from "../input.js";
import type { Instrument } from "../instrument.js";
import { floorLots } from "../math/rounding.js";

export interface QuoteView {
  /** P, price units */
  readonly at: number;
  /** E, at the mark, quote */
  readonly equity: number;
  readonly long: number;
  readonly short: number;
  readonly net: number;
  /** of the regime; multiplies bid, ask and close spreads */
  readonly spreadMultiplier: number;
}

/** Hands an order to the checks of semantics 4 and 5. */
export type Place = (
  isBuy: boolean,
  positionSide: "net" | "long" | "short",
  priceUnits: number,
  lots: number,
) => void;

/** Places the orders of one quote, in order. */
export type Strategy = (view: QuoteView, place: Place) => void;

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

/** A numeric parameter of a normalised strategy. Throws when it is not a number. */
export function numberOf(strategy: ReferenceStrategy, name: string): number {
  const value = strategy[name];
  if (typeof value !== "number") throw new TypeError(`strategy.${name} is ${String(value)}`);
  return value;
}

/** The size rule of a normalised strategy. Throws when there is none. */
export function sizeOf(strategy: ReferenceStrategy): ReferenceSize {
  const { size } = strategy;
  if (typeof size !== "object" || size === null) throw new TypeError("strategy.size is missing");
  return size;
}
