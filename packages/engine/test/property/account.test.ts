/** Money and positions of every run of the kernel add up. Semantics 5 and 9. */
import type { Kernel } from "@perpmill/core-wasm";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { TradeColumns } from "../../src/runs/result.js";
import { choices } from "../support/choices.js";
import { makeKernel, runOn } from "../support/kernel-runner.js";
import type { Outcome } from "../support/outcome.js";
import { randomRun } from "../support/random-run.js";
import { drawn } from "../support/runs-and-seed.js";

const RUNS = 400;
const LIQUIDATION = 4;

let kernel: Kernel;
beforeAll(async () => {
  kernel = await makeKernel();
});

function total(column: Float64Array): number {
  return column.reduce((sum, value) => sum + value, 0);
}

/** What sums are made of: rounding is in proportion to it. */
function scaleOf({ metrics, trades, equity }: Outcome, initialBalance: number): number {
  const gains = trades.realizedPnl.map(Math.abs);
  const moved = total(gains) + total(trades.fee.map(Math.abs)) + Math.abs(metrics.spreadPnl);
  return (
    initialBalance + moved + equity.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  );
}

function expectClose(a: number, b: number, scale: number): void {
  expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * scale);
}

async function holds(
  name: string,
  check: (outcome: Outcome, initialBalance: number) => void,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(choices(), async (drawnChoices) => {
      const prepared = randomRun(drawnChoices);
      const outcome = await runOn(kernel, prepared, "lazy");
      check(outcome, prepared.config.account.initialBalance);
    }),
    drawn(name, RUNS),
  );
}

/** Signed lots of every side after each trade, from the fills alone. */
function* positions(trades: TradeColumns): Generator<readonly [number, number]> {
  let long = 0;
  let short = 0;
  for (let row = 0; row < trades.length; row++) {
    const signed = trades.side[row] * trades.lots[row];
    if (trades.positionSide[row] === 1) long += signed;
    else if (trades.positionSide[row] === 2) short -= signed;
    else {
      const net = long - short + signed;
      long = Math.max(net, 0);
      short = Math.max(-net, 0);
    }
    yield [long, short];
  }
}

describe("every run of the kernel", () => {
  it("adds its profit up from where it comes from", async () => {
    await holds("attribution", (outcome, initialBalance) => {
      const m = outcome.metrics;
      const parts = m.spreadPnl + m.inventoryPnl - m.fees + m.rebates + m.funding + m.deficit;
      expectClose(parts, m.finalEquity - initialBalance, scaleOf(outcome, initialBalance));
    });
  });

  it("has as balance what gains, fees, funding and rebates make of the first one", async () => {
    await holds("balance", (outcome, initialBalance) => {
      const { metrics, trades } = outcome;
      const scale = scaleOf(outcome, initialBalance);
      const closed =
        total(trades.realizedPnl) - total(trades.fee) + metrics.funding + metrics.rebates;
      const unrealised = metrics.spreadPnl + metrics.inventoryPnl - total(trades.realizedPnl);
      const balance = metrics.finalEquity - unrealised - metrics.deficit;
      expectClose(balance, initialBalance + closed, scale);
      expectClose(metrics.fees, total(trades.fee), scale);
      if (metrics.funding !== 0 || metrics.rebates !== 0) return;
      let running = initialBalance;
      for (let row = 0; row < trades.length; row++) {
        running += trades.realizedPnl[row] - trades.fee[row];
        expectClose(trades.balanceAfter[row], running, scale);
      }
    });
  });

  it("ends flat, with the missing money as its deficit, when it is liquidated", async () => {
    await holds("liquidation", ({ metrics, trades, equity }) => {
      const last = trades.length - 1;
      expect(metrics.liquidated).toBe(trades.reason[last] === LIQUIDATION);
      if (!metrics.liquidated) {
        expect(metrics.deficit).toBe(0);
        return;
      }
      expect([trades.longAfterLots[last], trades.shortAfterLots[last]]).toEqual([0, 0]);
      expect(metrics.finalEquity).toBeGreaterThanOrEqual(0);
      expect(metrics.finalEquity).toBe(equity[equity.length - 1]);
      expect(Math.max(0, -trades.balanceAfter[last])).toBe(metrics.deficit);
    });
  });

  it("holds the sum of its fills on every side, and never less than nothing", async () => {
    await holds("positions", ({ metrics, trades }) => {
      let row = 0;
      for (const [long, short] of positions(trades)) {
        expect([trades.longAfterLots[row], trades.shortAfterLots[row]]).toEqual([long, short]);
        expect(Math.min(long, short)).toBeGreaterThanOrEqual(0);
        expect(trades.lots[row]).toBeGreaterThan(0);
        row++;
      }
      const most = trades.longAfterLots.reduce((a, b) => Math.max(a, b), 0);
      expect(metrics.maxLong).toBe(most * trades.stepSize);
    });
  });

  it("counts its fills and bars", async () => {
    await holds("counts", ({ metrics, trades, equity }) => {
      expect(metrics.fills).toBe(trades.length);
      expect(metrics.makerFills).toBe(trades.liquidity.filter((taker) => taker === 0).length);
      expect(metrics.bars).toBe(equity.length);
      expect(metrics.maxDrawdownIntrabar).toBeGreaterThanOrEqual(metrics.maxDrawdown);
      for (let row = 1; row < trades.length; row++) {
        expect(trades.timeMs[row]).toBeGreaterThanOrEqual(trades.timeMs[row - 1]);
      }
    });
  });
});
