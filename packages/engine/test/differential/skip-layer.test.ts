/** The skip layer against the lazy one: every number of the run, every trade, every day, bit by bit. */
import type { Kernel } from "@perpmill/core-wasm";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { placeMarket } from "../../src/internal/kernel-market.js";
import { KernelRun, type KernelRunOutput } from "../../src/internal/kernel-run.js";
import { skipRefusal } from "../../src/internal/skip-tables.js";
import type { PreparedRun } from "../../src/runs/prepare.js";
import { type Choices, choices, type Profile } from "../support/choices.js";
import { makeKernel } from "../support/kernel-runner.js";
import { randomRun } from "../support/random-run.js";
import { drawn, MOST_RUNS } from "../support/runs-and-seed.js";

const SKIPPING: Profile = {
  strategy: ["dual-maker", "pure-maker"],
  bars: [200, 300, 300],
  markNoise: [null],
  maxDailyLoss: [null],
  high: [null],
  extreme: [null],
  emergency: [null],
  rejections: [false],
  toleranceMoves: [null],
  hangingOrders: [false],
  delayBars: [0],
  tradingHours: [null],
  avoidBeforeBars: [0],
  avoidAfterBars: [0],
  bidSpread: [3, 1, 8, 0.5, 30],
  askSpread: [3, 1, 8, 0.5, 30],
  refreshBars: [1, 0, 0.3, 7, 40, 1e6],
};

/** Markets in which quotes are far enough for most blocks to be jumped. */
const STILL: Profile = {
  ...SKIPPING,
  intervalMs: [60_000, 180_000],
  jumpChance: [0, 0, 0.03],
  moveRatio: [0.001, 0.0001],
  funding: ["none", "constant"],
  fundingHours: [8, 24],
  startTicks: [300_000, 20_000],
  flatChance: [0],
  balanceLots: [2_000, 40_000],
  size: [{ equityRatio: 0.02 }, { lots: 7.5 }],
  bars: [300],
  minEquity: [null],
  maxDrawdown: [null, 0.3],
  bidSpread: [8, 5, 3],
  askSpread: [8, 5, 3],
  quotingSkew: [0],
  inventorySkew: [0, 0.5],
  refreshBars: [1, 0, 0.3, 2],
};

let kernel: Kernel;
beforeAll(async () => {
  kernel = await makeKernel();
});

interface Figures extends KernelRunOutput {
  readonly jumpedBars: number;
}

async function figures(
  prepared: PreparedRun,
  layer: "lazy" | "skip",
  chunk: number,
): Promise<Figures> {
  const { bars, mark, config, units, events, userStrategy } = prepared;
  const market = await placeMarket(bars, mark, kernel);
  const options = { layer, trades: true, equity: false, userStrategy };
  const run = new KernelRun(market, config, units, events, options);
  while (run.advance(chunk));
  const { jumpedBars } = run;
  return { ...run.finish(), jumpedBars };
}

it.each([
  ["any market", SKIPPING, 0.003],
  ["still markets", STILL, 0.05],
] as const)(
  "leaves every number of the lazy layer as it is: %s",
  { timeout: 600_000 },
  async (name, profile, least) => {
    let jumped = 0;
    let bars = 0;
    await fc.assert(
      fc.asyncProperty(
        choices(profile),
        fc.constantFrom(1e9, 100, 64, 13),
        async (drawnChoices: Choices, chunk) => {
          const prepared = randomRun(drawnChoices);
          expect(skipRefusal(prepared.config, prepared.mark !== null)).toBeNull();
          const { jumpedBars: none, ...lazy } = await figures(prepared, "lazy", 1e9);
          const { jumpedBars, ...skip } = await figures(prepared, "skip", chunk);
          expect(none).toBe(0);
          expect(skip).toEqual(lazy);
          jumped += jumpedBars;
          bars += lazy.state.bars;
        },
      ),
      drawn(`skip and lazy, ${name}`, MOST_RUNS / 4),
    );
    expect(jumped / bars).toBeGreaterThan(least);
    console.log(`${name}: jumped ${((100 * jumped) / bars).toFixed(0)} % of the bars`);
  },
);
