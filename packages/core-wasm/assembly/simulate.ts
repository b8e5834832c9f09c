/**
 * The bars of a run, in two layers with the same results. `plain` is the page, literally.
 * `lazy` works a quote out only when the price comes to where one of its orders could be, and passes
 * over bars in which nothing can happen (kernel notes 2). Both are generic over the strategy and the
 * path source, and every combination is compiled on its own.
 */
import { meetLimits, updateIndicators } from "./bar-end";
import { LAYER_PLAIN, LAYER_SKIP, Market, Run } from "./layout";
import { cancelOrders } from "./ledger";
import { recordDrawdown, startDay, stepEquity } from "./metrics";
import { dateQuote, endStrategyBar, setReach } from "./quotes";
import { reachAbove, reachBelow } from "./reach";
import { limitFloorOf } from "./risk";
import { jumpBars } from "./skip";
import { STATUS_DONE, STATUS_DRAIN, STATUS_ENDED, STATUS_MORE, STATUS_NEEDS_QUOTE } from "./status";
import { closeOf, highOf, lowOf, openTimeOf } from "./trajectory";
import { logIsFull, walkBar } from "./walk";

export function beginDay(s: Run, i: i32, openTime: i64): void {
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
    if (walkBar<S, P>(s, path, s.cursor, false)) return STATUS_NEEDS_QUOTE;
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
function isCalm<S extends Run, P extends Market>(s: S, path: P, i: i32, openTime: i64, step: i32): bool {
  const high = highOf(path, i);
  const low = lowOf(path, i);
  if (openTime < s.pausedUntil || s.eager) return false;
  if (path.hasMark()) {
    if (path.lowestMark(i) <= s.markLo || path.highestMark(i) >= s.markHi) return false;
  }
  if (isDefined(s.settles)) return low > s.lo && high < s.hi && (step == 0 || s.settled != 0);
  let kBid = s.kBid;
  let kAsk = s.kAsk;
  let known = s.pending == 0;
  if (isDefined(s.takesOrders)) {
    if (s.asksFirst && step != 0) return false;
    known = known || s.asked != 0;
  }
  if (known) {
    if (low <= s.lo || high >= s.hi) return false;
    if (step == 0) return true;
    return low > reachBelow(s, high, kBid) && high < reachAbove(s, low, kAsk);
  }
  if (low <= s.safeLo || high >= s.safeHi) return false;
  if (isDefined(s.updateReach)) {
    // The quote that was put off has a reach of its own.
    kBid = max(kBid, s.quotedBid);
    kAsk = min(kAsk, s.quotedAsk);
  } else if (s.quoteRegime != s.regime) return false;
  const quoted = s.quotePrice;
  const top = step == 0 ? quoted : max(high, quoted);
  const bottom = step == 0 ? quoted : min(low, quoted);
  return low > reachBelow(s, top, kBid) && high < reachAbove(s, bottom, kAsk);
}

/** Takes a quote over that a calm bar has made at `step`. */
// @ts-ignore: decorator
@inline
function passQuote<S extends Run, P extends Market>(s: S, path: P, i: i32, step: i32, openTime: i64): void {
  if (isDefined(s.settles)) return;
  if (isDefined(s.takesOrders)) s.asked = 0;
  if (!s.pending) {
    cancelOrders(s);
    s.pending = 1;
  }
  const close = closeOf(path, i);
  const time = openTime + path.offset(s, step);
  if (step == 4) {
    dateQuote<S>(s, close, path.closeMark(i), i, time);
    return;
  }
  const loaded = path.load(s, i);
  const price = path.price(s, i, step, loaded);
  dateQuote<S>(s, price, path.mark(s, i, step, loaded, price), i, time);
}

/** Runs bars, passing over what cannot matter. */
export function advanceLazy<S extends Run, P extends Market>(s: S, end: i32): i32 {
  const path = changetype<P>(s.market);
  // Before anything is set up: it is on the way of every quote that the host places.
  if (isDefined(s.takesOrders) && s.resumeStep) {
    if (walkBar<S, P>(s, path, s.cursor, true)) return STATUS_NEEDS_QUOTE;
    if (s.ended) return STATUS_ENDED;
  }
  const refresh = s.orderRefreshMs;
  const offset2 = path.offset(s, 2);
  const offset3 = path.offset(s, 3);
  const offset4 = path.offset(s, 4);
  const base = path.baseTimeMs;
  const interval = path.intervalMs;
  const lotValue = s.lotValue;
  const curve = s.equityColumn;
  const indicators = s.regimeOn != 0;
  const skips = s.layer == LAYER_SKIP;
  let i = s.cursor;
  while (i < end) {
    const openTime = base + <i64>load<i32>(path.time + (<usize>i << 2)) * interval;
    const time = openTime + offset4;
    if (openTime >= s.dayEnd) beginDay(s, i, openTime);
    if (skips) {
      const jumped = jumpBars(s, i, end);
      if (jumped) {
        i += jumped;
        continue;
      }
    }
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
    if (time < s.nextDue && isCalm<S, P>(s, path, i, openTime, step)) {
      const net = s.net;
      const cost = s.cost;
      const balance = s.balance;
      const worst = net > 0 ? path.lowestMark(i) : path.highestMark(i);
      const mark = path.closeMark(i);
      stepEquity(s, balance + (net * worst - cost) * lotValue);
      if (step) {
        s.nextQuote = openTime + wait;
        passQuote<S, P>(s, path, i, step, openTime);
      }
      if (indicators) updateIndicators(s, i);
      let equity = balance + (net * mark - cost) * lotValue;
      if (equity <= s.limitFloor) equity = meetLimits(s, i, equity, mark, time);
      s.lastEquity = equity;
      recordDrawdown(s, equity, time);
      if (curve) store<f64>(curve + (<usize>i << 3), equity);
      if (isDefined(s.afterBar) || isDefined(s.updateReach)) {
        if (!isDefined(s.latch)) s.lastPrice = closeOf(path, i);
        if (!s.ended) endStrategyBar<S>(s, i, path.hasMark());
      }
    } else {
      s.cursor = i;
      if (logIsFull(s)) return STATUS_DRAIN;
      let open = s.pending != 0;
      if (isDefined(s.takesOrders)) open = open && s.asked == 0;
      if (open) setReach<S>(s);
      if (walkBar<S, P>(s, path, i, true)) return STATUS_NEEDS_QUOTE;
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
