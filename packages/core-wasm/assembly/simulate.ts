/**
 * The step loop of semantics 3, in two layers with the same results. `plain` is the page, literally.
 * `lazy` works a quote out only when the price comes to where one of its orders could be, and passes
 * over bars in which nothing can happen (kernel notes 2). Both are generic over the strategy and the
 * path source, and every combination is compiled on its own.
 */
import { beginQuote } from "./acceptance";
import { endBar, meetLimits, updateIndicators } from "./bar-end";
import { bookEvents } from "./calendar";
import { LAYER_PLAIN, Market, REGIME_HIGH, Run, TRADE_ROWS_PER_BAR } from "./layout";
import { cancelOrders, equityAt } from "./ledger";
import { liquidateAtMark, liquidateAtPrice } from "./liquidation";
import { move } from "./matching";
import { recordDrawdown, startDay, stepEquity } from "./metrics";
import { reachAbove, reachBelow, refreshOrders, refreshSafety } from "./reach";
import { spreadMultiplier, tradeRegime } from "./regimes";
import { checkStops, limitFloorOf } from "./risk";
import { STATUS_DONE, STATUS_DRAIN, STATUS_ENDED, STATUS_MORE } from "./status";
import { closeOf, highOf, lowFirst, lowOf, openOf, openTimeOf } from "./trajectory";

/** The strategy places its orders around `price`. */
function workOut<S extends Run>(s: S, price: i32, mark: f64, regime: i32): void {
  beginQuote(s, price, mark);
  const leans = s.balanceMode != 0 && regime >= REGIME_HIGH;
  s.quote(spreadMultiplier(s, regime), leans && s.net > 0, leans && s.net < 0);
}

/** Cancels everything, trades what the regime asks for, and quotes. */
function quoteNow<S extends Run>(s: S, price: i32, mark: f64): void {
  cancelOrders(s);
  if (tradeRegime(s, s.regime, price)) workOut<S>(s, price, mark, s.regime);
}

/** Works a quote out that was put off; nothing that it reads has changed since. */
function settleQuote<S extends Run>(s: S): void {
  if (!s.pending) return;
  s.pending = 0;
  workOut<S>(s, s.quotePrice, s.quoteMark, s.quoteRegime);
}

/** Between which prices a quote that was put off can stay so. */
// @ts-ignore: decorator
@inline
function setReach(s: Run): void {
  if (s.quoteRegime != s.regime) {
    // Its spreads were others: it is worked out at the next step.
    s.lo = i32.MAX_VALUE;
    return;
  }
  s.lo = max(s.safeLo, reachBelow(s, s.quotePrice));
  s.hi = min(s.safeHi, reachAbove(s, s.quotePrice));
}

/** Works the intervals out anew. */
function refreshBounds<S extends Run>(s: S, near: f64, marked: bool): void {
  refreshSafety(s, near, marked);
  if (!marked) s.narrowReach(near);
}

/** Puts a quote off. */
// @ts-ignore: decorator
@inline
function putOff(s: Run, price: i32, mark: f64): void {
  cancelOrders(s);
  s.pending = 1;
  s.quotePrice = price;
  s.quoteMark = mark;
  s.quoteRegime = s.regime;
  setReach(s);
}

/** Makes bar `i` the current one. */
function beginBar<P extends Market>(s: Run, path: P, i: i32): void {
  s.bar = i;
  s.openTime = openTimeOf(path, i);
  s.barLots = -1;
  if (i == 0) {
    s.lastPrice = openOf(path, 0);
    s.lastMark = path.mark(0, 1, true, s.lastPrice);
  } else {
    s.lastPrice = closeOf(path, i - 1);
    s.lastMark = path.mark(i - 1, 4, true, s.lastPrice);
  }
}

/** Parts 2 to 4 of a step: move, stops, liquidation. */
function moveAndCheck<P extends Market>(s: Run, path: P, k: i32, price: i32, mark: f64): void {
  const jump = k == 1;
  const marked = path.hasMark();
  s.moveFrom = <f64>s.lastPrice;
  move(s, s.lastPrice, price, jump, marked);
  if (s.ended) return;
  checkStops(s, <f64>price, jump, price, marked);
  if (s.ended) return;
  if (marked) liquidateAtMark(s, mark, price);
  else liquidateAtPrice(s, <f64>price, jump, price);
}

/** Walks one bar. `lazy` only leaves out what the intervals say cannot happen. */
function walkBar<S extends Run, P extends Market>(s: S, path: P, i: i32, lazy: bool): void {
  if (!ASC_NO_ASSERT) assert(i < path.count);
  beginBar<P>(s, path, i);
  const low = lowFirst(s, i, openOf(path, i), highOf(path, i), lowOf(path, i), closeOf(path, i));
  const points = path.points();
  const marked = path.hasMark();
  const refresh = s.orderRefreshMs;
  for (let k = 1; k <= points; k++) {
    const price = path.price(i, k, low);
    const mark = path.mark(i, k, low, price);
    const time = s.openTime + path.offset(k);
    s.stepTime = time;
    if (s.nextDue <= time) {
      settleQuote<S>(s);
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
      settleQuote<S>(s);
      moveAndCheck<P>(s, path, k, price, mark);
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
      if (lazy && !s.eager) putOff(s, price, mark);
      else {
        quoteNow<S>(s, price, mark);
        if (lazy) {
          refreshBounds<S>(s, mark, marked);
          refreshOrders(s, price);
        }
      }
    }
    stepEquity(s, equityAt(s, mark));
  }
  endBar(s, i, s.lastMark, s.openTime + path.offset(points));
}

