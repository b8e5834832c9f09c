/**
 * Which orders of a quote are accepted: post-only prices, minimums, leverage cap, margin.
 * Semantics 4 and 5. A strategy calls `quoteOrder` (hedge mode) or
 * `quoteNet` (one-way) in its own order of placing.
 */
import {
  KIND_CLOSE_LONG,
  KIND_CLOSE_SHORT,
  KIND_NET,
  KIND_OPEN_LONG,
  Run,
} from "./layout";
import { equityAt } from "./ledger";
import { takeKept } from "./keeping";
import { placeOrder } from "./matching";
import { atMost, ceilTick, floorTick, greater, lesser } from "./math/rounding";
import { reducingLots } from "./quote-sums";

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
  if (s.adjusts) beginAdjusting(s, at);
  if (s.keepTolerance == s.keepTolerance) s.keepUnits = s.keepTolerance * at;
}

/** Sets up by what the modifiers move the prices of a quote. */
function beginAdjusting(s: Run, at: f64): void {
  const skew = s.inventorySkew;
  let x: f64 = s.net > 0 ? 1 : s.net < 0 ? -1 : 0;
  if (s.quoteEquity > 0) {
    const full = s.skewInventoryRatio * s.quoteEquity;
    x = greater(lesser((s.net * at * s.lotValue) / full, 1), -1);
  }
  s.lean = 1 - skew * x;
  const least = s.minProfitRatio;
  const on = least == least;
  s.highestBid = on ? floorTick(at * (1 - least), s.tickUnits) : Infinity;
  s.lowestAsk = on ? ceilTick(at * (1 + least), s.tickUnits) : -Infinity;
}

function skewed(s: Run, buy: bool, asked: f64): f64 {
  if (s.inventorySkew == 0) return asked;
  return buy ? floorTick(asked * s.lean, s.tickUnits) : ceilTick(asked * s.lean, s.tickUnits);
}

// @ts-ignore: decorator
@inline
function profitable(s: Run, buy: bool, price: f64): f64 {
  return buy ? lesser(price, s.highestBid) : greater(price, s.lowestAsk);
}

function adjustedPrice(s: Run, buy: bool, asked: f64): f64 {
  return profitable(s, buy, skewed(s, buy, asked));
}

/**
 * Whether an order that rested stays for a wanted one. Strategies whose orders stay compare before the
 * profit floor, which is for new orders: one that the price comes near to would flee from it.
 * @param lots wanted, of a closing order in hedge mode
 * @param most lots that it may have at most
 */
function keeps(s: Run, buy: bool, kind: i32, asked: f64, lots: f64, most: f64): bool {
  const own = s.keepsOwn != 0;
  const price = !s.adjusts ? asked : own ? skewed(s, buy, asked) : adjustedPrice(s, buy, asked);
  return takeKept(s, buy, kind, price, lots, most);
}

/** A wanted price as skew and profit floor have it. */
// @ts-ignore: decorator
@inline
export function adjusted(s: Run, buy: bool, wanted: f64): f64 {
  return s.adjusts ? adjustedPrice(s, buy, wanted) : wanted;
}

