/**
 * Ticks of millions of units: the guard of `floorTick` and `ceilTick` (semantics 1) is then whole
 * units wide, so that an order can lie nearer to the price than its spread says.
 */
import { describe, expect, it } from "vitest";
import type { Bars } from "../../src/market-data/bars.js";
import { prepareRun } from "../../src/runs/prepare.js";
import { makeKernel, runOn } from "../support/kernel-runner.js";
import { differences } from "../support/outcome.js";
import { differencesFromReference, simulateReference } from "../support/reference-runner.js";

const UNIT = 1e-8;
/** 10 in units */
const TEN = 1_000_000_000;
/** one tick of 0.1 from it, in units */
const TICK = 10_000_000;

/** Flat at 10, one bar that touches a tick away and comes back, flat again. */
function touchingBars(touched: number): Bars {
  const column = (value: (row: number) => number) =>
    Int32Array.from({ length: 4 }, (_, i) => value(i));
  const high = column((row) => (row === 2 ? Math.max(TEN, touched) : TEN));
  const low = column((row) => (row === 2 ? Math.min(TEN, touched) : TEN));
  return {
    kind: "last",
    symbol: null,
    count: 4,
    intervalMs: 60_000,
    baseTimeMs: Date.UTC(2024, 0, 1),
    timeIndex: column((row) => row),
    priceDecimals: 8,
    open: column(() => TEN),
    high,
    low,
    close: column(() => TEN),
    volume: new Float64Array(4).fill(1e9),
    holes: 0,
    source: { name: "made by hand", md5: null, synthetic: true },
    skippedRows: 0,
  };
}

describe("a spread a few units wider than a tick of 10^7 units", () => {
  it.each([
    ["bid", TEN - TICK],
    ["ask", TEN + TICK],
  ])("quotes the %s on the tick, in both layers", async (_, touched) => {
    const spread = (TICK + 7) / TEN;
    const prepared = prepareRun({
      bars: touchingBars(touched),
      config: {
        instrument: { tickSize: (TICK * UNIT).toFixed(1), stepSize: 1 },
        account: { initialBalance: 1000 },
        fills: { rule: "touch" },
        strategy: {
          name: "pure-maker",
          bidSpread: spread,
          askSpread: spread,
          size: { quantity: 1 },
        },
      },
    });
    const kernel = await makeKernel();
    const plain = await runOn(kernel, prepared, "plain");
    expect([...plain.trades.priceUnits]).toEqual([touched]);
    expect(differencesFromReference(plain, simulateReference(prepared), prepared)).toEqual([]);
    expect(differences(plain, await runOn(kernel, prepared, "lazy"))).toEqual([]);
  });
});
