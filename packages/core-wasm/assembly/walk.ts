/** One bar, step by step, as semantics 3 has it; generic over the strategy and the path source. */
import { endBar } from "./bar-end";
import { bookEvents } from "./calendar";
import { Market, Run, SLOTS_PER_SIDE, TRADE_ROWS_PER_BAR } from "./layout";
import { equityAt } from "./ledger";
import { liquidateAtMark, liquidateAtPrice } from "./liquidation";
import { move } from "./matching";
import { stepEquity } from "./metrics";
import { endStrategyBar, makeQuote, refreshBounds, resumeQuote, settleQuote } from "./quotes";
import { refreshOrders } from "./reach";
import { checkStops } from "./risk";
import { closeOf, openOf, openTimeOf } from "./trajectory";

/** What a step waits for besides a host's orders (PHASE_ of quotes.ts): room in the trade log. */
export const PHASE_DRAIN: i32 = 5;

// @ts-ignore: decorator
@inline
export function logIsFull(s: Run): bool {
  return s.tradeLog != 0 && s.tradeCount + TRADE_ROWS_PER_BAR > s.tradeCapacity;
}

/** Whether the log has no room for what one step can add at most: each order once, and what closes. */
// @ts-ignore: decorator
@inline
function stepIsTooMuch(s: Run): bool {
  return s.tradeLog != 0 && s.tradeCount + 4 * SLOTS_PER_SIDE > s.tradeCapacity;
}

/** Makes bar `i` the current one. */
function beginBar<P extends Market>(s: Run, path: P, i: i32): void {
  s.bar = i;
  s.openTime = openTimeOf(path, i);
  s.barLots = -1;
  if (i == 0) {
    s.lastPrice = openOf(path, 0);
    s.lastMark = path.openMark(0);
  } else {
    s.lastPrice = closeOf(path, i - 1);
    s.lastMark = path.closeMark(i - 1);
  }
}

/** Parts 2 to 4 of a step: move, stops, liquidation. */
function moveAndCheck<S extends Run, P extends Market>(s: S, path: P, k: i32, price: i32, mark: f64): void {
  const jump = k == 1;
  const marked = path.hasMark();
  s.moveFrom = <f64>s.lastPrice;
  move<S>(s, s.lastPrice, price, jump, marked);
  if (s.ended) return;
  checkStops(s, <f64>price, jump, price, marked);
  if (s.ended) return;
  if (marked) liquidateAtMark(s, mark, price);
  else liquidateAtPrice(s, <f64>price, jump, price);
}

/**
 * Walks one bar. `lazy` only leaves out what the intervals say cannot happen.
 * @returns whether it stopped because the host has to place the orders of a quote first, or to drain
 * the trade log
 */
export function walkBar<S extends Run, P extends Market>(s: S, path: P, i: i32, lazy: bool): bool {
  if (!ASC_NO_ASSERT) assert(i < path.count);
  const marked = path.hasMark();
  let k = 1;
  let loaded: i32;
  if ((isDefined(s.takesOrders) || isDefined(path.drains)) && s.resumeStep) {
    k = s.resumeStep;
    loaded = s.resumeLow;
    if (isDefined(path.drains) && s.resumePhase == PHASE_DRAIN) {
      s.resumeStep = 0;
      s.resumePhase = 0;
    } else if (isDefined(s.takesOrders)) {
      if (resumeQuote<S>(s, lazy)) {
        stepEquity(s, equityAt(s, s.lastMark));
        k++;
      }
    }
  } else {
    beginBar<P>(s, path, i);
    loaded = path.load(s, i);
    if (isDefined(s.takesOrders)) s.resumeLow = loaded;
  }
  const points = path.points(loaded);
  const refresh = s.orderRefreshMs;
  for (; k <= points; k++) {
    if (isDefined(path.drains)) {
      if (stepIsTooMuch(s)) {
        s.resumeStep = k;
        s.resumeLow = loaded;
        s.resumePhase = PHASE_DRAIN;
        return true;
      }
    }
    const price = path.price(s, i, k, loaded);
    const mark = path.mark(s, i, k, loaded, price);
    const time = s.openTime + path.offset(s, k);
    s.stepTime = time;
    if (s.nextDue <= time) {
      if (settleQuote<S>(s, k)) return true;
      bookEvents(s, time, s.lastMark);
      if (lazy) {
        refreshBounds<S>(s, s.lastMark, marked);
        refreshOrders(s, s.lastPrice);
      }
    }
    let calm = lazy && price > s.lo && price < s.hi;
    if (marked) calm = calm && mark > s.markLo && mark < s.markHi;
    if (!calm) {
      const fills = s.fills;
      if (settleQuote<S>(s, k)) return true;
      moveAndCheck<S, P>(s, path, k, price, mark);
      if (lazy) {
        const safe = price > s.safeLo && price < s.safeHi;
        if (marked || s.fills != fills || !safe) refreshBounds<S>(s, mark, marked);
        refreshOrders(s, price);
      }
    }
    s.lastPrice = price;
    s.lastMark = mark;
    if (s.ended) break;
    if (time >= s.nextQuote && time >= s.pausedUntil) {
      s.nextQuote = time + refresh;
      if (makeQuote<S>(s, price, mark, marked, k, lazy)) return true;
    }
    stepEquity(s, equityAt(s, mark));
  }
  endBar(s, i, s.lastMark, s.openTime + path.offset4);
  if (!s.ended && !s.replays) endStrategyBar<S>(s, i, marked);
  return false;
}
