/**
 * Which orders of a quote are accepted: post-only prices, minimums, leverage cap, margin.
 * Semantics 4 and 5. A strategy calls `quoteOrder` in its own order of placing.
 */
import {
  KIND_CLOSE_LONG,
  KIND_CLOSE_SHORT,
  KIND_NET,
  KIND_OPEN_LONG,
  Run,
} from "./layout";
import { equityAt } from "./ledger";
import { insertOrder } from "./matching";
import { atLeast, atMost } from "./math/rounding";

/** Sets up the sums of one quote around price P, marked at M. Semantics 5. */
// @ts-ignore: decorator
@inline
export function beginQuote(s: Run, price: i32, mark: f64): void {
  const at = <f64>price;
  s.quotePrice = price;
  s.quoteEquity = equityAt(s, mark);
  s.longNotional = s.long * at * s.lotValue;
  s.shortNotional = s.short * at * s.lotValue;
  s.available = s.quoteEquity - ((s.long + s.short) * at * s.lotValue) / s.leverage;
  s.acceptedBuys = 0;
  s.acceptedSells = 0;
}

/** A bid at or above P goes to the highest multiple of the tick below P; an ask is mirrored. */
// @ts-ignore: decorator
@inline
function postOnly(s: Run, buy: bool, price: f64): f64 {
  const at = <f64>s.quotePrice;
  if (buy) return price < at ? price : (Math.ceil(at / s.tickUnits) - 1) * s.tickUnits;
  return price > at ? price : (Math.floor(at / s.tickUnits) + 1) * s.tickUnits;
}

/** Lots of an accepted part that opens, after cap and margin: all of them, or none. */
// @ts-ignore: decorator
@inline
function openingAllowed(s: Run, long: bool, lots: f64, price: f64): bool {
  const notional = lots * price * s.lotValue;
  const held = long ? s.longNotional : s.shortNotional;
  if (!atMost(held + notional, s.notionalCap)) {
    s.rejectedLeverage += 1;
    return false;
  }
  const margin = notional / s.leverage;
  if (!atMost(margin * s.marginBuffer, s.available)) {
    s.rejectedMargin += 1;
    return false;
  }
  if (long) s.longNotional = held + notional;
  else s.shortNotional = held + notional;
  s.available -= margin;
  return true;
}

/** One-way: the order's reducing part needs neither cap nor margin; the rest may be refused. */
// @ts-ignore: decorator
@inline
function acceptNet(s: Run, buy: bool, price: f64, lots: f64): void {
  const position = buy ? s.short - s.acceptedBuys : s.long - s.acceptedSells;
  const reducing = min(lots, max(0.0, position));
  const opening = lots - reducing;
  let accepted = lots;
  if (opening > 0 && !openingAllowed(s, buy, opening, price)) accepted = reducing;
  if (accepted == 0) return;
  if (buy) s.acceptedBuys += accepted;
  else s.acceptedSells += accepted;
  insertOrder(s, buy, price, accepted, KIND_NET);
}

/**
 * Places one order of a quote, or rejects it.
 * @param price price units, a multiple of the tick
 * @param lots whole lots
 */
// @ts-ignore: decorator
@inline
export function quoteOrder(s: Run, kind: i32, buy: bool, wanted: f64, lots: f64): void {
  const price = postOnly(s, buy, wanted);
  const notional = lots * price * s.lotValue;
  const closesAll =
    (kind == KIND_CLOSE_LONG && lots >= s.long) || (kind == KIND_CLOSE_SHORT && lots >= s.short);
  if (
    !(price > 0) ||
    !(lots > 0) ||
    (!closesAll &&
      (!atLeast(lots, s.minLots) || !atLeast(notional, s.minNotional)))
  ) {
    s.rejectedTooSmall += 1;
    return;
  }
  if (kind == KIND_NET) acceptNet(s, buy, price, lots);
  else if (kind == KIND_CLOSE_LONG || kind == KIND_CLOSE_SHORT || openingAllowed(s, kind == KIND_OPEN_LONG, lots, price)) {
    insertOrder(s, buy, price, lots, kind);
  }
}

/** Lots of an order: a share of equity or a fixed size, raised to the minimum, cut to the maximum. */
// @ts-ignore: decorator
@inline
export function orderLots(s: Run, fixed: bool, size: f64): f64 {
  const lots = fixed
    ? size
    : Math.floor((size * s.quoteEquity) / (<f64>s.quotePrice * s.lotValue) + 1e-6);
  return min(max(lots, s.minLots), s.maxOrderLots);
}
