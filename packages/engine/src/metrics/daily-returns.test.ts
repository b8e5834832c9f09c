import { describe, expect, test } from "vitest";
import { dailyReturns, returnRatios } from "./daily-returns.js";

describe("daily returns", () => {
  test("are against the day before, the first against the initial balance", () => {
    expect(Array.from(dailyReturns(Float64Array.of(110, 99, 99), 100))).toEqual([
      expect.closeTo(0.1, 12),
      expect.closeTo(-0.1, 12),
      0,
    ]);
  });

  test("make ratios as worked out by hand", () => {
    const returns = Float64Array.of(0.01, -0.02, 0.03, 0, 0.01, -0.01, 0.02);
    const mean = 0.04 / 7;
    const variance =
      [0.01, -0.02, 0.03, 0, 0.01, -0.01, 0.02].reduce((sum, r) => sum + (r - mean) ** 2, 0) / 6;
    const downside = Math.sqrt((0.02 ** 2 + 0.01 ** 2) / 7);
    const ratios = returnRatios(returns);
    expect(ratios.sharpe).toBeCloseTo((mean / Math.sqrt(variance)) * Math.sqrt(365), 10);
    expect(ratios.sortino).toBeCloseTo((mean / downside) * Math.sqrt(365), 10);
    expect(ratios.volatility).toBeCloseTo(Math.sqrt(variance * 365), 10);
    expect(ratios.var95).toBeCloseTo(0.02, 12);
    expect(ratios.cvar95).toBeCloseTo(0.02, 12);
  });

  test("say nothing with fewer than seven days, or without any spread", () => {
    expect(returnRatios(new Float64Array(6))).toEqual({
      sharpe: null,
      sortino: null,
      volatility: null,
      var95: null,
      cvar95: null,
    });
    const flat = returnRatios(new Float64Array(10));
    expect(flat.sharpe).toBeNull();
    expect(flat.sortino).toBeNull();
    expect(flat.volatility).toBe(0);
    expect(Object.is(flat.var95, 0)).toBe(true);
  });
});
