/**
 * A position whose value is exactly a limit in decimals, and a little under or over it in binary:
 * the guards of semantics 1 decide as the decimals do.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ConfigInput, InstrumentInput, StrategyInput } from "../../src/config/input.js";
import type { Bars } from "../../src/market-data/bars.js";
import { type PreparedRun, prepareRun } from "../../src/runs/prepare.js";
import { makeKernel, runOn } from "../support/kernel-runner.js";
import { differences, type Outcome } from "../support/outcome.js";
import { differencesFromReference, simulateReference } from "../support/reference-runner.js";
import { drawn } from "../support/runs-and-seed.js";

const RUNS = 300;
const UNIT = 0.01;

type Side = "long" | "short";

interface Tie {
  /** price of the order that fills, at which the price then stands, units */
  readonly at: number;
  readonly lots: number;
  readonly stepSize: number;
}

const tie = fc.record({
  at: fc.integer({ min: 1_000, max: 9_999 }),
  lots: fc.integer({ min: 1, max: 999 }),
  // In binary a little over and a little under what they say.
  stepSize: fc.constantFrom(0.1, 0.7),
});

/** Comes by a unit to the order, stands there, and goes on by two more. */
function barsThrough(at: number, side: Side): Bars {
  const away = side === "short" ? -1 : 1;
  const open = Int32Array.of(at + away, at + away, at, at);
  const close = Int32Array.of(at + away, at, at, at - 2 * away);
  return {
    kind: "last",
    symbol: null,
    count: 4,
    intervalMs: 60_000,
    baseTimeMs: Date.UTC(2024, 0, 1),
    timeIndex: Int32Array.of(0, 1, 2, 3),
    priceDecimals: 2,
    open,
    high: side === "short" ? close : open,
    low: side === "short" ? open : close,
    close,
    volume: new Float64Array(4).fill(1e9),
    holes: 0,
    source: { name: "made by hand", md5: null, synthetic: true },
    skippedRows: 0,
  };
}

/** That share of the position's value, as the decimal number it is. */
type Scale = (share: number) => number;
type Rest = Pick<ConfigInput, "account" | "data"> & {
  readonly strategy?: Omit<StrategyInput, "name">;
  readonly instrument?: Pick<InstrumentInput, "tiers">;
};

/** A dual-maker that opens `lots` on one side; `of` scales money to the value of that position. */
function oneSidedRun(
  { at, lots, stepSize }: Tie,
  side: Side,
  of: (decimal: Scale) => Rest,
): PreparedRun {
  const value = lots * at * stepSize * UNIT;
  const { strategy, instrument, ...rest } = of((share) => Number((share * value).toFixed(6)));
  return prepareRun({
    bars: barsThrough(at, side),
    config: {
      instrument: { tickSize: "0.01", stepSize, makerFee: 0, takerFee: 0, ...instrument },
      fills: { rule: "touch", maxParticipation: null },
      strategy: {
        name: "dual-maker",
        bidSpread: side === "long" ? 0 : 0.5,
        askSpread: side === "short" ? 0 : 0.5,
        closeSpread: 0.5,
        size: { quantity: (lots * stepSize).toFixed(1) },
        ...strategy,
      },
      ...rest,
    },
  });
}

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

describe.each<Side>(["long", "short"])("a %s worth exactly", (side) => {
  it("half of the position limit opens no more", async () => {
    await expectTies(
      `${side} of half of the limit`,
      (drawnTie) =>
        oneSidedRun(drawnTie, side, (decimal) => ({
          // Margin for many more, so that nothing but the limit refuses another order.
          account: { initialBalance: decimal(2), leverage: 10 },
          strategy: { maxPositionRatio: 0.1 },
        })),
      ({ trades }, { at, lots }) => {
        expect([...trades.priceUnits]).toEqual([at]);
        expect([...trades.lots]).toEqual([lots]);
      },
    );
  });

  it.each([
    { border: "first", caps: [1] },
    { border: "second", caps: [0.5, 1] },
  ])("the cap of the $border tier belongs to that tier", async ({ border, caps }) => {
    const row = { maxLeverage: 10, maintenanceAmount: 0 };
    await expectTies(
      `${side} of the cap of the ${border} tier`,
      (drawnTie) =>
        oneSidedRun(drawnTie, side, (decimal) => ({
          instrument: {
            tiers: [
              ...caps.map((cap) => ({ ...row, notionalCap: decimal(cap), maintenanceRate: 0 })),
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
