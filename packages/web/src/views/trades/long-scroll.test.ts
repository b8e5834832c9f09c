import fc from "fast-check";
import { expect, test } from "vitest";
import { barOf, offsetAfter, scrolledHeight, TALLEST } from "./long-scroll";

const ROW = 28;
const LONG = { whole: 2_600_000 * ROW, seen: 600 };

test("a table that fits under the bar moves as the bar does", () => {
  const table = { whole: 100_000, seen: 600 };
  expect(scrolledHeight(table)).toBe(100_000);
  expect(offsetAfter(0, 0, 50_000, table)).toBe(50_000);
  expect(barOf(50_000, table)).toBe(50_000);
  expect(offsetAfter(99_000, 99_000, 99_400, table)).toBe(99_400);
});

test("a longer one moves pixel by pixel with the wheel, and by its share with the handle", () => {
  expect(scrolledHeight(LONG)).toBe(TALLEST);
  const middle = LONG.whole / 2;
  const bar = barOf(middle, LONG);
  expect(offsetAfter(middle, bar, bar + 100, LONG)).toBe(middle + 100);
  const far = offsetAfter(middle, bar, TALLEST * 0.75, LONG);
  expect(far / LONG.whole).toBeCloseTo(0.75, 3);
});

test("both ends are reached, from anywhere, and nothing lies beyond them", () => {
  const position = fc.double({ min: 0, max: LONG.whole, noNaN: true });
  const bar = fc.double({ min: 0, max: TALLEST, noNaN: true });
  fc.assert(
    fc.property(position, bar, bar, (offset, from, to) => {
      const next = offsetAfter(offset, from, to, LONG);
      expect(next).toBeGreaterThanOrEqual(0);
      expect(next).toBeLessThanOrEqual(LONG.whole - LONG.seen);
      expect(offsetAfter(offset, from, 0, LONG)).toBe(0);
      expect(offsetAfter(offset, from, TALLEST - LONG.seen, LONG)).toBe(LONG.whole - LONG.seen);
      expect(barOf(next, LONG)).toBeLessThanOrEqual(TALLEST - LONG.seen);
    }),
  );
});

test("a table that is shorter than its frame stays where it is", () => {
  expect(offsetAfter(0, 0, 10, { whole: 100, seen: 600 })).toBe(0);
  expect(barOf(0, { whole: 100, seen: 600 })).toBe(0);
});
