/**
 * Resting orders: how they are kept, which a move reaches, in what order, how much of each fills.
 * Semantics 4.
 *
 * Bids are sorted from the highest trigger, asks from the lowest, so the natural order of each side
 * is its order of filling. Of the side that the move leaves behind only orders already reached at Q
 * can fill, and they fill first.
 */
import {
  askSlot,
  bidSlot,
  KIND_CLOSE_LONG,
  KIND_CLOSE_SHORT,
  Order,
  REASON_QUOTE,
  Run,
  SLOTS_PER_SIDE,
} from "./layout";
import { bookFill } from "./ledger";
import { liquidateAtPrice } from "./liquidation";
import { floorLots, lesser } from "./math/rounding";
import { checkStops } from "./risk";
import { Market } from "./layout";

// @ts-ignore: decorator
@inline
function isClosing(kind: i32): bool {
  return kind >= KIND_CLOSE_LONG;
}

// @ts-ignore: decorator
@inline
function slot(s: Run, buy: bool, index: i32): Order {
  return buy ? bidSlot(s, index) : askSlot(s, index);
}

// @ts-ignore: decorator
@inline
export function copyOrder(to: Order, from: Order): void {
  to.price = from.price;
  to.trigger = from.trigger;
  to.lots = from.lots;
  to.kind = from.kind;
  to.hanging = from.hanging;
  to.reference = from.reference;
  to.time = from.time;
}

// @ts-ignore: decorator
@inline
function fillsBefore(order: Order, buy: bool, trigger: f64, kind: i32): bool {
  if (order.trigger == trigger) return isClosing(order.kind) || !isClosing(kind);
  return buy ? order.trigger > trigger : order.trigger < trigger;
}

/** Makes room for an order behind those that fill before it. @returns its slot */
function roomFor(s: Run, buy: bool, trigger: f64, kind: i32, count: i32): i32 {
  let at = count;
  while (at > 0) {
    const before = slot(s, buy, at - 1);
    if (fillsBefore(before, buy, trigger, kind)) break;
    copyOrder(slot(s, buy, at), before);
    at--;
  }
  return at;
}

/**
 * Adds an order behind those that fill before it; strategies mostly place them in that order.
 * @param reference price at which it was quoted, price units
 * @param time of that quote, ms
 */
// @ts-ignore: decorator
@inline
function insertOrder(
  s: Run,
  buy: bool,
  price: f64,
  lots: f64,
  kind: i32,
  reference: i32,
  time: i64,
  hanging: u8,
): void {
  const trigger = buy ? price - s.throughUnits : price + s.throughUnits;
  const count = buy ? s.bidCount : s.askCount;
  if (count == SLOTS_PER_SIDE) return;
  let at = count;
  if (at > 0 && !fillsBefore(slot(s, buy, at - 1), buy, trigger, kind)) {
    at = roomFor(s, buy, trigger, kind, count);
  }
  if (!ASC_NO_ASSERT) assert(at >= 0 && at <= count && lots > 0 && price > 0);
  const order = slot(s, buy, at);
  order.price = price;
  order.trigger = trigger;
  order.lots = lots;
  order.kind = <u8>kind;
  order.hanging = hanging;
  order.reference = reference;
  order.time = time;
  if (buy) s.bidCount = count + 1;
  else s.askCount = count + 1;
}

/** Adds a new order of the current quote. */
// @ts-ignore: decorator
@inline
export function placeOrder(s: Run, buy: bool, price: f64, lots: f64, kind: i32): void {
  insertOrder(s, buy, price, lots, kind, s.quotePrice, s.quoteTime, 0);
}

/** Lets an order rest again that was set aside. */
export function restOrder(s: Run, buy: bool, order: Order): void {
  insertOrder(s, buy, order.price, order.lots, order.kind, order.reference, order.time, order.hanging);
}

