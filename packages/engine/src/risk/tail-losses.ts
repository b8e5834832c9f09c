/** Value at risk and expected shortfall by horizon. */
import { finite } from "./quantiles.js";

/** UTC days with bars. */
export const HORIZON_DAYS = [1, 5, 10, 21, 63] as const;
const TAILS = [0.05, 0.01] as const;
/** Fewer windows than this say nothing of their tail. */
const WINDOWS_MIN = 20;

/** Losses over a horizon as shares of the equity before it: more than 0 is a loss. */
export interface TailLoss {
  readonly days: number;
  /** windows that begin on each day, and so overlap */
  readonly windows: number;
  /** loss that 5 % (1 %) of the windows reach, and the mean of those; null with fewer than 20 windows */
  readonly var95: number | null;
  readonly cvar95: number | null;
  readonly var99: number | null;
  readonly cvar99: number | null;
}

/** Returns of every stretch of so many days. */
function windowReturns(returns: Float64Array, days: number): Float64Array {
  const windows = new Float64Array(Math.max(0, returns.length - days + 1));
  for (let from = 0; from < windows.length; from++) {
    let growth = 1;
    for (let day = from; day < from + days; day++) growth *= 1 + returns[day];
    windows[from] = growth - 1;
  }
  return windows;
}

function tailOf(sorted: Float64Array, share: number): { at: number | null; mean: number | null } {
  if (sorted.length < WINDOWS_MIN) return { at: null, mean: null };
  const last = Math.floor(share * sorted.length);
  let sum = 0;
  for (let i = 0; i <= last; i++) sum += sorted[i];
  return { at: finite(0 - sorted[last]), mean: finite(0 - sum / (last + 1)) };
}

/**
 * Historical VaR and CVaR, by the rule that semantics 9 has for `var95` and `cvar95` of one day.
 * @param returns of each UTC day with bars, share of one
 */
export function tailLosses(returns: Float64Array): readonly TailLoss[] {
  return HORIZON_DAYS.map((days): TailLoss => {
    const sorted = windowReturns(returns, days).sort();
    const [five, one] = TAILS.map((share) => tailOf(sorted, share));
    return {
      days,
      windows: sorted.length,
      var95: five.at,
      cvar95: five.mean,
      var99: one.at,
      cvar99: one.mean,
    };
  });
}
