/**
 * A position whose value is exactly a limit in decimals, and a little under or over it in binary:
 * the guards of semantics 1 decide as the decimals do.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Bars } from "../../src/market-data/bars.js";
import { type PreparedRun, prepareRun } from "../../src/runs/prepare.js";
import { makeKernel, runOn } from "../support/kernel-runner.js";
import { differences, type Outcome } from "../support/outcome.js";
import { differencesFromReference, simulateReference } from "../support/reference-runner.js";
import { drawn } from "../support/runs-and-seed.js";

const RUNS = 300;
const UNIT = 0.01;

interface Tie {
  /** price of the ask that fills, at which the price then stands, units */
  readonly ask: number;
  readonly lots: number;
  readonly stepSize: number;
}

const tie = fc.record({
  ask: fc.integer({ min: 1_000, max: 9_999 }),
  lots: fc.integer({ min: 1, max: 999 }),
  // In binary a little over and a little under what they say.
  stepSize: fc.constantFrom(0.1, 0.7),
});

/** Rises by a unit to the ask, stands there, and rises by two more. */
function risingBars(ask: number): Bars {
  const open = Int32Array.of(ask - 1, ask - 1, ask, ask);
  const close = Int32Array.of(ask - 1, ask, ask, ask + 2);
  return {
    kind: "last",
    symbol: null,
    count: 4,
    intervalMs: 60_000,
    baseTimeMs: Date.UTC(2024, 0, 1),
    timeIndex: Int32Array.of(0, 1, 2, 3),
    priceDecimals: 2,
    open,
    high: close,
    low: open,
    close,
    volume: new Float64Array(4).fill(1e9),
    holes: 0,
    source: { name: "made by hand", md5: null, synthetic: true },
    skippedRows: 0,
  };
}

/** A dual-maker that sells `lots` at the ask; `of` scales money to the value of that short. */
function shortRun(
  { ask, lots, stepSize }: Tie,
  of: (decimal: (share: number) => number) => object,
): PreparedRun {
  const value = lots * ask * stepSize * UNIT;
  const decimal = (share: number) => Number((share * value).toFixed(6));
  return prepareRun({
    bars: risingBars(ask),
    config: {
      fills: { rule: "touch", maxParticipation: null },
      strategy: {
        name: "dual-maker",
        bidSpread: 0.5,
        askSpread: 0,
        closeSpread: 0.5,
        size: { quantity: (lots * stepSize).toFixed(1) },
      },
      ...of(decimal),
    } as unknown as Parameters<typeof prepareRun>[0]["config"],
  });
}

const INSTRUMENT = { tickSize: "0.01", makerFee: 0, takerFee: 0 };

async function expectTies(
  name: string,
  run: (drawnTie: Tie) => PreparedRun,
  check: (outcome: Outcome, drawnTie: Tie) => void,
): Promise<void> {
  const kernel = await makeKernel();
  await fc.assert(
    fc.asyncProperty(tie, async (drawnTie) => {
      const prepared = run(drawnTie);
      const plain = await runOn(kernel, prepared, "plain");
      check(plain, drawnTie);
      expect(differences(plain, await runOn(kernel, prepared, "lazy"))).toEqual([]);
      expect(differencesFromReference(plain, simulateReference(prepared), prepared)).toEqual([]);
    }),
    drawn(name, RUNS),
  );
}

describe("a short worth exactly", () => {
  it("half of the position limit opens no more", async () => {
    await expectTies(
      "half of the limit",
      (drawnTie) =>
        shortRun(drawnTie, (decimal) => ({
          instrument: { ...INSTRUMENT, stepSize: drawnTie.stepSize },
          account: { initialBalance: decimal(2), leverage: 1 },
        })),
      ({ trades }, { ask, lots }) => {
        expect([...trades.priceUnits]).toEqual([ask]);
        expect([...trades.lots]).toEqual([lots]);
      },
    );
  });

  it("the cap of a tier belongs to that tier", async () => {
    const row = { maxLeverage: 10, maintenanceAmount: 0 };
    await expectTies(
      "cap of a tier",
      (drawnTie) =>
        shortRun(drawnTie, (decimal) => ({
          instrument: {
            ...INSTRUMENT,
            stepSize: drawnTie.stepSize,
            tiers: [
              { ...row, notionalCap: decimal(1), maintenanceRate: 0 },
              { ...row, notionalCap: null, maintenanceRate: 1 },
            ],
          },
          account: { initialBalance: decimal(0.5), leverage: 10 },
          data: { end: Date.UTC(2024, 0, 1, 0, 3) },
        })),
      ({ metrics, trades }) => {
        expect(trades.length).toBeGreaterThan(0);
        expect(metrics.liquidated).toBe(false);
      },
    );
  });
});
