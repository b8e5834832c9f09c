/// <reference path="../globals.d.ts" preserve="true" />
import { ln } from "../math.ts";
import { checkedPeriod } from "./period.ts";
import { WindowSum } from "./window-sum.ts";

/**
 * Realised volatility (Andersen & Bollerslev 1998): √(`barsPerUnit` · Σr² / period) over the last
 * `period` returns r = ln(close/close before), without taking a mean off (sum: `WindowSum`).
 */
export class RealisedVolatility {
  /** share of price, of one bar or of `barsPerUnit` of them; NaN until ready */
  value: f64 = NaN;
  /** after `period` + 1 closes */
  ready: bool = false;
  private readonly scale: f64;
  private readonly window: WindowSum;
  private started: bool = false;
  private close: f64 = NaN;

  /**
   * @param period returns, 1 or more
   * @param barsPerUnit bars in the span that the value is given for: 1440 for a day of minute bars
   */
  constructor(period: i32, barsPerUnit: f64 = 1) {
    this.scale = barsPerUnit / (checkedPeriod(period) as f64);
    this.window = new WindowSum(period);
  }

  /** Takes a close in, above 0. */
  push(close: f64): void {
    const change: f64 = ln(close / this.close);
    this.close = close;
    if (!this.started) {
      this.started = true;
      return;
    }
    this.window.push(change * change);
    if (!this.window.full) return;
    this.ready = true;
    this.value = Math.sqrt(this.scale * this.window.sum);
  }
}
