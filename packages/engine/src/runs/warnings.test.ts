import { describe, expect, it } from "vitest";
import type { ConfigInput, StrategyInput } from "../config/input.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { backtest } from "./backtest.js";

const GRID = { name: "grid", range: "centred", width: 0.05, size: { quantity: 0.1 } } as const;

/** The warning about parameters without effect, of a short run. */
async function ignored(strategy: StrategyInput, more: Partial<ConfigInput> = {}) {
  const { warnings } = await backtest({
    bars: syntheticBars({ seed: 3, bars: 2000 }),
    config: {
      instrument: "ETHUSDT",
      account: { initialBalance: 10_000, leverage: 5 },
      ...more,
      strategy,
    },
  });
  return warnings.find(({ code }) => code === "PARAMETER_IGNORED")?.details ?? null;
}

describe("parameters without effect", () => {
  it("are named with the condition under which they would count", async () => {
    expect(await ignored(GRID)).toBeNull();
    expect(await ignored({ ...GRID, trailUp: true })).toEqual({
      names: "strategy.trailUp",
      conditions: 'trailUp: range = "fixed"',
    });
  });

  it("are multipliers of regimes for a grid, whose lines no regime moves", async () => {
    const volatility = { atrPeriod: 60, high: 0.001, highSpreadMultiplier: 2 };
    expect(await ignored(GRID, { volatility })).toEqual({
      names: "volatility.highSpreadMultiplier",
      conditions: 'highSpreadMultiplier: strategy.name ≠ "grid"',
    });
    const maker = {
      name: "atr-maker",
      bidSpread: 2,
      askSpread: 2,
      size: { quantity: 0.1 },
    } as const;
    expect(await ignored(maker, { volatility })).toBeNull();
    expect(
      await ignored(GRID, { volatility: { ...volatility, highSpreadMultiplier: 1 } }),
    ).toBeNull();
  });
});
