/// <reference path="../globals.d.ts" preserve="true" />
import { ln } from "../math.ts";
import { checkedPeriod } from "./period.ts";
import { WindowSum } from "./window-sum.ts";

const FOUR_LN_2: f64 = 4 * Math.LN2;

/**
 * Parkinson's volatility (The Extreme Value Method for Estimating the Variance of the Rate of Return,
 * 1980): √(`barsPerUnit` · Σ ln(high/low)² / (period · 4·ln 2)) over the last `period` bars (sum:
 * `WindowSum`).
 */
export class Parkinson {
  /** share of price, of one bar or of `barsPerUnit` of them; NaN until ready */
  value: f64 = NaN;
  /** after `period` bars */
  ready: bool = false;
  private readonly scale: f64;
  private readonly window: WindowSum;

  /**
   * @param period bars, 1 or more
   * @param barsPerUnit bars in the span that the value is given for: 1440 for a day of minute bars
   */
  constructor(period: i32, barsPerUnit: f64 = 1) {
    this.scale = barsPerUnit / ((checkedPeriod(period) as f64) * FOUR_LN_2);
    this.window = new WindowSum(period);
  }

  /** Takes a bar's prices in, above 0. */
  push(high: f64, low: f64): void {
    const range: f64 = ln(high / low);
    this.window.push(range * range);
    if (!this.window.full) return;
    this.ready = true;
    this.value = Math.sqrt(this.scale * this.window.sum);
  }
}
