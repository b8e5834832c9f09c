/// <reference path="../globals.d.ts" preserve="true" />
import { checkedPeriod } from "./period.ts";

/**
 * Mean and sum of squared deviations from it (m₂) of the last `period` numbers, without the
 * cancellation of Σx² − (Σx)²/n and without drift. The window is laid out as in `WindowSum`; head and
 * tail are built by Welford's update (1962), δ = x − mean, mean += δ/k, m₂ += δ·(x − mean), and
 * joined by the rule of Chan, Golub & LeVeque (1979): δ = mean_h − mean_t,
 * mean = mean_t + δ·(k/n), m₂ = m₂_t + (m₂_h + δ²·k·(n − k)/n), for k numbers of n in the head.
 */
export class WindowMoments {
  /** mean of the window; NaN until it is full */
  mean: f64 = NaN;
  /** sum of squared deviations from the mean, never negative; NaN until the window is full */
  squares: f64 = NaN;
  /** whether `period` numbers have come */
  full: bool = false;
  /** numbers of the running block, then, from `count` on, tail means of the block before */
  private readonly means: Float64Array;
  private readonly tailSquares: Float64Array;
  private count: i32 = 0;
  private headMean: f64 = 0;
  private headSquares: f64 = 0;

  /** @param period how many numbers the window holds, 1 or more */
  constructor(period: i32) {
    this.means = new Float64Array(checkedPeriod(period));
    this.tailSquares = new Float64Array(period);
  }

  /** Takes a number in; the oldest leaves. */
  push(x: f64): void {
    const length: i32 = this.means.length;
    if (this.count === length) this.turn();
    this.means[this.count] = x;
    this.count += 1;
    const deviation: f64 = x - this.headMean;
    this.headMean += deviation / (this.count as f64);
    this.headSquares += deviation * (x - this.headMean);
    if (this.count === length) {
      this.full = true;
      this.mean = this.headMean;
      this.squares = this.headSquares;
    } else if (this.full) {
      this.join(length as f64);
    }
  }

  /** Makes the tails of the block just completed and begins the next. */
  private turn(): void {
    let mean: f64 = 0;
    let squares: f64 = 0;
    const length: i32 = this.means.length;
    for (let i: i32 = length - 1; i >= 0; i--) {
      const x: f64 = this.means[i];
      const deviation: f64 = x - mean;
      mean += deviation / ((length - i) as f64);
      squares += deviation * (x - mean);
      this.means[i] = mean;
      this.tailSquares[i] = squares;
    }
    this.count = 0;
    this.headMean = 0;
    this.headSquares = 0;
  }

  private join(n: f64): void {
    const k: f64 = this.count as f64;
    const tailMean: f64 = this.means[this.count];
    const apart: f64 = this.headMean - tailMean;
    this.mean = tailMean + apart * (k / n);
    const between: f64 = (apart * apart * k * (n - k)) / n;
    this.squares = this.tailSquares[this.count] + (this.headSquares + between);
  }
}
