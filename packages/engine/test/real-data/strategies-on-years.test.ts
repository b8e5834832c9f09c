/** Every built-in strategy on five real years of ETHUSDT: what must hold of the runs that the page shows. */
import { STRATEGIES } from "@perpmill/core-wasm";
import { beforeAll, describe, expect, it } from "vitest";
import { backtest } from "../../src/runs/backtest.js";
import { hasRealData, realData } from "../support/real-data.js";
import {
  earnedBy,
  INITIAL_BALANCE,
  loadRealYears,
  mostHeld,
  REAL_YEAR_STRATEGIES,
  type RealYearData,
  realYearConfig,
  runRealYears,
} from "./real-year-runs.js";

const TIMEOUT_MS = 180_000;

/** Most of a side, as a share of equity: the bound of its parameters, and room for what rests and a lower equity. */
const MOST_HELD: Readonly<Record<string, number>> = {
  "dual-maker": 0.6,
  "pure-maker": 0.55,
  "avellaneda-stoikov": 0.55,
  glft: 0.45,
  "atr-maker": 0.55,
  grid: 0.5,
  "hedge-grid": 0.55,
  "dca-grid": 0.55,
};

const NAMES = REAL_YEAR_STRATEGIES.map((strategy) => [strategy.name, strategy] as const);

it("names every built-in strategy", () => {
  expect(NAMES.map(([name]) => name)).toEqual(STRATEGIES.map(({ id }) => id));
});

describe.skipIf(!hasRealData)("ETHUSDT, 2021 to 2025", () => {
  let data: RealYearData;
  beforeAll(async () => {
    data = await loadRealYears(realData);
  }, TIMEOUT_MS);

  it.each(NAMES)(
    "%s trades, within its inventory, on edges that the market takes back",
    async (name, strategy) => {
      const result = await runRealYears(data, strategy);
      const { metrics } = result;
      expect(metrics.liquidated).toBe(false);
      expect(metrics.bars).toBe(2_628_367);
      expect(metrics.fills).toBeGreaterThan(10_000);
      const { long, short } = mostHeld(result);
      expect(Math.min(long, short)).toBeGreaterThan(0.05);
      expect(Math.max(long, short)).toBeLessThan(MOST_HELD[name]);
      const { spreadPnl, inventoryPnl, fees, rebates, funding, finalEquity } = metrics;
      const change = spreadPnl + inventoryPnl - fees + rebates + funding;
      expect(Math.abs(INITIAL_BALANCE + change - finalEquity)).toBeLessThan(1e-9 * spreadPnl);
      expect(Math.abs(earnedBy(result).open)).toBeLessThan(0.02 * INITIAL_BALANCE);
      // Orders rest away from the price, and what is left of that after a minute is nothing, or less.
      expect(metrics.quotedEdgeBps).toBeGreaterThan(10);
      expect(metrics.markoutBps?.b1).toBeLessThan(0);
      expect(metrics.markoutBps?.b1).toBeGreaterThan(-3);
    },
    TIMEOUT_MS,
  );

  it.each(NAMES)(
    "%s comes to the same in both layers",
    async (_name, strategy) => {
      const config = {
        ...realYearConfig(strategy),
        data: { start: "2024-01-01", end: "2024-03-01" },
      };
      const lazy = await backtest({ ...data, config, layer: "lazy" });
      const plain = await backtest({ ...data, config, layer: "plain" });
      expect(plain.metrics).toEqual(lazy.metrics);
    },
    TIMEOUT_MS,
  );
});
