/// <reference path="../globals.d.ts" preserve="true" />
import { checkedPeriod } from "./period.ts";

/**
 * Exponential moving average: e = x for the first value, then e += α·(x − e), α = 2/(period + 1).
 * The state is `e` alone; the first value's weight when it becomes ready is (1 − α)^(period − 1).
 */
export class Ema {
  /** the average; NaN until ready */
  value: f64 = NaN;
  /** after `period` values */
  ready: bool = false;
  private readonly period: i32;
  private readonly weight: f64;
  private count: i32 = 0;
  private average: f64 = 0;

  /** @param period values, 1 or more */
  constructor(period: i32) {
    this.period = checkedPeriod(period);
    this.weight = 2 / ((period as f64) + 1);
  }

  /** Takes a value in, commonly a close. */
  push(x: f64): void {
    if (this.count === 0) this.average = x;
    else this.average += this.weight * (x - this.average);
    if (this.count < this.period) this.count += 1;
    if (this.count < this.period) return;
    this.ready = true;
    this.value = this.average;
  }
}
