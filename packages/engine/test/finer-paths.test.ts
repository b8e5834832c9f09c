/** Bars with any number of points: drawn bridges, and the trades that the bars are made of. */
import { createKernel, PATHS_KERNEL_SHA256 } from "@perpmill/core-wasm";
import { describe, expect, it } from "vitest";
import { defineStrategy } from "../src/callbacks/define-strategy.js";
import { normaliseConfig } from "../src/config/normalise.js";
import { barsFromTrades, type Trades } from "../src/market-data/trades/trades.js";
import { backtest } from "../src/runs/backtest.js";
import { residentBars, shareBars, takeSharedBars } from "../src/runs/bar-memory.js";
import { envelope, joinEnvelopes } from "../src/runs/envelope.js";
import { explainFill } from "../src/runs/explain/explain-fill.js";
import { ManyRuns } from "../src/runs/many-runs.js";
import { type PreparedRun, prepareRun, type RunConfig } from "../src/runs/prepare.js";
import { syntheticBars } from "../src/synthetic/synthetic-bars.js";
import { syntheticMark } from "../src/synthetic/synthetic-mark.js";
import { type Layer, runOn } from "./support/kernel-runner.js";
import { differences } from "./support/outcome.js";
import { tradesMaking } from "./support/random-trades.js";

const bars = syntheticBars({ seed: 11, bars: 3_000 });
const trades = tradesMaking(bars, 20, 5);
const BRIDGE = { model: "bridge", points: 30, seed: 7 } as const;
const ALONG_TRADES = { model: "trades" } as const;
const METRICS = { markouts: true, hashes: true, dailyReturns: false };

function configOf(more: Partial<RunConfig> = {}): RunConfig {
  return {
    instrument: { tickSize: "0.01", stepSize: "0.001" },
    account: { initialBalance: 10_000, leverage: 10 },
    fills: { maxParticipation: null },
    strategy: {
      name: "dual-maker",
      bidSpread: 0.0004,
      askSpread: 0.0004,
      size: { equityRatio: 0.05 },
      orderRefreshMs: 15_000,
    },
    ...more,
  };
}

async function runAll(prepared: PreparedRun, layer: Layer, bars?: number) {
  const memory = new WebAssembly.Memory({ initial: 16, maximum: 16_384 });
  const kernel = await createKernel(memory, { paths: true });
  return runOn(kernel, prepared, layer, bars === undefined ? undefined : () => bars);
}

describe("a run along trades", () => {
  it("makes its bars of them where none are given", async () => {
    const config = configOf({ path: ALONG_TRADES });
    const made = await backtest({ trades, config });
    const given = await backtest({ bars: barsFromTrades(trades, "1m"), trades, config });
    expect(made.metrics.fills).toBeGreaterThan(100);
    expect(made.metrics).toEqual(given.metrics);
    expect(made.data).toEqual(given.data);
    const wider = await backtest({ trades, interval: "5m", config: configOf() });
    expect(wider.data.intervalMs).toBe(300_000);
  });

  it("fills when a trade was made, and says which meaning and which kernel it has", async () => {
    const { trades: fills, ...result } = await backtest({
      trades,
      config: configOf({ path: ALONG_TRADES }),
    });
    const times = new Set(trades.timeMs.map(Math.floor));
    expect(fills.timeMs.every((time) => times.has(time))).toBe(true);
    expect(result.metrics.semantics).toBe(2);
    expect(result.engine.kernelSha256).toBe(PATHS_KERNEL_SHA256);
    expect(result.warnings.map(({ code }) => code)).toEqual([]);
    expect(result.effectiveRefreshMs).toBe(15_000);
  });

  it("is refused without trades, with other bars, and without either", async () => {
    const config = configOf({ path: ALONG_TRADES });
    await expect(backtest({ bars, config })).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      where: { field: "path.model" },
    });
    const others = syntheticBars({ seed: 12, bars: 3_000 });
    await expect(backtest({ bars: others, trades, config })).rejects.toMatchObject({
      code: "TRADES_MISMATCH",
    });
    await expect(backtest({ config })).rejects.toMatchObject({ code: "BARS_EMPTY" });
  });

  it("runs the range that the configuration names", async () => {
    const start = bars.baseTimeMs + 1_000 * bars.intervalMs;
    const config = configOf({ path: ALONG_TRADES, data: { start } });
    const { metrics, trades: fills } = await backtest({ trades, config });
    expect(metrics.bars).toBeLessThanOrEqual(2_000);
    expect(fills.length).toBeGreaterThan(100);
    expect(fills.timeMs.every((time) => time >= start)).toBe(true);
  });
});

