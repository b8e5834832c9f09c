/** When an account is liquidated, and at what price. Semantics 6. */
import { atLeast, atMost, clampBetween } from "./math/guard.js";

/** True when the equity does not exceed the maintenance margin. Only asked with a position open. */
export function isLiquidationDue(equity: number, maintenance: number): boolean {
  return atMost(equity, maintenance);
}

/**
 * The price `x*` at which equity meets maintenance, clamped between `from` and `units`.
 * @param units `x`, the price at which liquidation is due
 * @param from price before this move, or of the last order that the move itself reached and filled
 * @param gap equity - maintenance at `units`, quote
 * @param netLots long - short
 * @param slopeLots Σ lots·mmr at `units`, brackets of 0 or less left out
 * @returns price units, not rounded; null when the gap does not move with the price (`s = 0`)
 */
export function crossingPrice(
  units: number,
  from: number,
  gap: number,
  netLots: number,
  slopeLots: number,
  lotValue: number,
): number | null {
  // An equality of real numbers: both guarded comparisons hold.
  if (atLeast(netLots, slopeLots) && atMost(netLots, slopeLots)) return null;
  return clampBetween(units - gap / (lotValue * (netLots - slopeLots)), from, units);
}

/** The part of the liquidation fee that a balance, after gain and taker fee, still holds. */
export function collectableFee(notional: number, rate: number, balance: number): number {
  return Math.min(notional * rate, Math.max(0, balance));
}
