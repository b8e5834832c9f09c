/// <reference path="../globals.d.ts" preserve="true" />
import { checkedPeriod } from "./period.ts";

/**
 * Wilder's smoothing (New Concepts in Technical Trading Systems, 1978): the mean of the first
 * `period` numbers, then m += (x − m)/period.
 */
export class WilderMean {
  /** the smoothed value; NaN until `period` numbers have come */
  value: f64 = NaN;
  ready: bool = false;
  private readonly period: i32;
  private count: i32 = 0;
  private sum: f64 = 0;

  /** @param period numbers, 1 or more */
  constructor(period: i32) {
    this.period = checkedPeriod(period);
  }

  /** Takes a number in. */
  push(x: f64): void {
    if (this.ready) {
      this.value += (x - this.value) / (this.period as f64);
      return;
    }
    this.sum += x;
    this.count += 1;
    if (this.count === this.period) {
      this.value = this.sum / (this.period as f64);
      this.ready = true;
    }
  }
}
