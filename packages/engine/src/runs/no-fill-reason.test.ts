import { describe, expect, test } from "vitest";
import type { Bars } from "../market-data/bars.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { backtest } from "./backtest.js";

const bars = syntheticBars({ seed: 5, bars: 3_000 });

async function noFills(sections: object, data: Bars = bars): Promise<string> {
  const { metrics, warnings } = await backtest({
    bars: data,
    config: {
      instrument: { preset: "ETHUSDT", tiers: [] },
      account: { initialBalance: 10_000 },
      strategy: {
        name: "dual-maker",
        bidSpread: 0.0005,
        askSpread: 0.0005,
        size: { equityRatio: 0.05 },
      },
      ...sections,
    },
  });
  expect(metrics.fills).toBe(0);
  return warnings.find(({ code }) => code === "NO_FILLS")?.message ?? "";
}

describe("a run without a fill names the rule that stopped it", () => {
  test("orders under the minimum", async () => {
    expect(await noFills({ account: { initialBalance: 10 } })).toContain("minNotional");
  });

  test("orders over the leverage cap", async () => {
    const tiers = [
      { notionalCap: 1, maxLeverage: 20, maintenanceRate: 0.01, maintenanceAmount: 0 },
      { notionalCap: null, maxLeverage: 5, maintenanceRate: 0.02, maintenanceAmount: 0 },
    ];
    const message = await noFills({
      instrument: { preset: "ETHUSDT", tiers },
      account: { initialBalance: 10_000, leverage: 10 },
    });
    expect(message).toContain("notional cap");
  });

  test("orders without margin", async () => {
    const strategy = {
      name: "dual-maker",
      bidSpread: 0.0005,
      askSpread: 0.0005,
      size: { equityRatio: 2 },
    };
    expect(await noFills({ strategy })).toContain("margin");
  });

  test("a balance under the smallest equity", async () => {
    const message = await noFills({ risk: { minEquity: 20_000 } });
    expect(message).toContain("risk.minEquity 20000 ended the run");
  });

  test("a regime that quotes nothing", async () => {
    const volatility = { atrPeriod: 1, emergency: 1e-9, emergencyClose: true };
    expect(await noFills({ volatility })).toContain("volatility");
  });

  test("a bound on the position that leaves room for nothing", async () => {
    const strategy = {
      name: "dual-maker",
      bidSpread: 0.0005,
      askSpread: 0.0005,
      size: { equityRatio: 0.05 },
      maxPositionRatio: 0,
    };
    expect(await noFills({ strategy })).toContain("strategy.maxPositionRatio 0 leaves");
  });

  test("hours outside of the run, and a profit that nobody pays", async () => {
    const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    const after = days[(new Date(bars.baseTimeMs).getUTCDay() + 5) % 7];
    const message = await noFills({ quoting: { tradingHours: `${after} 00:00-24:00` } });
    expect(message).toContain("the section quoting");
    expect(await noFills({ quoting: { minProfitBps: 9000 } })).toContain("the section quoting");
  });

  test("a window that is longer than the run", async () => {
    const strategy = { name: "avellaneda-stoikov", kappaWindow: 4000, size: { equityRatio: 0.05 } };
    const message = await noFills({ strategy });
    expect(message).toContain("strategy.kappaWindow 4000: more than the 3000 bars");
    expect(message).not.toContain("volatilityWindow");
  });

  test("a participation cap under one lot", async () => {
    const thin = { ...bars, volume: new Float64Array(bars.count).fill(0.001) };
    expect(await noFills({}, thin)).toContain("maxParticipation");
  });

  test("a price that only touched", async () => {
    const tiny = syntheticBars({ seed: 5, bars: 3_000 });
    const message = await noFills(
      {
        fills: { rule: "through", throughTicks: 100_000 },
      },
      tiny,
    );
    expect(message).toContain("ticks through");
  });

  test("a price that never came", async () => {
    const strategy = {
      name: "dual-maker",
      bidSpread: 0.9,
      askSpread: 0.9,
      size: { equityRatio: 0.05 },
    };
    expect(await noFills({ strategy })).toContain("never came");
  });
});
