/// <reference path="../globals.d.ts" preserve="true" />
import { Ema } from "./ema.ts";

/**
 * Moving average convergence/divergence (Appel 1979): EMA(`fast`) − EMA(`slow`), the EMA over
 * `signal` of that difference (from the first bar on which there is one), and their difference.
 */
export class Macd {
  /** EMA(fast) − EMA(slow); NaN until ready, as the others */
  value: f64 = NaN;
  signal: f64 = NaN;
  /** value − signal */
  histogram: f64 = NaN;
  /** after the longer of `fast` and `slow`, and `signal` − 1 values more */
  ready: bool = false;
  private readonly fastAverage: Ema;
  private readonly slowAverage: Ema;
  private readonly signalAverage: Ema;

  /** @param fast values, 1 or more; as `slow` and `signal` */
  constructor(fast: i32 = 12, slow: i32 = 26, signal: i32 = 9) {
    this.fastAverage = new Ema(fast);
    this.slowAverage = new Ema(slow);
    this.signalAverage = new Ema(signal);
  }

  /** Takes a value in, commonly a close. */
  push(x: f64): void {
    this.fastAverage.push(x);
    this.slowAverage.push(x);
    if (!this.fastAverage.ready || !this.slowAverage.ready) return;
    const difference: f64 = this.fastAverage.value - this.slowAverage.value;
    this.signalAverage.push(difference);
    if (!this.signalAverage.ready) return;
    this.ready = true;
    this.value = difference;
    this.signal = this.signalAverage.value;
    this.histogram = difference - this.signal;
  }
}
