/** Runs an indicator over bars beside what it should be, and says where they part. */
import { expect } from "vitest";
import type { Bar } from "./bars.js";
import type { Driven } from "./driven.js";

/** Every row of an indicator over bars; null where it is not ready. */
export function rowsOf(driven: Driven, bars: readonly Bar[]): (readonly number[] | null)[] {
  return bars.map((bar) => {
    driven.push(bar);
    return driven.ready ? driven.row() : null;
  });
}

/** Expects two rows to agree to within 1e-9 of `scale`, and to be ready on the same bars. */
export function expectRows(
  found: readonly (readonly number[] | null)[],
  expected: readonly (readonly number[] | null)[],
  scaleOf: (i: number) => number,
): void {
  expect(found.length).toBe(expected.length);
  found.forEach((row, i) => {
    const right = expected[i];
    if (row === null || right === null) {
      expect([i, row]).toEqual([i, right]);
      return;
    }
    expect(row.length).toBe(right.length);
    row.forEach((value, at) => {
      const apart = Math.abs(value - right[at]);
      if (!(apart <= 1e-9 * scaleOf(i))) {
        expect.fail(`bar ${i}, value ${at}: ${value} instead of ${right[at]}`);
      }
    });
  });
}
