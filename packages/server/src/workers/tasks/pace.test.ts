import { expect, test } from "vitest";
import { steadyPace } from "./pace.js";

/** Bars until each pause, for bars that take so many ms. */
function paces(barMs: number, pauses = 30): number[] {
  let nowMs = 1000;
  const pace = steadyPace(() => nowMs);
  return Array.from({ length: pauses }, () => {
    const bars = pace();
    nowMs += bars * barMs;
    return bars;
  });
}

test("begins small, and comes to pauses every 50 ms, however slow the bars are", () => {
  for (const barMs of [0.0001, 0.001, 0.005]) {
    const [first, ...later] = paces(barMs);
    expect(first).toBe(10_000);
    expect((later.at(-1) ?? 0) * barMs).toBeCloseTo(50, 0);
  }
});

test("stays between what the kernel does at once and what memory of it is worth", () => {
  expect(Math.max(...paces(0))).toBe(2_000_000);
  expect(Math.min(...paces(1))).toBe(10_000);
});
