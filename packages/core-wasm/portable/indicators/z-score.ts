/// <reference path="../globals.d.ts" preserve="true" />
import { RollingSd } from "./rolling-sd.ts";

/**
 * Z-score: how many population standard deviations of the last `period` values the newest lies above
 * their mean; 0 when they are all equal.
 */
export class ZScore {
  /** NaN until ready */
  value: f64 = NaN;
  /** after `period` values */
  ready: bool = false;
  private readonly window: RollingSd;

  /** @param period values, 1 or more */
  constructor(period: i32) {
    this.window = new RollingSd(period);
  }

  /** Takes a value in. */
  push(x: f64): void {
    this.window.push(x);
    if (!this.window.ready) return;
    this.ready = true;
    const deviation: f64 = this.window.value;
    this.value = deviation === 0 ? 0 : (x - this.window.mean) / deviation;
  }
}
