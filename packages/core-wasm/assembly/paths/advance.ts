/**
 * The bars of a run on any number of points, in the same two layers as those of four points, with the
 * same results. The lazy one passes over a bar without drawing it when no order that rests, and none of
 * a quote of the bar's, can be reached in it. The price of a quote that is put off then is drawn once it
 * matters: until then it is known to lie between the low and the high of its bar.
 */
import { endStrategyBar, dateQuote, setReach } from "../quotes";
import { meetLimits, updateIndicators } from "../bar-end";
import { LAYER_PLAIN, Run } from "../layout";
import { cancelOrders } from "../ledger";
import { recordDrawdown, startDay, stepEquity } from "../metrics";
import { reachAbove, reachBelow } from "../reach";
import { beginDay } from "../simulate";
import { startRun } from "../start";
import { STATUS_DONE, STATUS_DRAIN, STATUS_ENDED, STATUS_MORE, STATUS_NEEDS_QUOTE } from "../status";
import { closeOf, highOf, lowOf, openOf, openTimeOf } from "../trajectory";
import { logIsFull, PHASE_DRAIN, walkBar } from "../walk";
import { beginPath, Points } from "./points";

// @ts-ignore: decorator
@inline
function whyStopped(s: Run): i32 {
  return s.resumePhase == PHASE_DRAIN ? STATUS_DRAIN : STATUS_NEEDS_QUOTE;
}

function advancePlain<S extends Run>(s: S, path: Points, end: i32): i32 {
  while (s.cursor < end) {
    if (s.resumeStep == 0) {
      if (logIsFull(s)) return STATUS_DRAIN;
      const openTime = openTimeOf(path, s.cursor);
      if (openTime >= s.dayEnd) startDay(s, s.cursor, openTime);
      s.limitFloor = Infinity;
    }
    if (walkBar<S, Points>(s, path, s.cursor, false)) return whyStopped(s);
    if (s.ended) return STATUS_ENDED;
  }
  return s.cursor == path.count ? STATUS_DONE : STATUS_MORE;
}

/**
 * Whether nothing can happen in bar `i`.
 * @param step of the bar's last quote, 0: it makes none; at 1 it makes one only, at the open
 * @param quotedLow what the price of a quote put off is at the least, and at the most
 */
function isCalm<S extends Run>(
  s: S,
  path: Points,
  i: i32,
  openTime: i64,
  step: i32,
  quotedLow: i32,
  quotedHigh: i32,
): bool {
  const high = highOf(path, i);
  const low = lowOf(path, i);
  if (openTime < s.pausedUntil || s.eager || !path.touchesMarks(s)) return false;
  if (path.marked) {
    if (path.lowestMark(i) <= s.markLo || path.highestMark(i) >= s.markHi) return false;
  }
  if (low <= s.safeLo || high >= s.safeHi) return false;
  if (isDefined(s.settles)) return low > s.lo && high < s.hi && (step == 0 || s.settled != 0);
  let known = s.pending == 0;
  if (isDefined(s.takesOrders)) {
    if (s.asksFirst && step != 0) return false;
    known = known || s.asked != 0;
  }
  const open = openOf(path, i);
  // A quote at the open alone: it is around the open, and what rested before meets only the jump to it.
  const least = step == 1 ? open : low;
  const most = step == 1 ? open : high;
  let kBid = s.kBid;
  let kAsk = s.kAsk;
  if (known) {
    if (least <= s.lo || most >= s.hi) return false;
  } else {
    if (isDefined(s.updateReach)) {
      kBid = max(kBid, s.quotedBid);
      kAsk = min(kAsk, s.quotedAsk);
    } else if (s.quoteRegime != s.regime) return false;
    if (least <= reachBelow(s, quotedHigh, kBid) || most >= reachAbove(s, quotedLow, kAsk)) return false;
  }
  if (step == 0) return true;
  return low > reachBelow(s, most, kBid) && high < reachAbove(s, least, kAsk);
}

/** Gives a quote that was put off at a step of bar `i` its price. */
function drawQuote(s: Run, path: Points, i: i32, step: i32): void {
  const loaded = path.load(s, i);
  s.quotePrice = path.price(s, i, step, loaded);
  s.quoteMark = path.mark(s, i, step, loaded, s.quotePrice);
}

/**
 * Takes a quote over that a calm bar has made at `step`.
 * @returns whether its price is not drawn yet
 */
