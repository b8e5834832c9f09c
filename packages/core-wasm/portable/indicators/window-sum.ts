/// <reference path="../globals.d.ts" preserve="true" />
import { checkedPeriod } from "./period.ts";

/**
 * The sum of the last `period` numbers, in which nothing is ever subtracted: it cannot drift, a sum of
 * numbers that are not negative is not negative, and a number that has left the window has left no trace.
 *
 * Numbers come in blocks of `period`. The window is the head of the running block, summed as it
 * comes, and the tail of the block before, whose tail sums are made (last number first) when that
 * block is complete: head + tail. So a sum depends on the numbers in the window and on how many came
 * before, and on nothing else. Costs two additions a number.
 */
export class WindowSum {
  /** sum of the numbers in the window, of those there are before it is full */
  sum: f64 = 0;
  /** whether `period` numbers have come */
  full: bool = false;
  /** numbers of the running block, then, from `count` on, tail sums of the block before */
  private readonly slots: Float64Array;
  private count: i32 = 0;
  private head: f64 = 0;

  /** @param period how many numbers the window holds, 1 or more */
  constructor(period: i32) {
    this.slots = new Float64Array(checkedPeriod(period));
  }

  /** Takes a number in; the oldest leaves. */
  push(x: f64): void {
    const slots: Float64Array = this.slots;
    const length: i32 = slots.length;
    if (this.count === length) {
      for (let i: i32 = length - 2; i >= 0; i--) slots[i] += slots[i + 1];
      this.count = 0;
      this.head = 0;
    }
    slots[this.count] = x;
    this.count += 1;
    this.head += x;
    if (this.count === length) {
      this.full = true;
      this.sum = this.head;
    } else {
      this.sum = this.head + slots[this.count];
    }
  }
}
