/// <reference path="../globals.d.ts" preserve="true" />
import { checkedPeriod } from "./period.ts";

/**
 * The greatest of the last `period` numbers, kept as `WindowSum` keeps a sum: the greater of the
 * running block's head and of the tail of the block before. The least is −max of the numbers negated.
 */
export class WindowMax {
  /** greatest number of the window, of those there are before it is full; −Infinity before the first */
  max: f64 = -Infinity;
  /** whether `period` numbers have come */
  full: bool = false;
  /** numbers of the running block, then, from `count` on, tail maxima of the block before */
  private readonly slots: Float64Array;
  private count: i32 = 0;
  private head: f64 = -Infinity;

  /** @param period how many numbers the window holds, 1 or more */
  constructor(period: i32) {
    this.slots = new Float64Array(checkedPeriod(period)).fill(-Infinity);
  }

  /** Takes a number in; the oldest leaves. */
  push(x: f64): void {
    const slots: Float64Array = this.slots;
    const length: i32 = slots.length;
    if (this.count === length) {
      for (let i: i32 = length - 2; i >= 0; i--) slots[i] = Math.max(slots[i], slots[i + 1]);
      this.count = 0;
      this.head = -Infinity;
    }
    slots[this.count] = x;
    this.count += 1;
    this.head = Math.max(this.head, x);
    if (this.count === length) {
      this.full = true;
      this.max = this.head;
    } else {
      this.max = Math.max(this.head, slots[this.count]);
    }
  }
}
