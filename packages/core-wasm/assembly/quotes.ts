/**
 * Quotes: made at once, put off until the price comes near one of their orders, settled, or waited for
 * while a host places them. A strategy is asked for what it has: hooks that a class does not declare
 * cost nothing, because every class is compiled on its own.
 *
 * | hook | meaning |
 * | --- | --- |
 * | `quote(multiplier, noBuy, noSell)` | places the orders of one quote |
 * | `begin()` | sets its state up, once |
 * | `bidReach(multiplier)`, `askReach(multiplier)` | factors of P beyond which it never quotes, in a regime |
 * | `narrowReach(near)` | narrows kBid and kAsk, or the bounds of the inventory, after something happened |
 * | `afterBar(i)` | takes a complete bar in |
 * | `updateReach()` | works kBid and kAsk out from what it knows now: they are its own, not the regime's |
 * | `latch()` | keeps what a quote of now reads, as it may be worked out later; without it quotes are worked out before `afterBar` |
 * | `dated()` | it reads quoteBar or quoteTime; so does a class with `latch` |
 * | `filled(kind, buy, lots, price, done)` | one of its orders filled; `done`: nothing of it is left |
 * | `settles()` | orders stay at a quote; whether quotes change nothing while nothing fills and keepLo < price < keepHi |
 * | `leavesClosings()` | all closing orders that rest are to stay as they are: only openings are quoted anew |
 * | `alwaysQuotes()` | no quote may be put off |
 * | `takesOrders()` | the host places the orders; `asksAtOnce()`: it is asked when a quote is made, also when that is then put off |
 */
import { beginQuote } from "./acceptance";
import { setAside, setOpeningsAside, takeHanging } from "./keeping";
import { REGIME_HIGH, Run, stateOf } from "./layout";
import { cancelOrders, equityAt } from "./ledger";
import { reachAbove, reachBelow, refreshOrders, refreshSafety } from "./reach";
import { actsAtQuote, spreadMultiplier, tradeRegime } from "./regimes";

/** What a host's strategy is waited for at a step: a quote of this step, or one that was put off. */
const PHASE_QUOTE: i32 = 1;
const PHASE_SETTLE: i32 = 2;
/** Or the orders of a quote that can then be put off: of this step, or of an earlier one between two bars. */
export const PHASE_FIRST: i32 = 3;
const PHASE_BETWEEN: i32 = 4;

/** The strategy places its orders around `quotePrice`. */
function askStrategy<S extends Run>(s: S, regime: i32): void {
  const leans = s.balanceMode != 0 && regime >= REGIME_HIGH;
  const rejected = s.rejectedTooSmall + s.rejectedLeverage + s.rejectedMargin;
  const noBuy = leans && s.net > 0;
  const noSell = leans && s.net < 0;
  if (s.keeps) takeHanging(s, noBuy, noSell);
  s.quote(spreadMultiplier(s, regime), noBuy, noSell);
  if (!s.keeps) return;
  s.asideBids = 0;
  s.asideAsks = 0;
  s.boughtOut = 0;
  s.soldOut = 0;
  if (isDefined(s.settles)) {
    const all = rejected == s.rejectedTooSmall + s.rejectedLeverage + s.rejectedMargin;
    s.settled = i32(all && s.settles());
  }
}

/** @returns whether the host has to place the orders first */
// @ts-ignore: decorator
@inline
function asksHost<S extends Run>(s: S, phase: i32, k: i32): bool {
  if (!isDefined(s.takesOrders)) return false;
  s.resumeStep = k;
  s.resumePhase = phase;
  return true;
}

/** Works a quote out that was put off; nothing that it reads has changed since. */
export function settleQuote<S extends Run>(s: S, k: i32): bool {
  if (!s.pending) return false;
  s.pending = 0;
  // Nothing has filled since, so that the next quote is due as long after this one as ever.
  if (!isDefined(s.latch) && !isDefined(s.dated)) s.quoteTime = s.nextQuote - s.orderRefreshMs;
  beginQuote(s, s.quotePrice, s.quoteMark);
  if (isDefined(s.takesOrders) && !s.asked) return asksHost<S>(s, PHASE_SETTLE, k);
  askStrategy<S>(s, s.quoteRegime);
  return false;
}

/** Notes of which moment a quote is: what the strategy reads then may be read later. */
// @ts-ignore: decorator
@inline
export function dateQuote<S extends Run>(s: S, price: i32, mark: f64, bar: i32, time: i64): void {
  s.quotePrice = price;
  s.quoteMark = mark;
  s.quoteRegime = s.regime;
  if (isDefined(s.latch) || isDefined(s.dated)) {
    s.quoteBar = bar;
    s.quoteTime = time;
  }
  if (isDefined(s.updateReach)) {
    s.quotedBid = s.kBid;
    s.quotedAsk = s.kAsk;
  }
  if (isDefined(s.latch)) s.latch();
}

/**
 * Cancels or sets aside what rests, trades what the regime asks for, and quotes.
 * @returns whether the host has to place the orders first
 */
function quoteNow<S extends Run>(s: S, price: i32, mark: f64, k: i32): bool {
  if (!s.keeps || actsAtQuote(s, s.regime)) cancelOrders(s);
  else if (isDefined(s.leavesClosings)) {
    if (s.leavesClosings()) setOpeningsAside(s);
    else setAside(s);
  } else setAside(s);
  if (!tradeRegime(s, s.regime, price)) return false;
  dateQuote<S>(s, price, mark, s.bar, s.stepTime);
  s.quoteTime = s.stepTime;
  beginQuote(s, price, mark);
  if (asksHost<S>(s, PHASE_QUOTE, k)) return true;
  askStrategy<S>(s, s.regime);
  return false;
}

