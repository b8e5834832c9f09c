import { describe, expect, it } from "vitest";
import { dailyFigures, dailyReturns } from "../../reference/daily-returns.js";
import { Drawdown } from "../../reference/drawdown.js";
import { simulate } from "../../reference/index.js";
import { configOf, flat, HOUR_MS, inputOf, MINUTE_MS } from "./scenario.js";

const DAY_MS = 24 * HOUR_MS;

describe("drawdown", () => {
  it("measures from the running peak, in depth and in time", () => {
    const drawdown = new Drawdown(100, 0);
    drawdown.record(95, 10);
    drawdown.record(100, 20);
    drawdown.step(70);
    drawdown.record(110, 30);
    drawdown.record(99, 40);
    drawdown.record(110, 50);
    drawdown.record(104.5, 60);
    expect(drawdown.max).toBeCloseTo(0.1, 12);
    expect(drawdown.maxIntrabar).toBeCloseTo(0.3, 12);
    expect(drawdown.maxDurationMs).toBe(30);
  });

  it("counts the recorded equity as inside the bar too", () => {
    const drawdown = new Drawdown(100, 0);
    drawdown.step(90);
    drawdown.record(50, 10);
    expect(drawdown.maxIntrabar).toBe(0.5);
  });

  it("takes an equity within the guard neither for a new peak nor for below it", () => {
    const drawdown = new Drawdown(100, 0);
    drawdown.record(100 + 5e-8, 10);
    drawdown.record(100 - 5e-8, 20);
    expect(drawdown.peak).toBe(100);
    expect(drawdown.maxDurationMs).toBe(0);
  });
});

describe("daily figures", () => {
  it("sample the last bar of each day that has bars", () => {
    const times = [0, DAY_MS - 1, DAY_MS, 5 * DAY_MS];
    expect(dailyReturns([110, 120, 60, 90], times, 100)).toEqual([120 / 100 - 1, -0.5, 0.5]);
  });

  it("are null with fewer than seven days", () => {
    const few = dailyFigures([1, 1, 1, 1, 1, 1], 2, DAY_MS, 0.1);
    expect(Object.values(few).every((value) => value === null)).toBe(true);
  });

  it("follow their formulas", () => {
    const returns = [0.01, -0.02, 0.03, 0, -0.01, 0.02, 0.04];
    const figures = dailyFigures(returns, 1.21, 2 * 365 * DAY_MS, 0.05);
    expect(figures.cagr).toBeCloseTo(0.1, 12);
    expect(figures.calmar).toBeCloseTo(2, 11);
    expect(figures.volatility).toBeCloseTo(Math.sqrt(0.0028 / 6) * Math.sqrt(365), 12);
    expect(figures.sharpe).toBeCloseTo((0.01 / Math.sqrt(0.0028 / 6)) * Math.sqrt(365), 12);
    expect(figures.sortino).toBeCloseTo((0.01 / Math.sqrt(0.0005 / 7)) * Math.sqrt(365), 12);
    expect([figures.var95, figures.cvar95]).toEqual([0.02, 0.02]);
  });

  it("are null where nothing moves or nothing falls", () => {
    const still = dailyFigures([0, 0, 0, 0, 0, 0, 0], 1, DAY_MS, 0);
    expect(still).toMatchObject({ sharpe: null, sortino: null, calmar: null, volatility: 0 });
    expect(Object.is(still.var95, 0)).toBe(true);
  });
});

describe("fills of a run", () => {
  it("give holding time, edge, markouts and exposure", () => {
    const config = configOf({ strategy: { orderRefreshMs: 2 * MINUTE_MS } });
    const rows = [[1000, 1000, 980, 995], flat(995), flat(1000), [1000, 1025, 1000, 1020]] as const;
    const { metrics } = simulate(inputOf(config, rows));
    // long at 990 of 1000; closed at 1021 of 1000, an ask of 1010 sold before it
    expect(metrics).toMatchObject({ fills: 3, closedFills: 1, winRate: 1, profitFactor: null });
    expect(metrics.quotedEdgeBps).toBeCloseTo((41 / 3021) * 1e4, 9);
    expect(metrics.markoutBps.b1).toBeCloseTo((5 / 990) * 1e4, 9);
    expect(metrics.markoutBps.b5).toBeNull();
    expect(metrics.exposure).toBe(1);
    expect(metrics.maxLong).toBe(1);
    // 1 lot from 0:40 to 3:20, then the short to the end of bar 3
    expect(metrics.avgHoldingMs).toBe(160_000 + 40_000);
    expect(metrics.ambiguousFillShare).toBe(0);
  });

  it("are ambiguous in bars in which makers both bought and sold", () => {
    const rows = [flat(1000), [1000, 1020, 980, 1000], flat(1000)] as const;
    const { metrics } = simulate(inputOf(configOf(), rows));
    expect(metrics).toMatchObject({ makerFills: 2, ambiguousFillShare: 1, exposure: 2 / 3 });
  });

  it("leave numbers that do not exist null", () => {
    const { metrics } = simulate(inputOf(configOf(), [flat(1000)]));
    expect(metrics).toMatchObject({
      winRate: null,
      profitFactor: null,
      avgHoldingMs: null,
      quotedEdgeBps: null,
      ambiguousFillShare: null,
      cagr: null,
    });
  });
});