function passQuote<S extends Run>(s: S, path: Points, i: i32, step: i32, time: i64): bool {
  if (isDefined(s.settles)) return false;
  if (isDefined(s.takesOrders)) s.asked = 0;
  if (!s.pending) {
    cancelOrders(s);
    s.pending = 1;
  }
  dateQuote<S>(s, openOf(path, i), path.openMark(i), i, time);
  if (step == 1) return false;
  if (isDefined(s.afterBar)) {
    if (!isDefined(s.latch)) {
      // It is worked out at the end of this bar.
      drawQuote(s, path, i, step);
      return false;
    }
  }
  return true;
}

/** Passes over bar `i`, which is calm. @returns whether its quote has no price yet */
function passBar<S extends Run>(s: S, path: Points, i: i32, step: i32, quoted: i64, time: i64): bool {
  const net = s.net;
  const worst = net > 0 ? path.lowestMark(i) : path.highestMark(i);
  const close = closeOf(path, i);
  const mark = path.closeMark(i);
  stepEquity(s, s.balance + (net * worst - s.cost) * s.lotValue);
  let open = false;
  if (step) {
    s.nextQuote = quoted + s.orderRefreshMs;
    open = passQuote<S>(s, path, i, step, quoted);
  }
  if (s.regimeOn) updateIndicators(s, i);
  let equity = s.balance + (net * mark - s.cost) * s.lotValue;
  if (equity <= s.limitFloor) equity = meetLimits(s, i, equity, mark, time);
  s.lastEquity = equity;
  recordDrawdown(s, equity, time);
  if (s.equityColumn) store<f64>(s.equityColumn + (<usize>i << 3), equity);
  if (isDefined(s.afterBar) || isDefined(s.updateReach)) {
    if (!isDefined(s.latch)) s.lastPrice = close;
    if (!s.ended) endStrategyBar<S>(s, i, path.hasMark());
  }
  return open;
}

function advanceLazy<S extends Run>(s: S, path: Points, end: i32): i32 {
  const refresh = s.orderRefreshMs;
  let i = s.cursor;
  // The bar and step of a quote put off whose price is not drawn yet; −1: there is none.
  let openBar = -1;
  let openStep = 0;
  while (i < end) {
    if (s.resumeStep) {
      if (walkBar<S, Points>(s, path, i, true)) return whyStopped(s);
      i++;
      if (s.ended) break;
      continue;
    }
    const openTime = openTimeOf(path, i);
    const time = openTime + path.offset4;
    if (openTime >= s.dayEnd) beginDay(s, i, openTime);
    // The last step at which the bar quotes, and when that is.
    let step = 0;
    let quoted: i64 = 0;
    if (time >= s.nextQuote) {
      const count = path.find(s, i);
      let next = s.nextQuote;
      for (let k = 1; k <= count; k++) {
        const at = openTime + path.offset(s, k);
        if (at < next) continue;
        step = k;
        quoted = at;
        next = at + refresh;
        if (next > time) break;
      }
    }
    let calm = false;
    if (time < s.nextDue) {
      const quotedLow = openBar < 0 ? s.quotePrice : lowOf(path, openBar);
      const quotedHigh = openBar < 0 ? s.quotePrice : highOf(path, openBar);
      calm = isCalm<S>(s, path, i, openTime, step, quotedLow, quotedHigh);
    }
    if (!calm && openBar >= 0) {
      drawQuote(s, path, openBar, openStep);
      openBar = -1;
      calm = time < s.nextDue && isCalm<S>(s, path, i, openTime, step, s.quotePrice, s.quotePrice);
    }
    if (calm) {
      const open = passBar<S>(s, path, i, step, quoted, time);
      if (step) {
        openBar = open ? i : -1;
        openStep = step;
      }
    } else {
      s.cursor = i;
      if (logIsFull(s)) return STATUS_DRAIN;
      let open = s.pending != 0;
      if (isDefined(s.takesOrders)) open = open && s.asked == 0;
      if (open) setReach<S>(s);
      if (walkBar<S, Points>(s, path, i, true)) return whyStopped(s);
    }
    i++;
    if (s.ended) break;
  }
  if (openBar >= 0) drawQuote(s, path, openBar, openStep);
  s.cursor = i;
  if (s.ended) return STATUS_ENDED;
  return i == path.count ? STATUS_DONE : STATUS_MORE;
}

/** Brings a run with a path block to the point before its first bar. */
export function startPoints<S extends Run>(s: S): void {
  startRun<S>(s);
  beginPath(s, changetype<Points>(s.market));
}

/** Runs up to `bars` more bars of a run with a path block, in the layer of the run. */
export function advancePoints<S extends Run>(s: S, bars: i32): i32 {
  const path = changetype<Points>(s.market);
  const end = bars < path.count - s.cursor ? s.cursor + bars : path.count;
  return s.layer == LAYER_PLAIN ? advancePlain<S>(s, path, end) : advanceLazy<S>(s, path, end);
}
