/** The own strategies of `examples/`: compiled and as TypeScript they trade alike, and they do trade. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { AtrLadder } from "../../../examples/own-strategies/atr-ladder.js";
import { TwoSidedHedge } from "../../../examples/own-strategies/two-sided-hedge.js";
import { syntheticBars, syntheticFunding, syntheticMark } from "../src/index.js";
import { debugStrategy, strategyDifferences } from "../src/strategy-testing.js";

const FOLDER = join(import.meta.dirname, "../../../examples/own-strategies");
const bars = syntheticBars({ seed: 21, bars: 4000 });

const EXAMPLES = [
  ["atr-ladder.ts", AtrLadder],
  ["two-sided-hedge.ts", TwoSidedHedge],
] as const;

const CASES = [
  ["on bars alone", {}, {}],
  [
    "with marks, funding, regimes and a daily loss",
    { mark: syntheticMark({ bars, seed: 3 }), funding: syntheticFunding({ bars, seed: 4 }) },
    {
      volatility: {
        atrPeriod: 30,
        high: 0.0004,
        extreme: 0.001,
        highSpreadMultiplier: 1.5,
        balance: true,
      },
      risk: { maxDailyLoss: 0.002 },
    },
  ],
  [
    "along drawn bridges",
    { mark: syntheticMark({ bars, seed: 5 }) },
    { path: { model: "bridge", points: 10, seed: 6 } },
  ],
  [
    "with every modifier of quoting",
    {},
    {
      quoting: {
        inventorySkew: 0.0005,
        minProfitBps: 1,
        filledOrderDelayMs: 60_000,
        tradingHours: "02:00-22:00",
      },
    },
  ],
] as const;

describe.each(EXAMPLES)("%s", (name, strategy) => {
  const run = (series: object, config: object) => ({
    file: join(FOLDER, name),
    strategy,
    bars,
    ...series,
    config: {
      instrument: "ETHUSDT" as const,
      account: { initialBalance: 10_000, leverage: 5 },
      strategy: { orderRefreshMs: 15_000 },
      ...config,
    },
  });

  it.each(CASES)("trades alike compiled and as TypeScript, %s", async (_, series, config) => {
    expect(await strategyDifferences(run(series, config))).toEqual([]);
  });

  it("trades", async () => {
    const { trades } = await debugStrategy(run({}, {}));
    expect(trades.length).toBeGreaterThan(20);
  });
});
