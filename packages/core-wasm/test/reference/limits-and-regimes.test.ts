import { describe, expect, it } from "vitest";
import { simulate } from "../../reference/index.js";
import { effectsOf, regimeOf, TrueRangeMean } from "../../reference/regimes.js";
import { limitMet } from "../../reference/risk.js";
import { configOf, flat, HOUR_MS, inputOf, MINUTE_MS } from "./scenario.js";

const NO_LIMITS = configOf().risk;

describe("limits", () => {
  it("are met in the order drawdown, least equity, daily loss", () => {
    const all = { ...NO_LIMITS, maxDrawdown: 0.1, minEquity: 90, maxDailyLoss: 0.05 };
    expect(limitMet(all, 90, 100, 100)).toBe("maxDrawdown");
    expect(limitMet({ ...all, maxDrawdown: 0.2 }, 90, 100, 100)).toBe("minEquity");
    expect(limitMet({ ...all, maxDrawdown: 0.2 }, 94, 100, 100)).toBe("maxDailyLoss");
    expect(limitMet(all, 96, 100, 100)).toBeNull();
    expect(limitMet(NO_LIMITS, -1, 100, 100)).toBeNull();
  });

  it("close everything at market at the close and end the run", () => {
    const config = configOf({ risk: { minEquity: 99_985 } });
    const rows = [[1000, 1000, 970, 980], [980, 980, 975, 975], flat(975)] as const;
    const { metrics, trades } = simulate(inputOf(config, rows));
    expect(metrics).toMatchObject({ stopped: "minEquity", bars: 2, liquidated: false });
    expect(trades[1]).toMatchObject({ reason: "limit", priceUnits: 974, referenceUnits: 975 });
    expect(trades[1].time).toBe(trades[0].time - 40_000 + 2 * MINUTE_MS - 1);
    expect(metrics.finalEquity).toBe(99_984);
  });

  it("pause quoting until the next day after a daily loss, however often it is met", () => {
    const config = configOf({
      risk: { maxDailyLoss: 0.0001 },
      strategy: { orderRefreshMs: HOUR_MS },
    });
    const rows = Array.from({ length: 8 }, (_, i) =>
      i === 0 || i === 5 || i === 6 ? ([1000, 1000, 970, 975] as const) : flat(1000),
    );
    const input = inputOf(config, rows, { intervalMs: 6 * HOUR_MS });
    const { metrics, trades } = simulate(input);
    expect(metrics.stopped).toBe("maxDailyLoss");
    expect(trades.map((row) => [row.barIndex, row.reason])).toEqual([
      [0, "quote"],
      [0, "limit"],
      [5, "quote"],
      [5, "limit"],
    ]);
  });
});

describe("a pause", () => {
  it("leaves the time of the last quote as it was", () => {
    const config = configOf({
      risk: { maxDailyLoss: 0.0001 },
      strategy: { orderRefreshMs: 20 * HOUR_MS },
    });
    const fall = [1000, 1000, 970, 975] as const;
    const rows = [fall, flat(1000), flat(1000), flat(1000), fall];
    const { trades } = simulate(inputOf(config, rows, { intervalMs: 6 * HOUR_MS }));
    expect(trades.map((row) => [row.barIndex, row.reason])).toEqual([
      [0, "quote"],
      [0, "limit"],
      [4, "quote"],
      [4, "limit"],
    ]);
  });
});

describe("regimes", () => {
  const volatility = { ...configOf().volatility, high: 0.01, extreme: 0.02, emergency: 0.03 };

  it("average the true ranges of the last bars, gaps included", () => {
    const mean = new TrueRangeMean(2);
    expect(mean.next(110, 100, 105)).toBe(10);
    expect(mean.next(125, 120, 121)).toBe(15);
    expect(mean.next(122, 118, 120)).toBe(12);
  });

  it("are the most severe whose threshold is met, guarded", () => {
    expect(regimeOf(volatility, 0.9, 100)).toBe("normal");
    expect(regimeOf(volatility, 1 - 1e-12, 100)).toBe("high");
    expect(regimeOf(volatility, 2.5, 100)).toBe("extreme");
    expect(regimeOf({ ...volatility, emergency: null }, 9, 100)).toBe("extreme");
  });

  it("widen by the high multiplier from high on and by the extreme one where it is set", () => {
    const both = { ...volatility, highSpreadMultiplier: 2, extremeSpreadMultiplier: 3 };
    expect(effectsOf(both, "normal").spreadMultiplier).toBe(1);
    expect(effectsOf(both, "high").spreadMultiplier).toBe(2);
    expect(effectsOf(both, "extreme").spreadMultiplier).toBe(3);
    expect(effectsOf(both, "emergency").spreadMultiplier).toBe(3);
    const highOnly = { ...both, extremeSpreadMultiplier: null };
    expect(effectsOf(highOnly, "emergency").spreadMultiplier).toBe(2);
  });

  it("act as extreme in an emergency without emergencyClose", () => {
    const flatten = { ...volatility, extremeFlatten: true };
    expect(effectsOf(flatten, "high").flatten).toBe(false);
    expect(effectsOf(flatten, "emergency")).toMatchObject({ flatten: true, closeAll: false });
    const closing = { ...flatten, emergencyClose: true };
    expect(effectsOf(closing, "extreme").closeAll).toBe(false);
    expect(effectsOf(closing, "emergency").closeAll).toBe(true);
  });

  it("close everything at the next quote of an emergency and place nothing", () => {
    const config = configOf({
      volatility: { atrPeriod: 1, emergency: 0.015, emergencyClose: true },
      strategy: { orderRefreshMs: MINUTE_MS },
    });
    const rows = [
      [1000, 1000, 980, 985],
      [985, 985, 970, 985],
      flat(985),
      [985, 985, 900, 985],
    ] as const;
    const { trades } = simulate(inputOf(config, rows));
    expect(trades.map((row) => [row.reason, row.priceUnits, row.barIndex])).toEqual([
      ["quote", 990, 0],
      ["regime", 984, 1],
      ["quote", 975, 3],
    ]);
  });

  it("cut the larger side to the smaller where extremeFlatten is set", () => {
    const config = configOf({
      volatility: { atrPeriod: 1, extreme: 0.015, extremeFlatten: true },
      strategy: { orderRefreshMs: MINUTE_MS },
    });
    const rows = [[1000, 1000, 980, 985], flat(985)] as const;
    const [, cut] = simulate(inputOf(config, rows)).trades;
    expect(cut).toMatchObject({ reason: "regime", positionSide: "long", longAfter: 0 });
  });

  it("place no order that would grow the net position where balance is set", () => {
    const config = configOf({
      volatility: { atrPeriod: 1, high: 0.015, balance: true },
      strategy: { orderRefreshMs: MINUTE_MS },
    });
    const rows = [[1000, 1000, 980, 985], [985, 985, 960, 985], flat(985)] as const;
    const { metrics } = simulate(inputOf(config, rows));
    expect(metrics).toMatchObject({ fills: 1, rejected: { tooSmall: 0, leverage: 0, margin: 0 } });
  });
});
