/** Volatility regimes: ATR, the regime of the next bar, and what it does at a quote. Semantics 7. */
import {
  Market,
  REASON_REGIME,
  REGIME_EMERGENCY,
  REGIME_EXTREME,
  REGIME_HIGH,
  REGIME_NORMAL,
  Run,
} from "./layout";
import { closeAll, marketClose } from "./ledger";
import { atLeast } from "./math/rounding";
import { closeOf, highOf, lowOf } from "./trajectory";

/** True range of bar `i`, price units. */
export function trueRange(m: Market, i: i32, first: i32): i64 {
  if (i == first) return <i64>highOf(m, i) - <i64>lowOf(m, i);
  const before = closeOf(m, i - 1);
  return <i64>max(highOf(m, i), before) - <i64>min(lowOf(m, i), before);
}

/** Takes bar `i` in and sets the regime of the next bar. True ranges are whole units: sums are exact. */
export function updateRegime(s: Run, i: i32): void {
  const m = changetype<Market>(s.market);
  const period = s.atrPeriod;
  s.trueRangeSum += trueRange(m, i, 0);
  if (i >= period) s.trueRangeSum -= trueRange(m, i - period, 0);
  const ratio = <f64>s.trueRangeSum / <f64>min(i + 1, period) / <f64>closeOf(m, i);
  let regime = REGIME_NORMAL;
  if (atLeast(ratio, s.emergencyThreshold)) regime = REGIME_EMERGENCY;
  else if (atLeast(ratio, s.extremeThreshold)) regime = REGIME_EXTREME;
  else if (atLeast(ratio, s.highThreshold)) regime = REGIME_HIGH;
  s.regime = regime;
}

/** By what spreads are multiplied in a regime. */
// @ts-ignore: decorator
@inline
export function spreadMultiplier(s: Run, regime: i32): f64 {
  if (regime == REGIME_NORMAL) return 1;
  return regime == REGIME_HIGH ? s.highMultiplier : s.extremeMultiplier;
}

/** Whether a quote in this regime can trade at market, so that it cannot be put off. */
// @ts-ignore: decorator
@inline
export function actsAtQuote(s: Run, regime: i32): bool {
  if (regime < REGIME_EXTREME) return false;
  return s.extremeFlatten != 0 || (regime == REGIME_EMERGENCY && s.emergencyClose != 0);
}

/**
 * The market orders of a regime at a quote.
 * @returns whether the strategy quotes after them
 */
export function tradeRegime(s: Run, regime: i32, price: i32): bool {
  if (regime < REGIME_EXTREME) return true;
  const at = <f64>price;
  if (regime == REGIME_EMERGENCY && s.emergencyClose) {
    closeAll(s, at, REASON_REGIME, s.stepTime);
    return false;
  }
  if (s.extremeFlatten) {
    if (s.long > s.short) marketClose(s, true, s.long - s.short, at, REASON_REGIME, s.stepTime);
    else if (s.short > s.long) {
      marketClose(s, false, s.short - s.long, at, REASON_REGIME, s.stepTime);
    }
  }
  return true;
}
