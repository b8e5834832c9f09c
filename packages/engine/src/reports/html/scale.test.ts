import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { roundTicks, timeTicks, valueScale } from "./scale.js";

const DAY_MS = 86_400_000;

describe("roundTicks", () => {
  it("gives round values inside the range", () => {
    expect(roundTicks(965, 1010, 5)).toEqual([970, 980, 990, 1000, 1010]);
    expect(roundTicks(-0.42, 0, 3).map((tick) => tick.toFixed(1))).toEqual(["-0.4", "-0.2", "0.0"]);
  });

  it("stays short and inside for any range of doubles", () => {
    const double = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(double, double, (one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        const ticks = roundTicks(low, high, 5);
        expect(ticks.length).toBeLessThanOrEqual(10);
        const slack = (high - low) * 1e-6;
        for (const tick of ticks) expect(tick >= low - slack && tick <= high + slack).toBe(true);
      }),
    );
  });
});

describe("valueScale", () => {
  it("leaves air on both sides, also where all values are one", () => {
    for (const [low, high] of [
      [10, 20],
      [5, 5],
      [0, 0],
    ]) {
      const scale = valueScale(low, high, 4, false);
      expect(scale.at(low)).toBeGreaterThan(0.03);
      expect(scale.at(high)).toBeLessThan(0.97);
    }
  });

  it("puts equal ratios at equal distances when it is logarithmic", () => {
    const scale = valueScale(1, 100, 4, true);
    expect(scale.at(10)).toBeCloseTo(0.5, 12);
    expect(scale.ticks).toEqual([1, 2, 5, 10, 20, 50, 100]);
  });
});

describe("timeTicks", () => {
  it.each([
    [3_600_000, "00:00"],
    [DAY_MS, "00:00"],
    [20 * DAY_MS, "01-01"],
    [400 * DAY_MS, "2024-01"],
    [5 * 365 * DAY_MS, "2024-01"],
  ])("labels a span of %i ms at round dates", (span, form) => {
    const start = Date.UTC(2024, 0, 1);
    const ticks = timeTicks(start, start + span);
    expect(ticks.length).toBeGreaterThanOrEqual(3);
    expect(ticks.length).toBeLessThanOrEqual(10);
    expect(ticks[0].timeMs).toBe(start);
    expect(ticks[1].label).toMatch(new RegExp(form.replace(/\d/g, "\\d")));
  });
});
