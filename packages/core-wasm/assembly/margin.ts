/** Tiers, maintenance margin and when a liquidation is due. Semantics 5 and 6. */
import { Run } from "./layout";
import { equityAt, isOpen } from "./ledger";
import { atLeast, atMost, greater } from "./math/rounding";

/** Address of the tier of a notional: the first row whose cap it does not exceed. */
// @ts-ignore: decorator
@inline
function tierOf(s: Run, notional: f64): usize {
  return atMost(notional, load<f64>(s.tiers)) ? s.tiers : laterTier(s, notional);
}

function laterTier(s: Run, notional: f64): usize {
  let row = s.tiers;
  for (let i = 1; i < s.tierCount; i++) {
    if (atMost(notional, load<f64>(row))) return row;
    row += 24;
  }
  return row;
}

/** notional·rate − amount of the tier of `notional`, 0 when that is not positive. */
// @ts-ignore: decorator
@inline
function bracket(s: Run, notional: f64): f64 {
  const row = tierOf(s, notional);
  return greater(notional * load<f64>(row, 8) - load<f64>(row, 16), 0);
}

/** The rate of that bracket: 0 when the bracket is not positive. */
function bracketRate(s: Run, notional: f64): f64 {
  const row = tierOf(s, notional);
  const rate = load<f64>(row, 8);
  return notional * rate - load<f64>(row, 16) > 0 ? rate : 0;
}

/** Maintenance margin at price or mark x, quote. */
export function maintenanceAt(s: Run, x: f64): f64 {
  if (s.tierCount == 0) return 0;
  if (s.marginNet) return bracket(s, Math.abs(s.net) * x * s.lotValue);
  return bracket(s, s.long * x * s.lotValue) + bracket(s, s.short * x * s.lotValue);
}

/** Lots by which maintenance grows with the price: Σ lots·mmr with the tiers held at x. */
function maintenanceSlope(s: Run, x: f64): f64 {
  if (s.tierCount == 0) return 0;
  if (s.marginNet) {
    const lots = Math.abs(s.net);
    return lots * bracketRate(s, lots * x * s.lotValue);
  }
  return (
    s.long * bracketRate(s, s.long * x * s.lotValue) +
    s.short * bracketRate(s, s.short * x * s.lotValue)
  );
}

/** Whether a liquidation is due at x. */
// @ts-ignore: decorator
@inline
export function liquidationDue(s: Run, x: f64): bool {
  return isOpen(s) && atMost(equityAt(s, x), maintenanceAt(s, x));
}

/**
 * The price at which equity met maintenance, clamped between `from` and x; P where no price does,
 * because equity and maintenance move alike. Semantics 6.
 */
export function liquidationPrice(s: Run, x: f64, from: f64, price: i32): f64 {
  const slope = maintenanceSlope(s, x);
  if (atLeast(s.net, slope) && atMost(s.net, slope)) return <f64>price;
  const gap = equityAt(s, x) - maintenanceAt(s, x);
  const at = x - gap / (s.lotValue * (s.net - slope));
  return max(min(from, x), min(max(from, x), at));
}
