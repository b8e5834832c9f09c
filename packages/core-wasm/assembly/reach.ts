/**
 * The lazy layer's intervals: prices and marks between which nothing can happen. All of them are on
 * the safe side; outside, the exact checks of the plain layer decide. Kernel notes 2.
 */
import { askSlot, bidSlot, Run } from "./layout";
import { equityAt } from "./ledger";
import { greater, lesser } from "./math/rounding";

const LOWEST: i32 = 0;
const HIGHEST: i32 = i32.MAX_VALUE;

function toFloor(x: f64): i32 {
  return x <= 0 ? LOWEST : x >= <f64>HIGHEST ? HIGHEST : <i32>x;
}

/** The highest maintenance rate that either side can have up to price `top`. */
function highestRate(s: Run, top: f64): f64 {
  const notional = greater(s.long, s.short) * top * s.lotValue * (1 + 1e-6);
  let highest: f64 = 0;
  let row = s.tiers;
  for (let i = 0; i < s.tierCount; i++) {
    highest = greater(highest, load<f64>(row, 8));
    if (notional <= load<f64>(row)) break;
    row += 24;
  }
  return highest;
}

/**
 * Prices, or marks, between which no liquidation is due: with the highest rate in reach and no
 * maintenance amount, what is left over maintenance is a line.
 */
function liquidationInterval(s: Run, near: f64): void {
  let lo: f64 = 0;
  let hi = Infinity;
  const gross = s.long + s.short;
  if (gross > 0) {
    const value = s.lotValue;
    const slack = 1e-8 * (Math.abs(s.balance) + Math.abs(s.cost) * value);
    const level = s.balance - s.cost * value - slack;
    const top = 2 * near;
    const slope = (s.net - highestRate(s, top) * gross * (1 + 1e-8) - 1e-8 * gross) * value;
    // Safe where level + slope·x > 0.
    if (slope < 0) hi = level > 0 ? level / -slope - 2 : 0;
    else if (slope > 0) lo = level > 0 ? 0 : -level / slope + 2;
    else if (level <= 0) hi = 0;
    hi = lesser(hi, top);
  }
  s.markLo = lo;
  s.markHi = hi;
}

/**
 * To be called after every change of balance or position.
 * @param near a price or mark around which the intervals are wanted
 */
export function refreshSafety(s: Run, near: f64, marked: bool): void {
  liquidationInterval(s, near);
  let lo: f64 = marked ? 0 : s.markLo;
  let hi: f64 = marked ? Infinity : s.markHi;
  const stop = s.positionStopLoss;
  if (stop == stop) {
    if (s.long > 0) lo = greater(lo, s.entryLong * (1 - stop) * (1 + 1e-8) + 2);
    if (s.short > 0) hi = lesser(hi, s.entryShort * (1 + stop) * (1 - 1e-8) - 2);
  }
  s.safeLo = toFloor(lo);
  s.safeHi = toFloor(hi);
}

/** The interval of the resting orders, merged with the safe one, after something happened at P. */
export function refreshOrders(s: Run, price: i32): void {
  let lo = s.safeLo;
  let hi = s.safeHi;
  if (s.bidHead < s.bidCount) {
    const trigger = bidSlot(s, s.bidHead).trigger;
    // An order already reached at P fills on the next move, wherever that goes.
    lo = trigger >= <f64>price ? HIGHEST : max(lo, toFloor(trigger));
  }
  if (s.askHead < s.askCount) {
    const trigger = askSlot(s, s.askHead).trigger;
    if (trigger <= <f64>price) lo = HIGHEST;
    else hi = min(hi, toFloor(trigger));
  }
  if (s.settled) {
    lo = max(lo, s.keepLo);
    hi = min(hi, s.keepHi);
  }
  s.lo = lo;
  s.hi = hi;
}

/** Highest price that an order of a quote at P can be reached at from above. */
// @ts-ignore: decorator
@inline
export function reachBelow(s: Run, price: i32, kBid: i64): i32 {
  return <i32>min(((<i64>price * kBid) >> 30) - s.reachThrough, <i64>HIGHEST);
}

/** Lowest price that an order of a quote at P can be reached at from below. */
// @ts-ignore: decorator
@inline
export function reachAbove(s: Run, price: i32, kAsk: i64): i32 {
  return <i32>min(((<i64>price * kAsk) >> 30) + s.reachThrough, <i64>HIGHEST);
}

/**
 * How far beyond the exact product an order is reached at the least: the units of the fill rule,
 * less the guard of rounding to ticks and what shifting cuts off. Negative with "touch".
 */
export function reachThroughOf(s: Run): i64 {
  return <i64>min(s.throughUnits, <f64>HIGHEST) - <i64>Math.ceil(4e-6 * s.tickUnits) - 1;
}

/** A reach factor in units of 2^-30. No bid is above its price, so that 1 is enough. */
export function scaleBid(s: Run, factor: f64): i64 {
  const most = factor * (1 + s.inventorySkew);
  return <i64>Math.ceil(greater(lesser(most, 1), 0) * 1073741824.0) + 1;
}

export function scaleAsk(s: Run, factor: f64): i64 {
  const least = factor * (1 - s.inventorySkew);
  return max(<i64>0, <i64>Math.floor(greater(lesser(least, 1.9), 0) * 1073741824.0) - 1);
}

/**
 * Bounds the inventory as a share of what is allowed, for all prices of a window around `near`, to
 * which the safe interval is cut. Within the window equity is a line and positive, so that the share
 * is monotone in the price, and its values at both ends bound it.
 * @param ratio net notional that is a full inventory, as a share of equity
 * @param near price around which the window lies; equity must be marked at prices
 */
export function boundInventory(s: Run, near: f64, ratio: f64): void {
  const lowest = Math.ceil(near * 0.95);
  const highest = Math.floor(near * 1.05);
  const equityLow = equityAt(s, lowest);
  const equityHigh = equityAt(s, highest);
  s.leastInventory = -1;
  s.mostInventory = 1;
  if (equityLow > 0 && equityHigh > 0) {
    const held = (s.net * s.lotValue) / ratio;
    const atLow = (held * lowest) / equityLow;
    const atHigh = (held * highest) / equityHigh;
    s.leastInventory = greater(lesser(atLow, atHigh) - 1e-9, -1);
    s.mostInventory = lesser(greater(atLow, atHigh) + 1e-9, 1);
  }
  s.safeLo = max(s.safeLo, <i32>lowest);
  s.safeHi = min(s.safeHi, <i32>lesser(highest, 2147483647));
}