/** Trades of one bar that go up and down by more than the spread, again and again. */
function restlessTrades(count: number): Trades {
  return {
    ...trades,
    count,
    priceDecimals: 2,
    timeMs: Float64Array.from({ length: count }, (_, i) => bars.baseTimeMs + i / 20),
    price: Int32Array.from({ length: count }, (_, i) => (i % 2 === 0 ? 100_000 : 101_000)),
    quantity: new Float64Array(count).fill(1),
    isBuyerMaker: new Uint8Array(count),
  };
}

describe("a bar with more fills than the trade log has rows", () => {
  const restless = restlessTrades(60_000);
  const prepared = (strategy: RunConfig["strategy"]) =>
    prepareRun({
      bars: barsFromTrades(restless, 60_000),
      trades: restless,
      config: configOf({ path: ALONG_TRADES, strategy }),
    });
  const builtIn = prepared({
    name: "pure-maker",
    bidSpread: 0.001,
    askSpread: 0.001,
    size: { quantity: 0.01 },
    orderRefreshMs: 0,
  });
  const callback = prepared({
    name: defineStrategy({
      positionMode: "oneWay",
      quote(view, orders) {
        orders.bid(view.price * 0.999, 0.01);
        orders.ask(view.price * 1.001, 0.01);
      },
    }),
    orderRefreshMs: 0,
  });

  it.each(["plain", "lazy"] as const)("keeps them all, %s layer", async (layer) => {
    const run = await runAll(builtIn, layer);
    expect(run.trades.length).toBe(59_999);
    expect(run.metrics.makerFills).toBe(59_999);
    expect(differences(run, await runAll(callback, layer))).toEqual([]);
  });
});

describe("a run on drawn bridges", () => {
  const mark = syntheticMark({ seed: 3, bars });
  const config = configOf({ path: BRIDGE });

  it("is the same whole and bar by bar, plain and lazy", async () => {
    for (const marks of [null, mark]) {
      const prepared = prepareRun({ bars, mark: marks, config });
      const whole = await runAll(prepared, "plain");
      expect(whole.trades.length).toBeGreaterThan(100);
      expect(differences(whole, await runAll(prepared, "plain", 1))).toEqual([]);
      expect(differences(whole, await runAll(prepared, "lazy"))).toEqual([]);
      expect(differences(whole, await runAll(prepared, "lazy", 1))).toEqual([]);
    }
  });

  it("differs by its seed and by its points, and carries no warning of a biased path", async () => {
    const run = async (path: object) => backtest({ bars, config: configOf({ path }) });
    const [first, again, other, fewer] = await Promise.all([
      run(BRIDGE),
      run(BRIDGE),
      run({ ...BRIDGE, seed: 8 }),
      run({ ...BRIDGE, points: 12 }),
    ]);
    expect(first.metrics.resultHash).toBe(again.metrics.resultHash);
    expect(new Set([first, other, fewer].map((one) => one.metrics.resultHash)).size).toBe(3);
    expect(first.warnings.map(({ code }) => code)).toEqual(["REFRESH_ROUNDED"]);
    expect(first.effectiveRefreshMs).toBe(15_999);
    expect(first.metrics.semantics).toBe(2);
  });

  it("is one of many in a memory that other models use, alone and shared", async () => {
    const complete = (path: object) =>
      normaliseConfig(configOf({ path }), { intervalMs: bars.intervalMs });
    const configs = [complete({}), complete(BRIDGE), complete({ model: "random", seed: 3 })];
    const expected = await Promise.all(configs.map(async (one) => backtest({ bars, config: one })));
    const [thread] = shareBars(bars, 1).others;
    for (const market of [bars, residentBars(bars), takeSharedBars(thread)]) {
      const many = new ManyRuns({ bars: market });
      for (const i of [0, 1, 2, 1, 0]) {
        const { metrics } = await many.run(configs[i], METRICS);
        expect(metrics).toEqual(expected[i].metrics);
      }
      many.close();
    }
  });

  it("is the base of its envelope, beside the models of four points", async () => {
    const whole = await envelope({ bars, config, participationCaps: [null] });
    expect(whole.rows).toHaveLength(11);
    expect(whole.rows.at(-1)).toMatchObject(whole.base);
    const { metrics } = await backtest({ bars, config, hashes: false });
    expect(whole.spreads.find(({ metric }) => metric === "fills")?.base).toBe(metrics.fills);
    const part = (index: number) =>
      envelope({ bars, config, participationCaps: [null], part: { index, of: 2 } });
    expect(joinEnvelopes([await part(0), await part(1)])).toEqual(whole);
  });

  it("has no explanations of its fills", async () => {
    await expect(explainFill({ bars, config, fill: 0 })).rejects.toMatchObject({
      code: "CONFIG_INVALID",
      where: { field: "path.model" },
    });
  });
});
