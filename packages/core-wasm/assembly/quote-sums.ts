/** The sums of a quote: which part of an order reduces, and what an order that stays takes of them. Semantics 5. */
import { KIND_CLOSE_LONG, KIND_CLOSE_SHORT, KIND_NET, KIND_OPEN_LONG, Run } from "./layout";
import { lesser } from "./math/rounding";

/** One-way: lots of an order that reduce a position of `held`, less what was accepted before it. */
// @ts-ignore: decorator
@inline
export function reducingLots(lots: f64, held: f64, accepted: f64): f64 {
  const left = held - accepted;
  return left <= 0 ? 0 : lesser(lots, left);
}

/** Counts an order that stays in the sums of the quote, as an accepted one. */
export function admitKept(s: Run, buy: bool, kind: i32, price: f64, lots: f64): void {
  if (kind == KIND_CLOSE_LONG || kind == KIND_CLOSE_SHORT) return;
  let opening = lots;
  let long = kind == KIND_OPEN_LONG;
  if (kind == KIND_NET) {
    const before = buy ? s.acceptedBuys : s.acceptedSells;
    opening = lots - reducingLots(lots, buy ? s.short : s.long, before);
    long = buy;
    if (buy) s.acceptedBuys = before + lots;
    else s.acceptedSells = before + lots;
  }
  const notional = opening * price * s.lotValue;
  s.available -= notional / s.leverage;
  if (long) s.longNotional += notional;
  else s.shortNotional += notional;
}
