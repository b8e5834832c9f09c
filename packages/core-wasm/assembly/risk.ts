/** Position stops on the way, and the limits at the end of a bar. Semantics 7. */
import {
  REASON_LIMIT,
  REASON_STOP,
  Run,
  STOPPED_MAX_DAILY_LOSS,
  STOPPED_MAX_DRAWDOWN,
  STOPPED_MIN_EQUITY,
  STOPPED_NONE,
} from "./layout";
import { cancelOrders, closeAll, marketClose } from "./ledger";
import { liquidateAtPrice } from "./liquidation";
import { atLeast, atMost, ceilTick, floorTick } from "./math/rounding";

// @ts-ignore: decorator
@inline
function clampBetween(value: f64, a: f64, b: f64): f64 {
  return max(min(a, b), min(max(a, b), value));
}

/** Closes one side at its stop. @returns whether the side had met it */
function stopSide(s: Run, long: bool, x: f64, jump: bool, price: i32, marked: bool): bool {
  const entry = long ? s.entryLong : s.entryShort;
  const stop = s.positionStopLoss;
  const loss = (long ? entry - x : x - entry) / entry;
  if (!atLeast(loss, stop)) return false;
  const trigger = long
    ? floorTick(entry * (1 - stop), s.tickUnits)
    : ceilTick(entry * (1 + stop), s.tickUnits);
  const at = jump ? <f64>price : clampBetween(trigger, s.moveFrom, x);
  if (!marked && liquidateAtPrice(s, at, jump, price)) return true;
  cancelOrders(s);
  marketClose(s, long, long ? s.long : s.short, at, REASON_STOP, s.stepTime);
  return true;
}

/**
 * Position stops at x: the long side, then the short side.
 * @returns whether one of them acted (or the liquidation before it, see `s.ended`)
 */
// @ts-ignore: decorator
@inline
export function checkStops(s: Run, x: f64, jump: bool, price: i32, marked: bool): bool {
  if (s.positionStopLoss != s.positionStopLoss) return false;
  return stopSides(s, x, jump, price, marked);
}

function stopSides(s: Run, x: f64, jump: bool, price: i32, marked: bool): bool {
  let acted = false;
  if (s.long > 0) acted = stopSide(s, true, x, jump, price, marked);
  if (s.short > 0 && !s.ended) acted = stopSide(s, false, x, jump, price, marked) || acted;
  return acted;
}

/** Equity under which (with a little to spare) one of the limits could be met. */
export function limitFloorOf(s: Run): f64 {
  let floor = -Infinity;
  if (s.maxDrawdown == s.maxDrawdown) floor = max(floor, s.peak - s.maxDrawdown * s.peak);
  if (s.minEquity == s.minEquity) floor = max(floor, s.minEquity);
  if (s.maxDailyLoss == s.maxDailyLoss) {
    // A share of a base that is not positive is met from above: only the exact check can tell.
    if (!(s.dayBase > 0)) return Infinity;
    floor = max(floor, s.dayBase - s.maxDailyLoss * s.dayBase);
  }
  if (floor == -Infinity) return floor;
  return floor + 1e-6 * (Math.abs(floor) + s.peak);
}

/** The first limit that `equity` meets at the end of a bar, in their order; 0 for none. */
// @ts-ignore: decorator
@inline
export function metLimit(s: Run, equity: f64): i32 {
  if (atLeast((s.peak - equity) / s.peak, s.maxDrawdown)) return STOPPED_MAX_DRAWDOWN;
  if (atMost(equity, s.minEquity)) return STOPPED_MIN_EQUITY;
  if (atLeast((s.dayBase - equity) / s.dayBase, s.maxDailyLoss)) return STOPPED_MAX_DAILY_LOSS;
  return STOPPED_NONE;
}

/** Closes everything at market at the end of a bar, and ends the run or pauses it. */
export function applyLimit(s: Run, met: i32, close: i32): void {
  cancelOrders(s);
  closeAll(s, <f64>close, REASON_LIMIT, s.stepTime);
  s.stopped = met;
  if (met == STOPPED_MAX_DAILY_LOSS) s.pausedUntil = max(s.pausedUntil, s.dayEnd);
  else s.ended = 1;
}
