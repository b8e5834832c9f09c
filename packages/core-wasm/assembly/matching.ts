/**
 * Resting orders: how they are kept, which a move reaches, in what order, how much of each fills.
 * Semantics 4.
 *
 * Bids are sorted from the highest trigger, asks from the lowest, so the natural order of each side
 * is its order of filling. All orders rest since one quote, bids below and asks above its price, so
 * orders already reached at Q are on one side only, and it is the side that the move leaves behind.
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
function copyOrder(to: Order, from: Order): void {
  to.price = from.price;
  to.trigger = from.trigger;
  to.lots = from.lots;
  to.kind = from.kind;
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

/** Adds an order behind those that fill before it; strategies mostly place them in that order. */
// @ts-ignore: decorator
@inline
export function insertOrder(s: Run, buy: bool, price: f64, lots: f64, kind: i32): void {
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
  order.kind = kind;
  if (buy) s.bidCount = count + 1;
  else s.askCount = count + 1;
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
function fillSide(s: Run, buy: bool, reach: f64, from: f64, price: i32, jump: bool, marked: bool): bool {
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
      bookFill(s, order.kind, buy, lots, order.price, <f64>s.quotePrice, REASON_QUOTE, s.stepTime);
      if (!already) s.moveFrom = order.price;
      s.barLots -= lots;
      order.lots -= lots;
      if (order.lots == 0) removeOrder(s, buy, index);
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
export function move(s: Run, from: i32, price: i32, jump: bool, marked: bool): void {
  const lowest = <f64>min(from, price);
  const highest = <f64>max(from, price);
  if (!reachesBids(s, lowest) && !reachesAsks(s, highest)) return;
  const start = <f64>from;
  if (price < from) {
    if (fillSide(s, false, highest, start, price, jump, marked)) {
      fillSide(s, true, lowest, start, price, jump, marked);
    }
  } else if (fillSide(s, true, lowest, start, price, jump, marked)) {
    fillSide(s, false, highest, start, price, jump, marked);
  }
}
