/** The ETHUSDT perpetual in January 2024 with its mark prices and funding, against the reference. */
import { describe, expect, it } from "vitest";
import { loadBars, loadFunding, loadPriceSeries } from "../../src/market-data/load-node.js";
import { prepareRun } from "../../src/runs/prepare.js";
import { makeKernel, runOn } from "../support/kernel-runner.js";
import { differences } from "../support/outcome.js";
import { hasRealData, realData } from "../support/real-data.js";
import { differencesFromReference, simulateReference } from "../support/reference-runner.js";

const TIMEOUT_MS = 120_000;
const MONTH = "2024-01";

const ACCOUNT = { initialBalance: 10_000, leverage: 20 };

const DUAL = {
  instrument: "ETHUSDT",
  account: ACCOUNT,
  strategy: {
    name: "dual-maker",
    bidSpread: 0.001,
    askSpread: 0.001,
    size: { equityRatio: 0.2 },
    orderRefreshMs: 15_000,
  },
};

const PURE = {
  instrument: "ETHUSDT",
  account: ACCOUNT,
  path: { model: "random" as const, seed: "18446744073709551615" },
  volatility: { atrPeriod: 720, high: 0.0006, highSpreadMultiplier: 2, balance: true },
  risk: { positionStopLoss: 0.02 },
  strategy: {
    name: "pure-maker",
    bidSpread: 0.0008,
    askSpread: 0.0008,
    levels: 5,
    levelSpacing: 0.0004,
    size: { quantity: 1.5 },
    maxInventoryRatio: 8,
    inventorySkew: 0.0005,
  },
};

/** Half the balance a quote, to the tier limits: ends early or stays near liquidation. */
const RECKLESS = {
  ...DUAL,
  account: { ...ACCOUNT, leverage: 100 },
  strategy: { ...DUAL.strategy, size: { equityRatio: 20 }, maxPositionRatio: 1 },
};

describe.skipIf(!hasRealData)("ETHUSDT perpetual, January 2024", () => {
  it.each([
    ["dual-maker, quotes every 15 s", DUAL],
    ["pure-maker, 5 levels, regimes and stops", PURE],
    ["dual-maker at leverage 100", RECKLESS],
  ])(
    "%s: the reference, both layers and the shared build agree, with marks and without",
    async (_, config) => {
      const bars = await loadBars(realData("perp_1m", "ETHUSDT", `ETHUSDT-1m-${MONTH}.zip`));
      const file = `ETHUSDT-markPrice-1m-${MONTH}.zip`;
      const mark = await loadPriceSeries(realData("mark_1m", "ETHUSDT", file), "mark");
      const funding = await loadFunding(realData("funding", "ETHUSDT-fundingRate.csv"));
      expect([bars.count, mark.count]).toEqual([44_640, 44_640]);
      const kernel = await makeKernel();
      for (const marks of [mark, null]) {
        const prepared = prepareRun({ bars, mark: marks, funding, config });
        const plain = await runOn(kernel, prepared, "plain");
        expect(plain.metrics.fills).toBeGreaterThan(marks === null ? 0 : 1);
        expect(plain.metrics.funding).not.toBe(0);
        expect(differences(plain, await runOn(kernel, prepared, "lazy"))).toEqual([]);
        expect(differences(plain, await runOn(await makeKernel(true), prepared, "lazy"))).toEqual(
          [],
        );
        expect(differencesFromReference(plain, simulateReference(prepared), prepared)).toEqual([]);
      }
    },
    TIMEOUT_MS,
  );
});
