/** What strategies work out from complete bars. Semantics 8, estimates from bars. */
import { ln, ln1p } from "../../portable/math.js";
import type { ReferenceStrategy } from "../input.js";
import { type CompleteBar, numberOf, textOf } from "./strategy.js";

const DAY_MS = 86_400_000;
const FOUR_LN_2 = 2.772588722239781;

/** `ln(1 + x)/x` for x ≥ 0, 1 at 0. */
export function logRatio(x: number): number {
  return x === 0 ? 1 : ln1p(x) / x;
}

/** Bars of `intervalMs` in a day, with a fraction. */
export function barsPerDay(intervalMs: number): number {
  return DAY_MS / intervalMs;
}

/** Days from a time to the next midnight UTC: over 0, at midnight 1. */
export function daysToMidnight(timeMs: number): number {
  return (DAY_MS - (timeMs % DAY_MS)) / DAY_MS;
}

/** The sum of the last `length` values, by the rule of appendix A. */
export class WindowSum {
  readonly #length: number;
  readonly #values: number[] = [];
  #sum = 0;

  /** @param length values, whole, 1 or more */
  constructor(length: number) {
    this.#length = length;
  }

  add(value: number): void {
    const values = this.#values;
    values.push(value);
    if (values.length % this.#length === 0) {
      this.#sum = values.slice(-this.#length).reduce((sum, one) => sum + one, 0);
      return;
    }
    this.#sum += value;
    if (values.length > this.#length) this.#sum -= values[values.length - 1 - this.#length];
  }

  /** The mean of the window; null before it is full. */
  get mean(): number | null {
    if (this.#values.length < this.#length) return null;
    return Math.max(this.#sum, 0) / this.#length;
  }
}

/** The variance of one bar, as a share of the price, over `volatilityWindow` bars. */
export class BarVariance {
  readonly #isParkinson: boolean;
  readonly #window: WindowSum;
  #closeBefore: number | null = null;

  constructor(strategy: ReferenceStrategy) {
    this.#isParkinson = textOf(strategy, "volatility") === "parkinson";
    this.#window = new WindowSum(numberOf(strategy, "volatilityWindow"));
  }

  add(bar: CompleteBar): void {
    const y = this.#isParkinson
      ? ln(bar.high / bar.low)
      : bar.close / (this.#closeBefore ?? bar.open) - 1;
    this.#closeBefore = bar.close;
    this.#window.add(this.#isParkinson ? (y * y) / FOUR_LN_2 : y * y);
  }

  /** σ² of a day; null before the window is full. */
  ofDay(intervalMs: number): number | null {
    const { mean } = this.#window;
    return mean === null ? null : mean * barsPerDay(intervalMs);
  }
}
