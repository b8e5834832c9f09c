/**
 * Orders that rest over a quote: set aside, taken over by what the strategy wants again, or left
 * hanging because the other side filled. Semantics 8.
 */
import {
  asideSlot,
  askSlot,
  bidSlot,
  HANGING_PER_SIDE,
  KIND_CLOSE_LONG,
  KIND_CLOSE_SHORT,
  Run,
} from "./layout";
import { copyOrder, restOrder } from "./matching";
import { atMost, lesser } from "./math/rounding";
import { admitKept } from "./quote-sums";

/** Sets every resting order aside. */
export function setAside(s: Run): void {
  let count = 0;
  for (let i = s.bidHead; i < s.bidCount; i++) copyOrder(asideSlot(s, true, count++), bidSlot(s, i));
  s.asideBids = count;
  count = 0;
  for (let i = s.askHead; i < s.askCount; i++) copyOrder(asideSlot(s, false, count++), askSlot(s, i));
  s.asideAsks = count;
  s.asideBidHead = 0;
  s.asideAskHead = 0;
  s.bidHead = 0;
  s.bidCount = 0;
  s.askHead = 0;
  s.askCount = 0;
}

function isClosing(kind: i32): bool {
  return kind == KIND_CLOSE_LONG || kind == KIND_CLOSE_SHORT;
}

/** Sets the openings of one side aside; closing orders close up to the first slot. */
function setSideAside(s: Run, buy: bool): void {
  const head = buy ? s.bidHead : s.askHead;
  const count = buy ? s.bidCount : s.askCount;
  let left = 0;
  let aside = 0;
  for (let i = head; i < count; i++) {
    const order = buy ? bidSlot(s, i) : askSlot(s, i);
    if (!isClosing(order.kind)) copyOrder(asideSlot(s, buy, aside++), order);
    else {
      if (left != i) copyOrder(buy ? bidSlot(s, left) : askSlot(s, left), order);
      left += 1;
    }
  }
  if (buy) {
    s.bidHead = 0;
    s.bidCount = left;
    s.asideBidHead = 0;
    s.asideBids = aside;
  } else {
    s.askHead = 0;
    s.askCount = left;
    s.asideAskHead = 0;
    s.asideAsks = aside;
  }
}

/** Sets the openings aside and leaves what closes where it rests. */
export function setOpeningsAside(s: Run): void {
  setSideAside(s, true);
  setSideAside(s, false);
}

/** Closing orders that rest. */
export function closingOrders(s: Run): i32 {
  let count = 0;
  for (let i = s.bidHead; i < s.bidCount; i++) count += i32(isClosing(bidSlot(s, i).kind));
  for (let i = s.askHead; i < s.askCount; i++) count += i32(isClosing(askSlot(s, i).kind));
  return count;
}

/** Takes the order at `index` of those set aside into the book, as it is. */
function takeOver(s: Run, buy: bool, index: i32, hanging: u8, most: f64): void {
  const order = asideSlot(s, buy, index);
  order.hanging = hanging;
  order.lots = lesser(order.lots, most);
  admitKept(s, buy, <i32>order.kind, order.price, order.lots);
  restOrder(s, buy, order);
  // Strategies mostly want them in this order again, so that little is in front of it.
  const head = buy ? s.asideBidHead : s.asideAskHead;
  for (let i = index; i > head; i--) copyOrder(asideSlot(s, buy, i), asideSlot(s, buy, i - 1));
  if (buy) s.asideBidHead = head + 1;
  else s.asideAskHead = head + 1;
}

function hangSide(s: Run, buy: bool): void {
  const otherFilled = (buy ? s.soldOut : s.boughtOut) > 0;
  const price = <f64>s.quotePrice;
  const distance = s.hangingDistance * price;
  const count = buy ? s.asideBids : s.asideAsks;
  let left = HANGING_PER_SIDE;
  for (let i = buy ? s.asideBidHead : s.asideAskHead; i < count && left > 0; i++) {
    const order = asideSlot(s, buy, i);
    if (order.hanging == 0 && !otherFilled) continue;
    if (!atMost(Math.abs(order.price - price), distance)) continue;
    takeOver(s, buy, i, 1, Infinity);
    left -= 1;
  }
}

/** Leaves orders hanging whose other side has filled since the last quote. */
export function takeHanging(s: Run, noBuy: bool, noSell: bool): void {
  if (s.hangingDistance != s.hangingDistance) return;
  if (!noBuy) hangSide(s, true);
  if (!noSell) hangSide(s, false);
}

/**
 * Whether an order set aside stays for a wanted one: the first of its side and kind, in order of
 * filling, that lies within the tolerance; one that closes also has to have the lots that are wanted.
 * It is in the book again then, with `most` lots at the most.
 */
export function takeKept(s: Run, buy: bool, kind: i32, wanted: f64, lots: f64, most: f64): bool {
  const closing = isClosing(kind);
  const count = buy ? s.asideBids : s.asideAsks;
  for (let i = buy ? s.asideBidHead : s.asideAskHead; i < count; i++) {
    const order = asideSlot(s, buy, i);
    if (<i32>order.kind != kind || order.hanging != 0) continue;
    if (closing && order.lots != lots) continue;
    if (!atMost(Math.abs(order.price - wanted), s.keepUnits)) continue;
    takeOver(s, buy, i, 0, most);
    return true;
  }
  return false;
}
