/// <reference path="../globals.d.ts" preserve="true" />
import { WilderMean } from "./wilder-mean.ts";

/**
 * Relative strength index (Wilder 1978): 100 − 100/(1 + G/L), G and L Wilder's means over `period` of
 * the rises and of the falls from close to close. 100 when L is 0, and 50 when G is 0 too.
 */
export class Rsi {
  /** 0 to 100; NaN until ready */
  value: f64 = NaN;
  /** after `period` + 1 closes */
  ready: bool = false;
  private readonly gains: WilderMean;
  private readonly losses: WilderMean;
  private started: bool = false;
  private close: f64 = NaN;

  /** @param period changes, 1 or more */
  constructor(period: i32) {
    this.gains = new WilderMean(period);
    this.losses = new WilderMean(period);
  }

  /** Takes a close in. */
  push(close: f64): void {
    const change: f64 = close - this.close;
    this.close = close;
    if (!this.started) {
      this.started = true;
      return;
    }
    this.gains.push(change > 0 ? change : 0);
    this.losses.push(change < 0 ? -change : 0);
    if (!this.gains.ready) return;
    this.ready = true;
    const gain: f64 = this.gains.value;
    const loss: f64 = this.losses.value;
    if (loss === 0) this.value = gain === 0 ? 50 : 100;
    else this.value = 100 - 100 / (1 + gain / loss);
  }
}
