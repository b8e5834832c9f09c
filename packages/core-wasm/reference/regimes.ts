/** Volatility regimes from the mean true range of complete bars. Semantics 7. */
import type { ReferenceVolatility } from "./input.js";
import { atLeast } from "./math/guard.js";

export type Regime = "normal" | "high" | "extreme" | "emergency";

/** What quotes do in a regime. */
export interface RegimeEffects {
  readonly spreadMultiplier: number;
  /** no buy while net > 0, no sell while net < 0 */
  readonly balance: boolean;
  /** cut the larger side to the smaller (one-way: close) at market first */
  readonly flatten: boolean;
  /** close everything at market and quote nothing */
  readonly closeAll: boolean;
}

/** Mean true range of the last bars, in price units. */
export class TrueRangeMean {
  readonly #ranges: number[] = [];
  #sum = 0;
  #previousClose: number | null = null;
  readonly #period: number;

  /** @param period bars, whole, 1 or more */
  constructor(period: number) {
    this.#period = period;
  }

  /** Takes a complete bar in and returns the mean over the last `period` bars, or those there are. */
  next(high: number, low: number, close: number): number {
    const c = this.#previousClose;
    const range = c === null ? high - low : Math.max(high, c) - Math.min(low, c);
    this.#previousClose = close;
    this.#ranges.push(range);
    this.#sum += range;
    if (this.#ranges.length > this.#period) {
      this.#sum -= this.#ranges[this.#ranges.length - 1 - this.#period];
    }
    return this.#sum / Math.min(this.#ranges.length, this.#period);
  }
}

/** The most severe regime that is set and whose threshold `atr / close` meets. */
export function regimeOf(volatility: ReferenceVolatility, atr: number, close: number): Regime {
  const ratio = atr / close;
  for (const name of ["emergency", "extreme", "high"] as const) {
    const threshold = volatility[name];
    if (threshold !== null && atLeast(ratio, threshold)) return name;
  }
  return "normal";
}

/** What a regime does; `emergency` acts as `extreme` where `emergencyClose` is unset. */
export function effectsOf(volatility: ReferenceVolatility, regime: Regime): RegimeEffects {
  if (regime === "normal") {
    return { spreadMultiplier: 1, balance: false, flatten: false, closeAll: false };
  }
  const high = volatility.highSpreadMultiplier ?? 1;
  if (regime === "high") {
    return { spreadMultiplier: high, balance: volatility.balance, flatten: false, closeAll: false };
  }
  return {
    spreadMultiplier: volatility.extremeSpreadMultiplier ?? high,
    balance: volatility.balance,
    flatten: volatility.extremeFlatten,
    closeAll: regime === "emergency" && volatility.emergencyClose,
  };
}
