/** A run is the same in one call or in many, and knows nothing of what comes later. Semantics 3. */
import { STRATEGIES as BUILT_IN, type Kernel } from "@perpmill/core-wasm";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Bars } from "../../src/market-data/bars.js";
import type { PreparedRun } from "../../src/runs/prepare.js";
import type { TradeColumns } from "../../src/runs/result.js";
import { RandomStream } from "../../src/synthetic/random.js";
import { choices, EVERYTHING } from "../support/choices.js";
import { type Layer, makeKernel, runOn } from "../support/kernel-runner.js";
import { differences } from "../support/outcome.js";
import { randomRun } from "../support/random-run.js";
import { drawn } from "../support/runs-and-seed.js";

const RUNS = 300;
const EACH_RUNS = 100;
const STRATEGIES = [...new Set(EVERYTHING.strategy)];

let kernel: Kernel;
beforeAll(async () => {
  kernel = await makeKernel();
});

const layer = fc.constantFrom<Layer>("plain", "lazy");

/** The same bars with every price and volume from row `from` on moved by some factor. */
function spoilt(bars: Bars, from: number, factor: number): Bars {
  const moved = (column: Int32Array) =>
    column.map((units, row) => (row < from ? units : Math.max(1, Math.round(units * factor))));
  return {
    ...bars,
    open: moved(bars.open),
    high: moved(bars.high),
    low: moved(bars.low),
    close: moved(bars.close),
    volume: bars.volume?.map((base, row) => (row < from ? base : base * factor)) ?? null,
  };
}

function spoiltRun(prepared: PreparedRun, from: number, factor: number): PreparedRun {
  const { mark } = prepared;
  const moved = (column: Float64Array) => column.map((x, row) => (row < from ? x : x * factor));
  return {
    ...prepared,
    bars: spoilt(prepared.bars, from, factor),
    mark: mark && {
      open: moved(mark.open),
      high: moved(mark.high),
      low: moved(mark.low),
      close: moved(mark.close),
    },
  };
}

/** Rows of the trades of the bars before `bar`, every column. */
function rowsBefore(trades: TradeColumns, bar: number): number[][] {
  const rows: number[][] = [];
  for (let row = 0; row < trades.length && trades.barIndex[row] < bar; row++) {
    rows.push([
      trades.timeMs[row],
      trades.side[row],
      trades.positionSide[row],
      trades.priceUnits[row],
      trades.lots[row],
      trades.reason[row],
      trades.fee[row],
      trades.realizedPnl[row],
      trades.balanceAfter[row],
    ]);
  }
  return rows;
}

it("draws every built-in strategy", () => {
  expect([...STRATEGIES].sort()).toEqual(BUILT_IN.map(({ id }) => id).sort());
});

describe("a run", () => {
  it("is the same bar by bar and in one call", async () => {
    await fc.assert(
      fc.asyncProperty(choices(), layer, async (drawnChoices, of) => {
        const prepared = randomRun(drawnChoices);
        const whole = await runOn(kernel, prepared, of);
        expect(differences(whole, await runOn(kernel, prepared, of, () => 1))).toEqual([]);
      }),
      drawn("bar by bar", RUNS),
    );
  });

  it("is the same in chunks of any size", async () => {
    await fc.assert(
      fc.asyncProperty(choices(), layer, fc.nat(1e6), async (drawnChoices, of, seed) => {
        const prepared = randomRun(drawnChoices);
        const random = RandomStream.of(seed, 0);
        const whole = await runOn(kernel, prepared, of);
        const chunked = await runOn(kernel, prepared, of, () => 1 + Math.floor(random.next() * 40));
        expect(differences(whole, chunked)).toEqual([]);
      }),
      drawn("chunks", RUNS),
    );
  });

  it.each(STRATEGIES)("of %s is the same in one call or in many, in both layers", async (name) => {
    const random = RandomStream.of(7, 0);
    await fc.assert(
      fc.asyncProperty(choices({ strategy: [name] }), async (drawnChoices) => {
        const prepared = randomRun(drawnChoices);
        const whole = await runOn(kernel, prepared, "plain");
        const chunk = () => 1 + Math.floor(random.next() * 40);
        expect(differences(whole, await runOn(kernel, prepared, "lazy", chunk))).toEqual([]);
      }),
      drawn(`${name} in chunks`, EACH_RUNS),
    );
  });

  it.each(STRATEGIES)("of %s does nothing else when later bars are spoilt", async (name) => {
    const factor = fc.constantFrom(0.2, 0.9, 1.01, 3);
    let trades = 0;
    await fc.assert(
      fc.asyncProperty(
        choices({ strategy: [name] }),
        layer,
        factor,
        fc.nat(99),
        async (drawnChoices, of, by, share) => {
          const prepared = randomRun(drawnChoices);
          const from = Math.floor((share / 100) * prepared.bars.count);
          const one = await runOn(kernel, prepared, of);
          const other = await runOn(kernel, spoiltRun(prepared, from, by), of);
          const before = rowsBefore(one.trades, from);
          trades += before.length;
          expect(rowsBefore(other.trades, from)).toEqual(before);
          expect([...other.equity.subarray(0, from)]).toEqual([...one.equity.subarray(0, from)]);
        },
      ),
      drawn(`${name} and later bars`, EACH_RUNS),
    );
    expect(trades).toBeGreaterThan(0);
  });
});
