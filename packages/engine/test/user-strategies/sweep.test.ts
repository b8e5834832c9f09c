/** Strategies of one's own in sweeps: each row is what a run of it gives, on threads too. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadCallback } from "../../src/callbacks/load-callback-node.js";
import { backtest, defineStrategy, parseAxis, sweepColumn, syntheticBars } from "../../src/node.js";
import { sweepOn } from "../../src/sweeps/run-sweep.js";
import type { SweepResult } from "../../src/sweeps/sweep-options.js";
import { testThreads } from "../../src/sweeps/threads.fixture.js";
import { compileStrategy } from "../../src/user-strategies/compile-strategy.js";

const BARS = syntheticBars({ seed: 11, bars: 10_000 });
const COMMON = {
  bars: BARS,
  axes: [parseAxis("strategy.bidSpread=0.0005:0.002:0.0005"), parseAxis("account.leverage=2,5")],
};
const SECTIONS = { instrument: "ETHUSDT", account: { initialBalance: 10_000, leverage: 5 } };

function equities(result: SweepResult): unknown[] {
  return Array.from(sweepColumn(result.table, "finalEquity")?.values ?? [], Number);
}

const maker = defineStrategy({
  id: "sweep-maker",
  positionMode: "oneWay",
  parameters: {
    bidSpread: { unit: "ratio", default: 0.001, min: 0, max: 0.5 },
    size: { type: "size" },
  },
  quote: ({ price, parameters }, orders) => {
    orders.bid(price * (1 - parameters.bidSpread), 1);
    orders.ask(price * 1.001, 1);
  },
});

describe("a sweep of a strategy in TypeScript", () => {
  const strategy = { name: maker, size: { quantity: 1 } };
  const options = { ...COMMON, config: { ...SECTIONS, strategy } };

  it("runs in the calling thread, which alone has the function", async () => {
    const result = await sweepOn(options, testThreads());
    expect(result.workers).toBe(0);
    const single = await backtest({
      bars: BARS,
      config: { ...options.config, strategy: { ...strategy, bidSpread: 0.002 } },
    });
    expect(single.metrics.fills).toBeGreaterThan(10);
    expect(equities(result)[7]).toBe(single.metrics.finalEquity);
    await expect(sweepOn({ ...options, workers: 2 }, testThreads())).rejects.toMatchObject({
      code: "SWEEP_INVALID",
      message: expect.stringContaining("is a function of this thread"),
    });
  });

  it("makes rows of a strategy that fails, with the reason", async () => {
    const failing = defineStrategy({
      id: "failing",
      positionMode: "oneWay",
      parameters: { bidSpread: { unit: "ratio", default: 0.001, min: 0, max: 0.5 } },
      quote: ({ parameters }) => {
        if (parameters.bidSpread > 0.001) throw new Error("too wide for me");
      },
    });
    const config = { ...SECTIONS, strategy: { name: failing } };
    const result = await sweepOn({ ...COMMON, config }, testThreads());
    expect(result.outcomes).toMatchObject({ complete: 4, refused: 4 });
    expect(result.refused[0]).toMatchObject({
      row: 4,
      problem: expect.stringContaining("too wide for me"),
    });
  });

  it("runs on threads when it comes from a file", async () => {
    const path = join(import.meta.dirname, "../callbacks/quiet-maker.mjs");
    const name = await loadCallback(path);
    const axes = [parseAxis("strategy.spread=0.001,0.002,0.003")];
    const strategy = { name, size: { equityRatio: 0.02 } };
    const given = { bars: BARS, axes, config: { ...SECTIONS, strategy } };
    const threaded = await sweepOn({ ...given, workers: 2 }, testThreads());
    expect(threaded.workers).toBe(2);
    expect(threaded.outcomes.complete).toBe(3);
    const alone = await sweepOn({ ...given, workers: 0 }, testThreads());
    expect(threaded.table).toEqual(alone.table);
  });
});

describe("a sweep of a compiled strategy", () => {
  it("runs on threads", async () => {
    const source = readFileSync(join(import.meta.dirname, "sources/pure-copy.ts"), "utf8");
    const { descriptor, wasm } = await compileStrategy(source, { optimize: "fast" });
    const userStrategy = { descriptor, module: await WebAssembly.compile(wasm) };
    const config = { ...SECTIONS, strategy: { name: descriptor.id, askSpread: 0.001 } };
    const given = { ...COMMON, config, userStrategy };
    const threaded = await sweepOn({ ...given, workers: 2 }, testThreads());
    const alone = await sweepOn({ ...given, workers: 0 }, testThreads());
    expect(threaded.table).toEqual(alone.table);
    const single = await backtest({
      bars: BARS,
      userStrategy,
      config: { ...config, strategy: { ...config.strategy, bidSpread: 0.002 } },
    });
    expect(equities(threaded)[7]).toBe(single.metrics.finalEquity);
  });
});
