/** What happens when a bar has been walked: indicators, limits, the recorded equity. Semantics 3. */
import { Market, Run } from "./layout";
import { equityAt, isOpen } from "./ledger";
import { endBarFills, recordDrawdown } from "./metrics";
import { refreshOrders, refreshSafety } from "./reach";
import { actsAtQuote, updateRegime } from "./regimes";
import { checkLimits } from "./risk";
import { closeOf } from "./trajectory";

/** Sets what the lazy layer needs to know of the current regime. */
export function applyRegime(s: Run): void {
  const regime = s.regime;
  s.kBid = regime == 0 ? s.kBid0 : regime == 1 ? s.kBid1 : regime == 2 ? s.kBid2 : s.kBid3;
  s.kAsk = regime == 0 ? s.kAsk0 : regime == 1 ? s.kAsk1 : regime == 2 ? s.kAsk2 : s.kAsk3;
  s.eager = s.countRejections | i32(actsAtQuote(s, regime));
}

/** Indicators take the bar in. */
// @ts-ignore: decorator
@inline
export function updateIndicators(s: Run, i: i32): void {
  if (s.regimeOn) {
    const before = s.regime;
    updateRegime(s, i);
    if (s.regime != before) applyRegime(s);
  }
}

function meetLimits(s: Run, i: i32, equity: f64, mark: f64, time: i64): f64 {
  const market = changetype<Market>(s.market);
  const close = closeOf(market, i);
  s.bar = i;
  s.stepTime = time;
  const after = checkLimits(s, equity, close, mark);
  refreshSafety(s, market.marked != 0);
  if (!s.pending) refreshOrders(s, close);
  return after;
}

/** The limits, where one could be met; the equity after them. */
// @ts-ignore: decorator
@inline
export function applyLimits(s: Run, i: i32, equity: f64, mark: f64, time: i64): f64 {
  return equity > s.limitFloor ? equity : meetLimits(s, i, equity, mark, time);
}

/** Records the equity of bar `i` and goes on to the next. */
// @ts-ignore: decorator
@inline
export function recordBar(s: Run, i: i32, equity: f64, time: i64): void {
  s.lastEquity = equity;
  recordDrawdown(s, equity, time);
  if (s.equityColumn) store<f64>(s.equityColumn + (<usize>i << 3), equity);
  if (isOpen(s)) s.exposedBars += 1;
  s.cursor = i + 1;
}

/** The whole end of a bar that was walked step by step. */
export function endBar(s: Run, i: i32, mark: f64, time: i64): void {
  endBarFills(s);
  let equity = equityAt(s, mark);
  if (!s.ended) {
    updateIndicators(s, i);
    equity = applyLimits(s, i, equity, mark, time);
  }
  recordBar(s, i, equity, time);
}
