/** Orders as a user's strategy places them: in quote and contracts, checked, then in units and lots. */
import { quoteNet, quoteOrder } from "../acceptance";
import { KIND_CLOSE_LONG, KIND_CLOSE_SHORT, KIND_NET, Run, SLOTS_PER_SIDE } from "../layout";
import { ceilTick, floorLots, floorTick, lesser } from "../math/rounding";
import { HEAP_BOUND, HEAP_KIND, HEAP_PRICE, HEAP_SIZE, Heap } from "./heap";
import {
  FAILURE_BAD_ORDER,
  FAILURE_BEYOND_REACH,
  FAILURE_NOT_QUOTING,
  FAILURE_POSITION_MODE,
  FAILURE_TOO_MANY,
  fail,
} from "./runtime";
import { runOf, View } from "./view";

function refuse(code: i32, kind: i32, price: f64, size: f64, bound: f64): void {
  const base = Heap.base;
  store<i32>(base + HEAP_KIND, kind);
  store<f64>(base + HEAP_PRICE, price);
  store<f64>(base + HEAP_SIZE, size);
  store<f64>(base + HEAP_BOUND, bound);
  fail(code);
}

// @ts-ignore: decorator
@inline
function isFinite64(x: f64): bool {
  return x - x == 0;
}

/** Lots of a size, no more than one order may have. */
// @ts-ignore: decorator
@inline
function lotsOf(s: Run, size: f64): f64 {
  return lesser(floorLots(size / s.stepSize), s.maxOrderLots);
}

/**
 * Where a wanted price lies on the tick grid, checked.
 * @returns price units
 */
// @ts-ignore: decorator
@inline
function unitsOf(s: Run, kind: i32, buy: bool, price: f64, size: f64): f64 {
  if (!View.quoting) refuse(FAILURE_NOT_QUOTING, kind, price, size, 0);
  if (!isFinite64(price) || !isFinite64(size)) refuse(FAILURE_BAD_ORDER, kind, price, size, 0);
  const wanted = price * s.unitsPerQuote;
  const units = buy ? floorTick(wanted, s.tickUnits) : ceilTick(wanted, s.tickUnits);
  const broken = buy ? units > View.highestBid : units < View.lowestAsk;
  if (broken) {
    const bound = buy ? View.highestBid : View.lowestAsk;
    refuse(FAILURE_BEYOND_REACH, kind, price, size, bound / s.unitsPerQuote);
  }
  if ((buy ? s.bidCount : s.askCount) == SLOTS_PER_SIDE) {
    refuse(FAILURE_TOO_MANY, kind, price, size, SLOTS_PER_SIDE);
  }
  return units;
}

/** One-way mode. */
// @ts-ignore: decorator
@inline
export function placeNet(buy: bool, price: f64, size: f64): void {
  const s = runOf();
  if (!s.oneWay) refuse(FAILURE_POSITION_MODE, KIND_NET, price, size, 0);
  const units = unitsOf(s, KIND_NET, buy, price, size);
  if (buy ? View.noBuy : View.noSell) return;
  quoteNet(s, buy, units, lotsOf(s, size));
}

/** Hedge mode. What closes is cut to what is held, and is nothing when nothing is. */
// @ts-ignore: decorator
@inline
export function placeSide(kind: i32, buy: bool, price: f64, size: f64): void {
  const s = runOf();
  if (s.oneWay) refuse(FAILURE_POSITION_MODE, kind, price, size, 0);
  const units = unitsOf(s, kind, buy, price, size);
  if (buy ? View.noBuy : View.noSell) return;
  let lots = lotsOf(s, size);
  if (kind == KIND_CLOSE_LONG) lots = lesser(lots, s.long);
  else if (kind == KIND_CLOSE_SHORT) lots = lesser(lots, s.short);
  const closing = kind == KIND_CLOSE_LONG || kind == KIND_CLOSE_SHORT;
  if (closing && lots == 0) return;
  quoteOrder(s, kind, buy, units, lots);
}
