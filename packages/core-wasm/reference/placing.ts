/** What happens to an order before it rests: post-only, then the minimums. Semantics 4. */
import { type Instrument, notionalOf } from "./instrument.js";
import { atLeast } from "./math/guard.js";

/**
 * The price of a post-only order: a bid at or above `at` moves to the highest multiple of the tick
 * below it, an ask at or below to the lowest above it. `at` is whole, so this is exact.
 */
export function postOnlyPrice(
  isBuy: boolean,
  priceUnits: number,
  at: number,
  tickUnits: number,
): number {
  if (isBuy) return priceUnits >= at ? Math.floor((at - 1) / tickUnits) * tickUnits : priceUnits;
  return priceUnits <= at ? (Math.floor(at / tickUnits) + 1) * tickUnits : priceUnits;
}

/**
 * True when an order is refused as `rejected.tooSmall`.
 * @param closesWholeSide a closing order of all that its side holds: exempt from the two minimums
 */
export function isTooSmall(
  lots: number,
  priceUnits: number,
  closesWholeSide: boolean,
  instrument: Instrument,
): boolean {
  if (priceUnits <= 0 || lots <= 0) return true;
  if (closesWholeSide) return false;
  if (lots < instrument.minLots) return true;
  return !atLeast(notionalOf(lots, priceUnits, instrument.lotValue), instrument.minNotional);
}