/** Takes the order at `index` out, in front of it nothing moves when it is the first. */
function removeOrder(s: Run, buy: bool, index: i32): void {
  const head = buy ? s.bidHead : s.askHead;
  for (let i = index; i > head; i--) copyOrder(slot(s, buy, i), slot(s, buy, i - 1));
  if (buy) s.bidHead = head + 1;
  else s.askHead = head + 1;
}

/** Maker lots that the current bar gives in all. */
export function barCapacity(s: Run): f64 {
  if (s.maxParticipation < 0) return Infinity;
  const market = changetype<Market>(s.market);
  if (!ASC_NO_ASSERT) assert(market.volume != 0);
  const volume = load<f64>(market.volume + (<usize>s.bar << 3));
  return floorLots((s.maxParticipation * volume) / s.lotBase);
}

/**
 * Fills the orders of one side that are reached.
 * @param reach lowest price of the move for bids, highest for asks
 * @returns false when a stop or a liquidation acted, so that nothing more fills on this move
 */
function fillSide<S extends Run>(
  s: S,
  buy: bool,
  reach: f64,
  from: f64,
  price: i32,
  jump: bool,
  marked: bool,
): bool {
  let index = buy ? s.bidHead : s.askHead;
  for (;;) {
    const count = buy ? s.bidCount : s.askCount;
    if (index >= count) break;
    const order = slot(s, buy, index);
    const trigger = order.trigger;
    if (buy ? trigger < reach : trigger > reach) break;
    if (isClosing(order.kind)) {
      order.lots = lesser(order.lots, order.kind == KIND_CLOSE_LONG ? s.long : s.short);
      if (order.lots == 0) {
        removeOrder(s, buy, index);
        s.settled = 0;
        index++;
        continue;
      }
    }
    if (s.barLots < 0) s.barLots = barCapacity(s);
    const lots = lesser(order.lots, s.barLots);
    if (lots > 0) {
      const already = buy ? trigger >= from : trigger <= from;
      if (checkStops(s, already ? from : trigger, jump, price, marked)) return false;
      if (!marked && liquidateAtPrice(s, order.price, jump, price)) return false;
      const kind = <i32>order.kind;
      const limit = order.price;
      bookFill(s, kind, buy, lots, limit, <f64>order.reference, REASON_QUOTE, s.stepTime);
      if (!already) s.moveFrom = limit;
      s.barLots -= lots;
      order.lots -= lots;
      const done = order.lots == 0;
      if (done) {
        removeOrder(s, buy, index);
        if (buy) s.boughtOut += 1;
        else s.soldOut += 1;
      }
      s.settled = 0;
      s.nextQuote = max(s.nextQuote, s.stepTime + s.filledOrderDelayMs);
      if (isDefined(s.filled)) s.filled(kind, buy, lots, limit, done);
    }
    index++;
  }
  return true;
}

// @ts-ignore: decorator
@inline
function reachesBids(s: Run, lowest: f64): bool {
  return s.bidHead < s.bidCount && bidSlot(s, s.bidHead).trigger >= lowest;
}

// @ts-ignore: decorator
@inline
function reachesAsks(s: Run, highest: f64): bool {
  return s.askHead < s.askCount && askSlot(s, s.askHead).trigger <= highest;
}

/** The price goes from `from` to `price`, and resting orders that it reaches fill. */
// @ts-ignore: decorator
@inline
export function move<S extends Run>(s: S, from: i32, price: i32, jump: bool, marked: bool): void {
  const lowest = <f64>min(from, price);
  const highest = <f64>max(from, price);
  if (!reachesBids(s, lowest) && !reachesAsks(s, highest)) return;
  const start = <f64>from;
  if (price < from) {
    if (fillSide<S>(s, false, highest, start, price, jump, marked)) {
      fillSide<S>(s, true, lowest, start, price, jump, marked);
    }
  } else if (fillSide<S>(s, true, lowest, start, price, jump, marked)) {
    fillSide<S>(s, false, highest, start, price, jump, marked);
  }
}
