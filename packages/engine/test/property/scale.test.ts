/**
 * Strategies think in shares of the price: prices times eight, with ticks eight times as large and
 * contracts an eighth, trade the same lots at the same times and earn the same. Eight is a power of
 * two, so that all of it holds to the last bit.
 */
import type { Kernel } from "@perpmill/core-wasm";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Bars, PriceSeries } from "../../src/market-data/bars.js";
import { prepareRun, type RunInputs } from "../../src/runs/prepare.js";
import { choices, EVERYTHING } from "../support/choices.js";
import { makeKernel, runOn } from "../support/kernel-runner.js";
import { randomInputs } from "../support/random-run.js";
import { drawn } from "../support/runs-and-seed.js";

const TIMES = 8;
const RUNS = 80;
const STRATEGIES = [...new Set(EVERYTHING.strategy)];

let kernel: Kernel;
beforeAll(async () => {
  kernel = await makeKernel();
});

function scaledBars(bars: Bars): Bars {
  const scaled = (column: Int32Array) => column.map((units) => units * TIMES);
  return {
    ...bars,
    open: scaled(bars.open),
    high: scaled(bars.high),
    low: scaled(bars.low),
    close: scaled(bars.close),
    volume: bars.volume?.map((base) => base / TIMES) ?? null,
  };
}

function scaledMark(mark: PriceSeries): PriceSeries {
  const scaled = (column: Float64Array) => column.map((quote) => quote * TIMES);
  return {
    ...mark,
    open: scaled(mark.open),
    high: scaled(mark.high),
    low: scaled(mark.low),
    close: scaled(mark.close),
  };
}

type Strategy = RunInputs["config"]["strategy"];

/** Bounds of a grid are the only prices in a configuration. */
function scaledStrategy(strategy: Strategy): Strategy {
  if (typeof strategy.name !== "string") throw new TypeError("a strategy without a name");
  const { name, lowerPrice, upperPrice } = strategy;
  if (typeof lowerPrice !== "number" || typeof upperPrice !== "number") return strategy;
  return { ...strategy, name, lowerPrice: lowerPrice * TIMES, upperPrice: upperPrice * TIMES };
}

function scaled(inputs: RunInputs): RunInputs {
  const { bars, mark, config } = inputs;
  const { instrument, strategy } = config;
  if (typeof instrument !== "object") throw new TypeError("an instrument by name");
  return {
    ...inputs,
    bars: scaledBars(bars),
    mark: mark && scaledMark(mark),
    config: {
      ...config,
      instrument: {
        ...instrument,
        tickSize: Number(instrument.tickSize) * TIMES,
        contractSize: Number(instrument.contractSize) / TIMES,
      },
      strategy: scaledStrategy(strategy),
    },
  };
}

describe("prices times eight change nothing", () => {
  it.each(STRATEGIES)("for %s", async (name) => {
    let trades = 0;
    await fc.assert(
      fc.asyncProperty(choices({ strategy: [name], moveRatio: [0.001, 0.004] }), async (chosen) => {
        const inputs = randomInputs({ ...chosen, jumpMoves: 15 });
        const one = await runOn(kernel, prepareRun(inputs), "lazy");
        const other = await runOn(kernel, prepareRun(scaled(inputs)), "lazy");
        trades += one.trades.length;
        expect([...other.trades.timeMs]).toEqual([...one.trades.timeMs]);
        expect([...other.trades.lots]).toEqual([...one.trades.lots]);
        expect([...other.trades.side]).toEqual([...one.trades.side]);
        expect([...other.equity]).toEqual([...one.equity]);
      }),
      drawn(`${name} at other prices`, RUNS),
    );
    expect(trades).toBeGreaterThan(0);
  });
});
