/// <reference path="../globals.d.ts" preserve="true" />
import { checkedPeriod } from "./period.ts";
import { WindowSum } from "./window-sum.ts";

/** Simple moving average: Σx / period over the last `period` values (sum: `WindowSum`). */
export class Sma {
  /** the average; NaN until ready */
  value: f64 = NaN;
  /** after `period` values */
  ready: bool = false;
  private readonly period: i32;
  private readonly window: WindowSum;

  /** @param period values, 1 or more */
  constructor(period: i32) {
    this.period = checkedPeriod(period);
    this.window = new WindowSum(period);
  }

  /** Takes a value in, commonly a close. */
  push(x: f64): void {
    this.window.push(x);
    if (!this.window.full) return;
    this.ready = true;
    this.value = this.window.sum / (this.period as f64);
  }
}
