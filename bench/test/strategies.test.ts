import { STRATEGIES } from "@perpmill/core-wasm/strategies";
import { beforeAll, describe, expect, it } from "vitest";
import {
  type KernelMarket,
  placeMarket,
} from "../../packages/engine/src/internal/kernel-market.js";
import { syntheticBars } from "../../packages/engine/src/synthetic/synthetic-bars.js";
import { prepareTask, runOutcome } from "../src/kernel-task.js";
import { ways } from "../src/own-strategies/ways.js";
import { STRATEGY_SCENARIOS } from "../src/strategy-scenarios.js";

const BARS = 10_000;

let market: KernelMarket;
beforeAll(async () => {
  market = await placeMarket(syntheticBars({ seed: 1, bars: BARS }), null);
});

describe("what is measured of strategies", () => {
  it("is one scenario of each that is built in", () => {
    expect(STRATEGY_SCENARIOS.map(({ name }) => name)).toEqual(STRATEGIES.map(({ id }) => id));
  });

  it.each(STRATEGY_SCENARIOS)("trades, the same in both layers: $name", async ({ config }) => {
    const task = await prepareTask({ bars: market.bars, config }, market);
    const outcome = runOutcome(task, "lazy");
    expect(outcome).toEqual(runOutcome(task, "plain"));
    expect(outcome).toMatchObject({ bars: BARS, liquidated: 0, stopped: 0 });
    expect(outcome.fills).toBeGreaterThan(100);
  });

  it.each([15_000, 60_000])("is one strategy, however it is written (%d ms)", async (refreshMs) => {
    const [builtIn, ...own] = (await ways(market, refreshMs)).map(({ name, task }) => ({
      name,
      outcome: runOutcome(task, "lazy"),
    }));
    for (const { name, outcome } of own) expect([name, outcome]).toEqual([name, builtIn.outcome]);
  });
});
