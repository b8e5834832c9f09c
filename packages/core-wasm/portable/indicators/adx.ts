/// <reference path="../globals.d.ts" preserve="true" />
import { TrueRange } from "./true-range.ts";
import { WilderMean } from "./wilder-mean.ts";

/**
 * Average directional index (Wilder 1978). From the second bar on: up = high − high before,
 * down = low before − low; +DM = up when up > down and up > 0, −DM = down when down > up and down > 0,
 * else 0. ±DI = 100 · mean(±DM) / mean(true range), DX = 100 · |+DI − −DI| / (+DI + −DI) (0 when both
 * are 0), ADX = mean(DX); all means are Wilder's over `period`.
 */
export class Adx {
  /** 0 to 100; NaN until ready */
  value: f64 = NaN;
  /** +DI, 0 to 100; NaN until `period` + 1 bars */
  plus: f64 = NaN;
  /** −DI, 0 to 100; NaN until `period` + 1 bars */
  minus: f64 = NaN;
  /** after 2·`period` bars */
  ready: bool = false;
  private readonly range: TrueRange = new TrueRange();
  private readonly ranges: WilderMean;
  private readonly ups: WilderMean;
  private readonly downs: WilderMean;
  private readonly index: WilderMean;
  private started: bool = false;
  private high: f64 = NaN;
  private low: f64 = NaN;

  /** @param period bars, 1 or more */
  constructor(period: i32) {
    this.ranges = new WilderMean(period);
    this.ups = new WilderMean(period);
    this.downs = new WilderMean(period);
    this.index = new WilderMean(period);
  }

  /** Takes a bar in. */
  push(high: f64, low: f64, close: f64): void {
    const up: f64 = high - this.high;
    const down: f64 = this.low - low;
    this.high = high;
    this.low = low;
    this.range.push(high, low, close);
    if (!this.started) {
      this.started = true;
      return;
    }
    this.ups.push(up > down && up > 0 ? up : 0);
    this.downs.push(down > up && down > 0 ? down : 0);
    this.ranges.push(this.range.value);
    if (this.ranges.ready) this.direct();
  }

  private direct(): void {
    const range: f64 = this.ranges.value;
    this.plus = range > 0 ? (100 * this.ups.value) / range : 0;
    this.minus = range > 0 ? (100 * this.downs.value) / range : 0;
    const sum: f64 = this.plus + this.minus;
    this.index.push(sum > 0 ? (100 * Math.abs(this.plus - this.minus)) / sum : 0);
    this.ready = this.index.ready;
    this.value = this.index.value;
  }
}
