/// <reference path="../globals.d.ts" preserve="true" />
import { WindowMax } from "./window-max.ts";

/** Donchian channel: highest high and lowest low of the last `period` bars, and the middle of both. */
export class Donchian {
  /** NaN until ready, as the others */
  upper: f64 = NaN;
  /** (upper + lower) / 2 */
  middle: f64 = NaN;
  lower: f64 = NaN;
  /** after `period` bars */
  ready: bool = false;
  private readonly highs: WindowMax;
  private readonly negatedLows: WindowMax;

  /** @param period bars, 1 or more */
  constructor(period: i32) {
    this.highs = new WindowMax(period);
    this.negatedLows = new WindowMax(period);
  }

  /** Takes a bar in. */
  push(high: f64, low: f64): void {
    this.highs.push(high);
    this.negatedLows.push(-low);
    if (!this.highs.full) return;
    this.ready = true;
    this.upper = this.highs.max;
    this.lower = -this.negatedLows.max;
    this.middle = (this.upper + this.lower) / 2;
  }
}
