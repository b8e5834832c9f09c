/** All of ETHUSDT spot with the perpetual's funding: six and a half years in one run. */
import { describe, expect, it } from "vitest";
import { loadBars, loadFunding } from "../../src/market-data/load-node.js";
import { backtest } from "../../src/runs/backtest.js";
import type { BacktestResult } from "../../src/runs/result.js";
import { hasRealData, realData } from "../support/real-data.js";

const TIMEOUT_MS = 180_000;

const CONFIG = {
  instrument: "ETHUSDT",
  account: { initialBalance: 100_000, leverage: 5 },
  funding: { mode: "series" as const },
  rebate: { rate: 0.3, payoutDay: 31 },
  strategy: {
    name: "dual-maker",
    bidSpread: 0.002,
    askSpread: 0.002,
    size: { equityRatio: 0.02 },
    maxPositionRatio: 0.8,
  },
};

function expectAddsUp({ metrics }: BacktestResult): void {
  const m = metrics;
  const parts = m.spreadPnl + m.inventoryPnl - m.fees + m.rebates + m.funding + m.deficit;
  const change = m.finalEquity - CONFIG.account.initialBalance;
  const scale = CONFIG.account.initialBalance + Math.abs(m.spreadPnl) + m.fees;
  expect(Math.abs(parts - change)).toBeLessThanOrEqual(1e-9 * scale);
}

describe.skipIf(!hasRealData)("ETHUSDT spot, 2019-11 to 2026-06", () => {
  it(
    "runs with funding, the same in both layers",
    async () => {
      const bars = await loadBars(realData("spot_1m", "ETHUSDT", "*.csv.gz"));
      const funding = await loadFunding(realData("funding", "ETHUSDT-fundingRate.csv"));
      expect(bars.count).toBe(3_502_371);
      expect(bars.holes).toBe(18);
      const result = await backtest({ bars, funding, config: CONFIG, layer: "lazy" });
      expect(result.metrics.bars).toBe(bars.count);
      expect(result.metrics.liquidated).toBe(false);
      expect(result.metrics.fills).toBeGreaterThan(10_000);
      expect(result.metrics.funding).not.toBe(0);
      expect(result.warnings.map(({ code }) => code)).toContain("FUNDING_PARTIAL");
      expectAddsUp(result);
      const plain = await backtest({ bars, funding, config: CONFIG, layer: "plain" });
      expect(plain.metrics).toEqual(result.metrics);
    },
    TIMEOUT_MS,
  );
});
