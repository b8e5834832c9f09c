/// <reference path="../globals.d.ts" preserve="true" />
import { WindowSum } from "./window-sum.ts";

const DAY_MS: f64 = 86400000;

/** What one bar counts with: its typical price. */
function typicalPrice(high: f64, low: f64, close: f64): f64 {
  return (high + low + close) / 3;
}

/**
 * Volume-weighted average price of the last `period` bars: Σ p·v / Σ v, p = (high + low + close)/3
 * (sums: `WindowSum`). p of the newest bar when nothing was traded in the window.
 */
export class RollingVwap {
  /** in price; NaN until ready */
  value: f64 = NaN;
  /** after `period` bars */
  ready: bool = false;
  private readonly amounts: WindowSum;
  private readonly volumes: WindowSum;

  /** @param period bars, 1 or more */
  constructor(period: i32) {
    this.amounts = new WindowSum(period);
    this.volumes = new WindowSum(period);
  }

  /** Takes a bar in; its volume is 0 or more, in any unit. */
  push(high: f64, low: f64, close: f64, volume: f64): void {
    const price: f64 = typicalPrice(high, low, close);
    this.amounts.push(price * volume);
    this.volumes.push(volume);
    if (!this.volumes.full) return;
    this.ready = true;
    const total: f64 = this.volumes.sum;
    this.value = total > 0 ? this.amounts.sum / total : price;
  }
}

/**
 * Volume-weighted average price since 00:00 UTC of the bar's day: Σ p·v / Σ v, p = (high + low +
 * close)/3, added in the order of the bars. p of the newest bar while nothing was traded that day.
 */
export class DayVwap {
  /** in price; NaN before the first bar */
  value: f64 = NaN;
  /** after the first bar */
  ready: bool = false;
  private day: f64 = NaN;
  private amount: f64 = 0;
  private volume: f64 = 0;

  /** Takes a bar in: its open time in UTC milliseconds, and its volume, 0 or more, in any unit. */
  push(timeMs: f64, high: f64, low: f64, close: f64, volume: f64): void {
    const day: f64 = Math.floor(timeMs / DAY_MS);
    if (day !== this.day) {
      this.day = day;
      this.amount = 0;
      this.volume = 0;
    }
    const price: f64 = typicalPrice(high, low, close);
    this.amount += price * volume;
    this.volume += volume;
    this.ready = true;
    this.value = this.volume > 0 ? this.amount / this.volume : price;
  }
}
