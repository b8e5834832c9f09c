import * as fc from "fast-check";
import { expect, test } from "vitest";
import { firstRow, firstTimeFrom } from "./first-row.js";

test("the first time that is not before another is the one that a search row by row finds", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 50 })),
      fc.integer({ max: 60 }),
      (all, timeMs) => {
        const times = Float64Array.from(all).sort();
        const found = times.findIndex((time) => time >= timeMs);
        expect(firstTimeFrom(times, timeMs)).toBe(found < 0 ? times.length : found);
      },
    ),
  );
});

test("only the rows from the first to the counted ones are looked at", () => {
  const looked: number[] = [];
  const found = firstRow(8, (row) => looked.push(row) > 0, 3);
  expect(found).toBe(8);
  expect(Math.min(...looked)).toBeGreaterThanOrEqual(3);
  expect(firstTimeFrom(Float64Array.of(1, 2, 0, 0), 5, 2)).toBe(2);
});
