/// <reference path="../globals.d.ts" preserve="true" />
import { RollingSd } from "./rolling-sd.ts";

/** Bollinger bands (Bollinger 2001): mean ± `deviations` population standard deviations of `period` values. */
export class Bollinger {
  /** NaN until ready, as the others */
  upper: f64 = NaN;
  /** mean of the values */
  middle: f64 = NaN;
  lower: f64 = NaN;
  /** after `period` values */
  ready: bool = false;
  private readonly deviations: f64;
  private readonly window: RollingSd;

  /**
   * @param period values, 1 or more
   * @param deviations half width of the bands in standard deviations
   */
  constructor(period: i32, deviations: f64 = 2) {
    this.deviations = deviations;
    this.window = new RollingSd(period);
  }

  /** Takes a value in, commonly a close. */
  push(x: f64): void {
    this.window.push(x);
    if (!this.window.ready) return;
    this.ready = true;
    const half: f64 = this.deviations * this.window.value;
    this.middle = this.window.mean;
    this.upper = this.middle + half;
    this.lower = this.middle - half;
  }
}