// @ts-ignore: decorator
@inline
function logIsFull(s: Run): bool {
  return s.tradeLog != 0 && s.tradeCount + TRADE_ROWS_PER_BAR > s.tradeCapacity;
}

function beginDay(s: Run, i: i32, openTime: i64): void {
  startDay(s, i, openTime);
  s.limitFloor = limitFloorOf(s);
}

/** Runs bars literally. */
export function advancePlain<S extends Run, P extends Market>(s: S, end: i32): i32 {
  const path = changetype<P>(s.market);
  while (s.cursor < end) {
    if (logIsFull(s)) return STATUS_DRAIN;
    const openTime = openTimeOf(path, s.cursor);
    if (openTime >= s.dayEnd) startDay(s, s.cursor, openTime);
    s.limitFloor = Infinity;
    walkBar<S, P>(s, path, s.cursor, false);
    if (s.ended) return STATUS_ENDED;
  }
  return s.cursor == path.count ? STATUS_DONE : STATUS_MORE;
}


/**
 * Whether nothing can happen in bar `i`: no event due, no quote to be worked out, every price and
 * mark inside the intervals, and no order of a quote of this bar in reach.
 */
// @ts-ignore: decorator
@inline
function isCalm<P extends Market>(s: Run, path: P, i: i32, openTime: i64, step: i32): bool {
  const high = highOf(path, i);
  const low = lowOf(path, i);
  if (openTime < s.pausedUntil || s.eager) return false;
  if (path.hasMark()) {
    if (path.lowestMark(i) <= s.markLo || path.highestMark(i) >= s.markHi) return false;
  }
  if (!s.pending) {
    if (low <= s.lo || high >= s.hi) return false;
    if (step == 0) return true;
    return low > reachBelow(s, high) && high < reachAbove(s, low);
  }
  if (low <= s.safeLo || high >= s.safeHi || s.quoteRegime != s.regime) return false;
  const quoted = s.quotePrice;
  const top = step == 0 ? quoted : max(high, quoted);
  const bottom = step == 0 ? quoted : min(low, quoted);
  return low > reachBelow(s, top) && high < reachAbove(s, bottom);
}

/** Takes a quote over that a calm bar has made at `step`. */
// @ts-ignore: decorator
@inline
function passQuote<P extends Market>(s: Run, path: P, i: i32, step: i32): void {
  if (!s.pending) {
    cancelOrders(s);
    s.pending = 1;
  }
  s.quoteRegime = s.regime;
  const close = closeOf(path, i);
  if (step == 4) {
    s.quotePrice = close;
    s.quoteMark = path.mark(i, 4, true, close);
    return;
  }
  const low = lowFirst(s, i, openOf(path, i), highOf(path, i), lowOf(path, i), close);
  s.quotePrice = path.price(i, step, low);
  s.quoteMark = path.mark(i, step, low, s.quotePrice);
}

/** Runs bars, passing over what cannot matter. */
export function advanceLazy<S extends Run, P extends Market>(s: S, end: i32): i32 {
  const path = changetype<P>(s.market);
  const refresh = s.orderRefreshMs;
  const offset2 = path.offset(2);
  const offset3 = path.offset(3);
  const offset4 = path.offset(4);
  const base = path.baseTimeMs;
  const interval = path.intervalMs;
  const lotValue = s.lotValue;
  const curve = s.equityColumn;
  const indicators = s.regimeOn != 0;
  let i = s.cursor;
  while (i < end) {
    const openTime = base + <i64>load<i32>(path.time + (<usize>i << 2)) * interval;
    const time = openTime + offset4;
    if (openTime >= s.dayEnd) beginDay(s, i, openTime);
    // The last step at which the bar quotes, and what is left to wait after it.
    let step = 0;
    let wait = s.nextQuote - openTime;
    if (wait <= offset4) {
      if (wait <= 0) {
        step = 1;
        wait = refresh;
      }
      if (wait <= offset2) {
        step = 2;
        wait = offset2 + refresh;
      }
      if (wait <= offset3) {
        step = 3;
        wait = offset3 + refresh;
      }
      if (wait <= offset4) {
        step = 4;
        wait = offset4 + refresh;
      }
    }
    if (time < s.nextDue && isCalm<P>(s, path, i, openTime, step)) {
      const net = s.net;
      const cost = s.cost;
      const balance = s.balance;
      const worst = net > 0 ? path.lowestMark(i) : path.highestMark(i);
      const mark = path.mark(i, 4, true, closeOf(path, i));
      stepEquity(s, balance + (net * worst - cost) * lotValue);
      if (step) {
        s.nextQuote = openTime + wait;
        passQuote<P>(s, path, i, step);
      }
      if (indicators) updateIndicators(s, i);
      let equity = balance + (net * mark - cost) * lotValue;
      if (equity <= s.limitFloor) equity = meetLimits(s, i, equity, mark, time);
      s.lastEquity = equity;
      recordDrawdown(s, equity, time);
      if (curve) store<f64>(curve + (<usize>i << 3), equity);
    } else {
      s.cursor = i;
      if (logIsFull(s)) return STATUS_DRAIN;
      if (s.pending) setReach(s);
      walkBar<S, P>(s, path, i, true);
    }
    i++;
    if (s.ended) break;
  }
  s.cursor = i;
  if (s.ended) return STATUS_ENDED;
  return i == path.count ? STATUS_DONE : STATUS_MORE;
}

/** Runs up to `bars` more bars in the layer of the run. */
export function advanceRun<S extends Run, P extends Market>(s: S, bars: i32): i32 {
  const count = changetype<Market>(s.market).count;
  const end = bars < count - s.cursor ? s.cursor + bars : count;
  return s.layer == LAYER_PLAIN ? advancePlain<S, P>(s, end) : advanceLazy<S, P>(s, end);
}
