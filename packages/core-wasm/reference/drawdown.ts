/** Drawdown of the recorded equity and inside bars, and the longest time under a peak. Semantics 9. */
import { atLeast, atMost } from "./math/guard.js";

export class Drawdown {
  /** running peak of the recorded equity, from the initial balance on */
  peak: number;
  max = 0;
  maxIntrabar = 0;
  maxDurationMs = 0;
  #peakMs: number;

  constructor(initialBalance: number, firstOpenTimeMs: number) {
    this.peak = initialBalance;
    this.#peakMs = firstOpenTimeMs;
  }

  /** Takes in the equity after a step. */
  step(equity: number): void {
    this.maxIntrabar = Math.max(this.maxIntrabar, (this.peak - equity) / this.peak);
  }

  /** Takes in the equity recorded for a bar that closes at `closeMs`. */
  record(equity: number, closeMs: number): void {
    if (!atMost(equity, this.peak)) {
      this.peak = equity;
      this.#peakMs = closeMs;
    }
    this.step(equity);
    this.max = Math.max(this.max, (this.peak - equity) / this.peak);
    if (!atLeast(equity, this.peak)) {
      this.maxDurationMs = Math.max(this.maxDurationMs, closeMs - this.#peakMs);
    }
  }
}
