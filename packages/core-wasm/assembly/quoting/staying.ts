/** What strategies share whose orders stay. Semantics 8. */
import { Run } from "../layout";

/**
 * Whether an order wanted at a price rests there once it is placed: post-only and the profit floor
 * leave it, and the next quotes find it again.
 * @param wanted price units, before the modifiers
 */
// @ts-ignore: decorator
@inline
export function restsAsWanted(s: Run, buy: bool, wanted: f64): bool {
  const price = <f64>s.quotePrice;
  if (buy ? wanted >= price : wanted <= price) return false;
  if (!s.adjusts) return true;
  return s.inventorySkew == 0 && (buy ? wanted <= s.highestBid : wanted >= s.lowestAsk);
}

/** A price as the upper end of what the lazy layer may pass over: whole, on the safe side. */
export function keepBelow(price: f64): i32 {
  const safe = price * (1 - 1e-7) - 4;
  return safe <= 0 ? 0 : safe >= <f64>i32.MAX_VALUE ? i32.MAX_VALUE : <i32>safe;
}

/** A price as the lower end, likewise. */
export function keepAbove(price: f64): i32 {
  const safe = price * (1 + 1e-7) + 4;
  return safe <= 0 ? 0 : safe >= <f64>i32.MAX_VALUE ? i32.MAX_VALUE : <i32>Math.ceil(safe);
}
