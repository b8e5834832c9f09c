import { expect, test } from "vitest";
import { averageTrueRange } from "./average-true-range";

const bar = (high: number, low: number, close: number) => ({
  timestamp: 0,
  open: low,
  high,
  low,
  close,
});

test("the average true range counts jumps between bars, and weighs as Wilder did", () => {
  const bars = [bar(12, 10, 11), bar(20, 18, 19), bar(19, 17, 18), bar(18, 17, 18)];
  // true ranges: 2, then 20 - 11 = 9, then 2, then 1
  expect(averageTrueRange(bars, 2)).toEqual([null, 5.5, 3.75, 2.375]);
});

test("fewer bars than the length have none", () => {
  expect(averageTrueRange([bar(2, 1, 1)], 14)).toEqual([null]);
});
