/** What happens when a bar has been walked: indicators, limits, the recorded equity. Semantics 3. */
import { Market, Run, STOPPED_NONE } from "./layout";
import { equityAt } from "./ledger";
import { countExposure, endBarFills, recordDrawdown } from "./metrics";
import { refreshOrders, refreshSafety, scaleAsk, scaleBid } from "./reach";
import { actsAtQuote, updateRegime } from "./regimes";
import { applyLimit, metLimit } from "./risk";
import { closeOf } from "./trajectory";

/** Sets what the lazy layer needs to know of the current regime. */
export function applyRegime(s: Run): void {
  const regime = s.regime;
  if (!s.ownReach) {
    s.kBid = regime == 0 ? s.kBid0 : regime == 1 ? s.kBid1 : regime == 2 ? s.kBid2 : s.kBid3;
    s.kAsk = regime == 0 ? s.kAsk0 : regime == 1 ? s.kAsk1 : regime == 2 ? s.kAsk2 : s.kAsk3;
  }
  s.settled = 0;
  s.eager = s.alwaysEager | i32(actsAtQuote(s, regime));
}

/** Indicators take the bar in. */
// @ts-ignore: decorator
@inline
export function updateIndicators(s: Run, i: i32): void {
  const before = s.regime;
  updateRegime(s, i);
  if (s.regime != before) applyRegime(s);
}

/** Checks the limits at the end of bar `i`. @returns the equity after them */
export function meetLimits(s: Run, i: i32, equity: f64, mark: f64, time: i64): f64 {
  const met = metLimit(s, equity);
  if (met == STOPPED_NONE) return equity;
  const market = changetype<Market>(s.market);
  const close = closeOf(market, i);
  s.bar = i;
  s.stepTime = time;
  applyLimit(s, met, close);
  countExposure(s, i);
  applyRegime(s);
  s.leastInventory = -1;
  s.mostInventory = 1;
  if (s.ownReach) {
    // What the strategy said held for another position: until it is asked again, nothing is put off.
    s.kBid = scaleBid(s, 1);
    s.kAsk = scaleAsk(s, 1);
  }
  refreshSafety(s, mark, market.marked != 0);
  refreshOrders(s, close);
  return equityAt(s, mark);
}

/** The whole end of a bar that was walked step by step. */
export function endBar(s: Run, i: i32, mark: f64, time: i64): void {
  endBarFills(s);
  let equity = equityAt(s, mark);
  if (!s.ended) {
    if (s.regimeOn) updateIndicators(s, i);
    if (!(equity > s.limitFloor)) equity = meetLimits(s, i, equity, mark, time);
  }
  s.lastEquity = equity;
  recordDrawdown(s, equity, time);
  countExposure(s, i);
  if (s.equityColumn) store<f64>(s.equityColumn + (<usize>i << 3), equity);
  s.cursor = i + 1;
}