/** A bid at or above P goes to the highest multiple of the tick below P; an ask is mirrored. */
// @ts-ignore: decorator
@inline
export function postOnly(s: Run, buy: bool, price: f64): f64 {
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
  if (held + notional > s.mostNotional) {
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

// @ts-ignore: decorator
@inline
function isTooSmall(s: Run, price: f64, lots: f64): bool {
  return lots < s.leastLots || lots * price * s.lotValue < s.leastNotional;
}

/**
 * One-way: how many lots of an order are accepted: all, its reducing part, or none. The reducing part
 * needs neither cap nor margin. Counts the rejection; the sums are the caller's, so that a strategy
 * with many orders can keep them in registers.
 * @param notional of the side that the order opens on: held, accepted before, and the opening part
 * @param margin of the opening part
 * @param available margin that is left
 */
// @ts-ignore: decorator
@inline
export function netLots(
  s: Run,
  price: f64,
  lots: f64,
  reducing: f64,
  notional: f64,
  margin: f64,
  available: f64,
): f64 {
  if (!(price > 0) || !(lots > 0) || isTooSmall(s, price, lots)) {
    s.rejectedTooSmall += 1;
    return 0;
  }
  if (reducing == lots) return lots;
  if (notional > s.mostNotional) {
    s.rejectedLeverage += 1;
    return reducing;
  }
  if (!atMost(margin * s.marginBuffer, available)) {
    s.rejectedMargin += 1;
    return reducing;
  }
  return lots;
}

/** Places one order of a quote in one-way mode, or rejects it or its opening part. */
export function quoteNet(s: Run, buy: bool, asked: f64, lots: f64): void {
  if (s.keeps && keeps(s, buy, KIND_NET, asked, lots, Infinity)) return;
  const price = postOnly(s, buy, adjusted(s, buy, asked));
  const before = buy ? s.acceptedBuys : s.acceptedSells;
  const reducing = reducingLots(lots, buy ? s.short : s.long, before);
  const own = (lots - reducing) * price * s.lotValue;
  const margin = own / s.leverage;
  const notional = (buy ? s.longNotional : s.shortNotional) + own;
  const accepted = netLots(s, price, lots, reducing, notional, margin, s.available);
  if (accepted == 0) return;
  if (accepted > reducing) {
    s.available -= margin;
    if (buy) s.longNotional = notional;
    else s.shortNotional = notional;
  }
  if (buy) s.acceptedBuys = before + accepted;
  else s.acceptedSells = before + accepted;
  placeOrder(s, buy, price, accepted, KIND_NET);
}

/** Places an order in one-way mode that may only reduce: it is cut to what its side can still reduce. */
export function quoteReducing(s: Run, buy: bool, asked: f64, lots: f64): void {
  const left = (buy ? s.short : s.long) - (buy ? s.acceptedBuys : s.acceptedSells);
  if (left <= 0) return;
  if (s.keeps && keeps(s, buy, KIND_NET, asked, lots, left)) return;
  const price = postOnly(s, buy, adjusted(s, buy, asked));
  const accepted = netLots(s, price, lesser(lots, left), lesser(lots, left), 0, 0, 0);
  if (accepted == 0) return;
  if (buy) s.acceptedBuys += accepted;
  else s.acceptedSells += accepted;
  placeOrder(s, buy, price, accepted, KIND_NET);
}

/**
 * Places one order of a quote in hedge mode, or rejects it.
 * @param kind what it does: not KIND_NET
 * @param asked price units, a multiple of the tick
 * @param lots whole lots
 */
// @ts-ignore: decorator
@inline
export function quoteOrder(s: Run, kind: i32, buy: bool, asked: f64, lots: f64): void {
  if (s.keeps && keeps(s, buy, kind, asked, lots, Infinity)) return;
  const price = postOnly(s, buy, adjusted(s, buy, asked));
  const closing = kind == KIND_CLOSE_LONG || kind == KIND_CLOSE_SHORT;
  const closesAll = closing && lots >= (kind == KIND_CLOSE_LONG ? s.long : s.short);
  if (!(price > 0) || !(lots > 0) || (!closesAll && isTooSmall(s, price, lots))) {
    s.rejectedTooSmall += 1;
    return;
  }
  if (closing || openingAllowed(s, kind == KIND_OPEN_LONG, lots, price)) {
    placeOrder(s, buy, price, lots, kind);
  }
}

/** Lots of an order: a share of equity or a fixed size, raised to the minimum, cut to the maximum. */
// @ts-ignore: decorator
@inline
export function orderLots(s: Run, fixed: bool, size: f64): f64 {
  const lots = fixed
    ? size
    : Math.floor((size * s.quoteEquity) / (<f64>s.quotePrice * s.lotValue) + 1e-6);
  return lesser(greater(lots, s.minLots), s.maxOrderLots);
}
