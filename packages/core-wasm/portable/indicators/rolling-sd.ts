/// <reference path="../globals.d.ts" preserve="true" />
import { WindowMoments } from "./window-moments.ts";

/** Standard deviation of the last `period` values, of the population: √(Σ(x − mean)² / period). */
export class RollingSd {
  /** the deviation, 0 or more; NaN until ready */
  value: f64 = NaN;
  /** mean of the same values; NaN until ready */
  mean: f64 = NaN;
  /** after `period` values */
  ready: bool = false;
  private readonly period: i32;
  private readonly window: WindowMoments;

  /** @param period values, 1 or more */
  constructor(period: i32) {
    this.period = period;
    this.window = new WindowMoments(period);
  }

  /** Takes a value in. */
  push(x: f64): void {
    this.window.push(x);
    if (!this.window.full) return;
    this.ready = true;
    this.mean = this.window.mean;
    this.value = Math.sqrt(this.window.squares / (this.period as f64));
  }
}
