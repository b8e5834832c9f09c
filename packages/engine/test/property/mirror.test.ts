/**
 * On the mirrored market a strategy that quotes ticks and fixed lots makes the mirrored trades. Its
 * kernel is compiled here from the kernel's own sources, so this also shows that those are generic.
 */
import { instantiateKernel, type Kernel } from "@perpmill/core-wasm";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { compileAssembly } from "../../../core-wasm/test/compile-assembly.js";
import type { PathModel } from "../../src/config/types.js";
import type { Bars } from "../../src/market-data/bars.js";
import { type PreparedRun, prepareRun } from "../../src/runs/prepare.js";
import { type Choices, choices, type Profile } from "../support/choices.js";
import { type Layer, runOn } from "../support/kernel-runner.js";
import { differences, type Outcome } from "../support/outcome.js";
import { randomBars } from "../support/random-market.js";
import { drawn } from "../support/runs-and-seed.js";

/** large enough that margin never matters */
const INITIAL_BALANCE = 1e9;

let kernel: Kernel;
beforeAll(async () => {
  const module = await WebAssembly.compile(await compileAssembly("test-assembly/index.ts"));
  kernel = instantiateKernel(module, new WebAssembly.Memory({ initial: 16, maximum: 16_384 }));
});

const MIRRORED_MODEL: Readonly<Record<string, PathModel>> = {
  lowFirst: "highFirst",
  highFirst: "lowFirst",
};

/** Nothing that looks at the level of the price: no fees, funding, margin, limits or regimes. */
const MARKETS: Profile = {
  bars: [12, 60, 300],
  startTicks: [5_000, 20_000],
  moveRatio: [0.0005, 0.001],
  jumpMoves: [15],
  markNoise: [null],
  cutFrom: [0],
  model: ["lowFirst", "highFirst"],
};

const quoting = fc.record({
  mode: fc.constantFrom("oneWay" as const, "hedge" as const),
  ticks: fc.integer({ min: 0, max: 8 }),
  levels: fc.integer({ min: 1, max: 6 }),
  spacing: fc.integer({ min: 0, max: 3 }),
  lots: fc.integer({ min: 1, max: 9 }),
});
type Quoting = typeof quoting extends fc.Arbitrary<infer T> ? T : never;

/** The prices mirrored in the middle of what they cover, on the same grid. */
function mirrored(bars: Bars, sum: number): Bars {
  const flip = (column: Int32Array) => column.map((units) => sum - units);
  const { open, high, low, close } = bars;
  return { ...bars, open: flip(open), high: flip(low), low: flip(high), close: flip(close) };
}

function mirrorSum(bars: Bars, tickUnits: number): number {
  const most = bars.high.reduce((a, b) => Math.max(a, b), 0);
  const least = bars.low.reduce((a, b) => Math.min(a, b));
  return 2 * Math.ceil((most + least) / 2 / tickUnits) * tickUnits;
}

/** A run of the test strategy, which reads the slots of pure-maker in its own way. */
function tickMakerRun(chosen: Choices, how: Quoting): PreparedRun {
  const prepared = prepareRun({
    bars: randomBars(chosen),
    config: {
      instrument: {
        tickSize: (chosen.tickUnits * 10 ** -chosen.priceDecimals).toFixed(chosen.priceDecimals),
        stepSize: 1,
        makerFee: 0,
        takerFee: 0,
      },
      account: { initialBalance: INITIAL_BALANCE, leverage: 1000 },
      path: { model: chosen.model },
      fills: {
        rule: chosen.rule,
        throughTicks: chosen.throughTicks,
        maxParticipation: chosen.maxParticipation,
      },
      strategy: {
        name: "pure-maker",
        bidSpread: 0,
        askSpread: 0,
        levels: how.levels,
        size: { quantity: how.lots },
        orderRefreshMs: Math.min(1e10, Math.round(chosen.refreshBars * chosen.intervalMs)),
      },
    },
  });
  const { config } = prepared;
  return {
    ...prepared,
    config: {
      ...config,
      account: { ...config.account, positionMode: how.mode },
      strategy: { ...config.strategy, bidSpread: how.ticks, levelSpacing: how.spacing },
    },
  };
}

/** The same run on the mirrored prices, the other extreme first. */
function mirroredRun(prepared: PreparedRun, sum: number): PreparedRun {
  const { config } = prepared;
  const path = { ...config.path, model: MIRRORED_MODEL[config.path.model] };
  return { ...prepared, bars: mirrored(prepared.bars, sum), config: { ...config, path } };
}

const SHORT_FOR_LONG = [0, 2, 1];

function expectMirrored(one: Outcome, other: Outcome, sum: number): void {
  const [a, b] = [one.trades, other.trades];
  expect(b.length).toBe(a.length);
  for (let row = 0; row < a.length; row++) {
    expect([
      b.timeMs[row],
      b.side[row],
      SHORT_FOR_LONG[b.positionSide[row]],
      sum - b.priceUnits[row],
      b.lots[row],
      b.longAfterLots[row],
      b.shortAfterLots[row],
    ]).toEqual([
      a.timeMs[row],
      -a.side[row],
      a.positionSide[row],
      a.priceUnits[row],
      a.lots[row],
      a.shortAfterLots[row],
      a.longAfterLots[row],
    ]);
  }
  for (let i = 0; i < one.equity.length; i++) {
    expect(Math.abs(one.equity[i] - other.equity[i])).toBeLessThanOrEqual(1e-9 * INITIAL_BALANCE);
  }
}

describe("a strategy quoting ± k ticks with fixed lots", () => {
  it("mirrors its trades on the mirrored price, in both modes and layers", async () => {
    let fills = 0;
    const layers = fc.constantFrom<Layer>("plain", "lazy");
    await fc.assert(
      fc.asyncProperty(choices(MARKETS), quoting, layers, async (chosen, how, layer) => {
        const there = tickMakerRun(chosen, how);
        const sum = mirrorSum(there.bars, chosen.tickUnits);
        const one = await runOn(kernel, there, layer);
        expectMirrored(one, await runOn(kernel, mirroredRun(there, sum), layer), sum);
        const otherLayer = layer === "plain" ? "lazy" : "plain";
        expect(differences(one, await runOn(kernel, there, otherLayer))).toEqual([]);
        fills += one.trades.length;
      }),
      drawn("mirror", 300),
    );
    expect(fills).toBeGreaterThan(1_000);
  });
});