/** Between which prices a quote that was put off can stay so. */
// @ts-ignore: decorator
@inline
export function setReach<S extends Run>(s: S): void {
  if (isDefined(s.updateReach)) {
    s.lo = max(s.safeLo, reachBelow(s, s.quotePrice, s.quotedBid));
    s.hi = min(s.safeHi, reachAbove(s, s.quotePrice, s.quotedAsk));
    return;
  }
  if (s.quoteRegime != s.regime) {
    // Its spreads were others: it is worked out at the next step.
    s.lo = i32.MAX_VALUE;
    return;
  }
  s.lo = max(s.safeLo, reachBelow(s, s.quotePrice, s.kBid));
  s.hi = min(s.safeHi, reachAbove(s, s.quotePrice, s.kAsk));
}

/**
 * Where a quote that was put off must be worked out, when its orders are known: the host has written
 * the highest price that it bids and the lowest that it asks, units, behind their number.
 */
// @ts-ignore: decorator
@inline
export function askedLow(s: Run): i32 {
  const bid = min(load<f64>(stateOf(s), 8) * (1 + s.inventorySkew), <f64>s.quotePrice);
  return max(s.safeLo, <i32>min(<i64>bid - s.reachThrough, <i64>i32.MAX_VALUE));
}

/** The same above. */
// @ts-ignore: decorator
@inline
export function askedHigh(s: Run): i32 {
  const ask = max(load<f64>(stateOf(s), 16) * (1 - s.inventorySkew), <f64>s.quotePrice);
  return min(s.safeHi, <i32>min(<i64>min(ask, 2147483647) + s.reachThrough, <i64>i32.MAX_VALUE));
}

function setAskedReach(s: Run): void {
  s.lo = askedLow(s);
  s.hi = askedHigh(s);
}

/** Works the intervals out anew. */
export function refreshBounds<S extends Run>(s: S, near: f64, marked: bool): void {
  refreshSafety(s, near, marked);
  if (isDefined(s.narrowReach)) {
    if (!marked) s.narrowReach(near);
  }
  if (isDefined(s.updateReach)) s.updateReach();
}

/** Puts a quote off. @returns whether the host has to place the orders first */
// @ts-ignore: decorator
@inline
function putOff<S extends Run>(s: S, price: i32, mark: f64, k: i32): bool {
  cancelOrders(s);
  dateQuote<S>(s, price, mark, s.bar, s.stepTime);
  if (isDefined(s.takesOrders)) {
    if (s.asksFirst) {
      s.pending = 0;
      s.quoteEquity = equityAt(s, mark);
      return asksHost<S>(s, PHASE_FIRST, k);
    }
    s.asked = 0;
  }
  s.pending = 1;
  setReach<S>(s);
  return false;
}

/** Makes the quote of a step, now or later. @returns whether the host has to place the orders first */
// @ts-ignore: decorator
@inline
export function makeQuote<S extends Run>(s: S, price: i32, mark: f64, marked: bool, k: i32, lazy: bool): bool {
  if (isDefined(s.settles)) {
    if (lazy && s.settled && !s.eager && price > s.keepLo && price < s.keepHi) return false;
  } else if (lazy && !s.eager) {
    return putOff<S>(s, price, mark, k);
  }
  const fills = s.fills;
  const waits = quoteNow<S>(s, price, mark, k);
  // Only what the regime trades changes the account here: the orders are not in the bounds.
  if (lazy && s.fills != fills) refreshBounds<S>(s, mark, marked);
  if (lazy && !waits) refreshOrders(s, price);
  return waits;
}

/**
 * Goes on with the quote for which the host has placed the orders.
 * @returns whether it was that of the step, and not one that was put off
 */
// @ts-ignore: decorator
@inline
export function resumeQuote<S extends Run>(s: S, lazy: bool): bool {
  const phase = s.resumePhase;
  s.resumeStep = 0;
  if (phase == PHASE_FIRST) {
    s.pending = 1;
    s.asked = 1;
    setAskedReach(s);
    return true;
  }
  askStrategy<S>(s, s.quoteRegime);
  if (phase == PHASE_SETTLE) return false;
  if (lazy) refreshOrders(s, s.lastPrice);
  return true;
}

/** Strategies that read bars take bar `i` in; one with a reach of its own hears of the regime. */
// @ts-ignore: decorator
@inline
export function endStrategyBar<S extends Run>(s: S, i: i32, marked: bool): void {
  if (!isDefined(s.afterBar)) {
    if (isDefined(s.updateReach)) {
      if (s.regimeOn) s.updateReach();
    }
    return;
  }
  if (!isDefined(s.latch)) {
    // It would be worked out with what the strategy knows only after this bar.
    if (s.pending) {
      settleQuote<S>(s, 0);
      refreshOrders(s, s.lastPrice);
    }
  }
  s.afterBar(i);
  if (isDefined(s.updateReach)) s.updateReach();
}

/**
 * Asks for the orders of a quote that was put off, after bar `cursor - 1`, because the strategy of a
 * host is to learn of that bar: the quote was made before. It stays put off.
 * @returns whether the host has to write them first, and call again
 */
export function settleBetweenBars<S extends Run>(s: S): bool {
  if (s.resumePhase == PHASE_BETWEEN) {
    s.resumePhase = 0;
    s.asked = 1;
    setAskedReach(s);
    return false;
  }
  if (!s.pending || s.asked || s.ended) return false;
  s.quoteEquity = equityAt(s, s.quoteMark);
  s.resumePhase = PHASE_BETWEEN;
  return true;
}
