/// <reference path="../globals.d.ts" preserve="true" />
import { checkedPeriod } from "./period.ts";
import { TrueRange } from "./true-range.ts";
import { WilderMean } from "./wilder-mean.ts";
import { WindowSum } from "./window-sum.ts";

/** Average true range (Wilder 1978): Wilder's mean over `period` of the true ranges. */
export class Atr {
  /** in price; NaN until ready */
  value: f64 = NaN;
  /** after `period` bars */
  ready: bool = false;
  private readonly range: TrueRange = new TrueRange();
  private readonly mean: WilderMean;

  /** @param period bars, 1 or more */
  constructor(period: i32) {
    this.mean = new WilderMean(period);
  }

  /** Takes a bar in. */
  push(high: f64, low: f64, close: f64): void {
    this.range.push(high, low, close);
    this.mean.push(this.range.value);
    this.ready = this.mean.ready;
    this.value = this.mean.value;
  }
}

/**
 * Average true range as the volatility regimes measure it (semantics 7): the plain mean of the last
 * `period` true ranges (sum: `WindowSum`). The regimes begin with the mean of what there is; this
 * one waits for `period` bars.
 */
export class MeanAtr {
  /** in price; NaN until ready */
  value: f64 = NaN;
  /** after `period` bars */
  ready: bool = false;
  private readonly period: i32;
  private readonly range: TrueRange = new TrueRange();
  private readonly window: WindowSum;

  /** @param period bars, 1 or more */
  constructor(period: i32) {
    this.period = checkedPeriod(period);
    this.window = new WindowSum(period);
  }

  /** Takes a bar in. */
  push(high: f64, low: f64, close: f64): void {
    this.range.push(high, low, close);
    this.window.push(this.range.value);
    if (!this.window.full) return;
    this.ready = true;
    this.value = this.window.sum / (this.period as f64);
  }
}
