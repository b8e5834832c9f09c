/// <reference path="../globals.d.ts" preserve="true" />
import { checkedPeriod } from "./period.ts";

/**
 * Linearly weighted moving average: Σ i·x_i / (n·(n + 1)/2) over the last n = `period` values, i = 1
 * for the oldest and n for the newest.
 *
 * Kept as `WindowSum` keeps a sum, so nothing is subtracted and nothing drifts: for m values in the
 * tail of the block before and the head of the running one, Σ = Σ_tail + (Σ_head + m·S_head), S the
 * plain sum.
 */
export class Wma {
  /** the average; NaN until ready */
  value: f64 = NaN;
  /** after `period` values */
  ready: bool = false;
  /** values of the running block, then, from `count` on, tail sums of the block before */
  private readonly sums: Float64Array;
  /** weighted tail sums of the block before, its oldest value with weight 1 */
  private readonly weighted: Float64Array;
  private readonly weights: f64;
  private count: i32 = 0;
  private headSum: f64 = 0;
  private headWeighted: f64 = 0;

  /** @param period values, 1 or more */
  constructor(period: i32) {
    this.sums = new Float64Array(checkedPeriod(period));
    this.weighted = new Float64Array(period);
    const n: f64 = period as f64;
    this.weights = (n * (n + 1)) / 2;
  }

  /** Takes a value in, commonly a close. */
  push(x: f64): void {
    const length: i32 = this.sums.length;
    if (this.count === length) this.turn();
    this.sums[this.count] = x;
    this.count += 1;
    this.headSum += x;
    this.headWeighted += (this.count as f64) * x;
    if (this.count === length) {
      this.ready = true;
      this.value = this.headWeighted / this.weights;
    } else if (this.ready) {
      const older: f64 = (length - this.count) as f64;
      const head: f64 = this.headWeighted + older * this.headSum;
      this.value = (this.weighted[this.count] + head) / this.weights;
    }
  }

  /** Makes the tail sums of the block just completed and begins the next. */
  private turn(): void {
    let sum: f64 = 0;
    let weighted: f64 = 0;
    for (let i: i32 = this.sums.length - 1; i >= 0; i--) {
      sum += this.sums[i];
      weighted += sum;
      this.sums[i] = sum;
      this.weighted[i] = weighted;
    }
    this.count = 0;
    this.headSum = 0;
    this.headWeighted = 0;
  }
}
