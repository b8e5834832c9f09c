/** Liquidation where equity does not move with the price (s = 0 of semantics 6). */
import { describe, expect, it } from "vitest";
import { loadBars } from "../../src/market-data/load-node.js";
import { backtest } from "../../src/runs/backtest.js";
import { prepareRun } from "../../src/runs/prepare.js";
import { TRADE_REASONS } from "../../src/runs/result.js";
import { makeKernel, runOn } from "../support/kernel-runner.js";
import { differences } from "../support/outcome.js";
import { differencesFromReference, simulateReference } from "../support/reference-runner.js";

const BARS = [
  "open_time,open,high,low,close,volume",
  "1704067200000,100,100,98,100,1000",
  "1704067260000,100,105,100,105,1000",
  "1704067320000,105,105,105,105,1000",
].join("\n");

// The maker fee eats the balance: a long opened at 99 and a short at 101 leave equity at -0.55.
const config = {
  instrument: { tickSize: 1, stepSize: 1, makerFee: 0.05, takerFee: 0 },
  account: { initialBalance: 7.45, leverage: 100 },
  fills: { maxParticipation: null },
  strategy: {
    name: "dual-maker",
    bidSpread: 0.01,
    askSpread: 0.01,
    size: { quantity: 1 },
    maxPositionRatio: 1000,
  },
};

describe("a liquidation found before a fill, with as much long as short", () => {
  it("closes at the point that the move goes to, not at the order's price", async () => {
    const bars = await loadBars(new TextEncoder().encode(BARS));
    const { trades, metrics } = await backtest({ bars, config });
    const rows = Array.from(trades.reason, (reason, row) => ({
      reason: TRADE_REASONS[reason],
      price: trades.priceUnits[row],
    })).filter(({ reason }) => reason === "liquidation");
    expect(metrics.liquidated).toBe(true);
    expect(rows.map(({ price }) => price)).toEqual([105, 105]);
  });

  it("does so in both layers and the reference", async () => {
    const bars = await loadBars(new TextEncoder().encode(BARS));
    const prepared = prepareRun({ bars, config });
    const kernel = await makeKernel();
    const plain = await runOn(kernel, prepared, "plain");
    expect(differences(plain, await runOn(kernel, prepared, "lazy"))).toEqual([]);
    expect(differencesFromReference(plain, simulateReference(prepared), prepared)).toEqual([]);
  });
});
