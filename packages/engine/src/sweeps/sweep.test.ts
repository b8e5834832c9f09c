import { describe, expect, it } from "vitest";
import type { ConfigInput } from "../config/input.js";
import { setConfigValue } from "../config/set-value.js";
import { PerpmillError } from "../errors.js";
import { backtest } from "../runs/backtest.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { syntheticFunding } from "../synthetic/synthetic-funding.js";
import { syntheticMark } from "../synthetic/synthetic-mark.js";
import { metricCells, SWEEP_METRICS } from "./metric-columns.js";
import { parseAxis } from "./parse-axis.js";
import { SweepPool } from "./pool.js";
import { bestRows } from "./rank.js";
import { sweepOn } from "./run-sweep.js";
import type { SweepOptions, SweepProgress, SweepResult, SweepStore } from "./sweep-options.js";
import { sweepColumn } from "./table.js";
import { testThreads } from "./threads.fixture.js";
import type { ThreadPlatform } from "./threads.js";

const BARS = syntheticBars({ seed: 11, bars: 30_000 });

const CONFIG: ConfigInput = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: { name: "dual-maker", bidSpread: 0.001, askSpread: 0.001, size: { equityRatio: 0.02 } },
};

const THREADS = testThreads();

function run(options: Partial<SweepOptions> & { readonly axes: SweepOptions["axes"] }) {
  return sweepOn({ bars: BARS, config: CONFIG, workers: 0, ...options }, THREADS);
}

const AXES = [
  "strategy.bidSpread=0.0005:0.002:0.0005",
  "strategy.askSpread=0.0005,0.004",
  "account.leverage=1,5,10",
].map(parseAxis);

function valuesOf(result: SweepResult, name: string): unknown[] {
  const values: ArrayLike<unknown> = sweepColumn(result.table, name)?.values ?? [];
  return Array.from(values);
}

describe("a sweep", () => {
  it("has its parameters in grid order, the last axis fastest", async () => {
    const result = await run({ axes: AXES });
    expect(result.table.length).toBe(24);
    expect(result.table.columns.slice(0, 5).map(({ name }) => name)).toEqual([
      "strategy.bidSpread",
      "strategy.askSpread",
      "account.leverage",
      "outcome",
      "liquidated",
    ]);
    expect(valuesOf(result, "account.leverage").slice(0, 4)).toEqual([1, 5, 10, 1]);
    expect(valuesOf(result, "strategy.bidSpread").slice(5, 7)).toEqual([0.0005, 0.001]);
    expect(result.outcomes).toMatchObject({ complete: 22, liquidated: 2 });
    expect(result.workers).toBe(0);
  });

  it("is the same bit by bit with 0, 1 and 3 threads", async () => {
    const own = await run({ axes: AXES });
    for (const workers of [1, 3]) {
      const result = await run({ axes: AXES, workers });
      expect(result.table).toEqual(own.table);
      expect(result.returns).toEqual(own.returns);
      expect(result.sharedMemory).toBe(true);
      expect(result.workers).toBe(workers);
    }
  });

  it("has in each row what a single run has, every metric", async () => {
    const funding = syntheticFunding({ seed: 2, bars: BARS });
    const mark = syntheticMark({ seed: 3, bars: BARS });
    const config = { ...CONFIG, output: { rejections: true } };
    for (const extra of [{ funding }, { mark, funding }]) {
      const metrics = "all" as const;
      const result = await run({ axes: AXES, ...extra, config, metrics, workers: 2 });
      for (const row of [0, 7, 13, 23]) {
        const single = await backtest({
          bars: BARS,
          ...extra,
          config: configOfRow(result, row, config),
        });
        const cells = SWEEP_METRICS.map((name) => valuesOf(result, name)[row]);
        const expected = metricCells(single.metrics, SWEEP_METRICS);
        expect(cells.map((one) => (Number.isNaN(one) ? null : one))).toEqual(expected);
      }
    }
  });

  it("has the same metrics when the skip layer makes them", async () => {
    const axes = [parseAxis("strategy.bidSpread=0.001:0.006:0.0005")];
    const lazy = await run({ axes, metrics: "all" });
    const skip = await run({ axes });
    expect([lazy.walked, skip.walked]).toEqual([{ trades: 11 }, {}]);
    const regimes = {
      ...CONFIG,
      volatility: { atrPeriod: 60, high: 0.01, highSpreadMultiplier: 2 },
    };
    expect((await run({ axes, config: regimes })).walked).toEqual({ regime: 11 });
    for (const { name, values } of skip.table.columns) {
      expect(values).toEqual(sweepColumn(lazy.table, name)?.values);
    }
  });

  it("keeps to its constraints", async () => {
    const constraints = ["strategy.askSpread >= strategy.bidSpread", "account.leverage != 5"];
    const result = await run({ axes: AXES, constraints });
    expect(result.table.length).toBe(10);
    expect(result.leftOut).toBe(14);
    const asks = valuesOf(result, "strategy.askSpread");
    valuesOf(result, "strategy.bidSpread").forEach((bid, row) => {
      expect(Number(asks[row])).toBeGreaterThanOrEqual(Number(bid));
    });
  });

  it("says which rows were liquidated, which it gave up and which it refused", async () => {
    const axes = ["strategy.size.equityRatio=0.02,0.9", "account.leverage=5,50"].map(parseAxis);
    const config = {
      ...CONFIG,
      strategy: { ...CONFIG.strategy, maxPositionRatio: 1 },
      risk: { minEquity: 100 },
    };
    const wild = await run({ axes, config });
    expect(valuesOf(wild, "outcome").slice(0, 2)).toEqual(["complete", "complete"]);
    const limit = 0.01;
    const given = await run({ axes, config, giveUpDrawdown: limit });
    expect(given.outcomes.givenUp).toBeGreaterThan(0);
    const row = valuesOf(given, "outcome").indexOf("givenUp");
    const single = await backtest({
      bars: BARS,
      config: { ...configOfRow(given, row, config), risk: { minEquity: 100, maxDrawdown: limit } },
    });
    expect(valuesOf(given, "finalEquity")[row]).toBe(single.metrics.finalEquity);
    expect(valuesOf(given, "bars")[row]).toBeLessThan(BARS.count);

    const refused = await run({
      axes: [parseAxis("volatility.high=null,0.001")],
    });
    expect(valuesOf(refused, "outcome")).toEqual(["complete", "refused"]);
    expect(valuesOf(refused, "finalEquity")[1]).toBeNaN();
    expect(refused.refused).toEqual([{ row: 1, problem: expect.stringContaining("volatility") }]);
  });

  it("tells its progress, and hands its rows on in order", async () => {
    const seen: SweepProgress[] = [];
    const handed: unknown[] = [];
    const result = await run({
      axes: AXES,
      workers: 3,
      rankBy: "totalReturn",
      onProgress: (progress) => seen.push(progress),
      onRows: async ({ first, rows }) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        expect(first).toBe(handed.length);
        handed.push(...rows);
      },
    });
    expect(handed).toHaveLength(24);
    expect(seen.at(-1)).toMatchObject({ done: 24, total: 24, reused: 0 });
    const [best] = bestRows(result.table, "totalReturn", 1);
    expect(seen.at(-1)?.best?.row).toBe(best);
  });

  it("runs nothing twice that a store has", async () => {
    const kept = new Map<string, Parameters<SweepStore["put"]>[1]>();
    const store: SweepStore = {
      get: (key) => kept.get(key) ?? null,
      put: (key, row) => void kept.set(key, row),
    };
    const names: string[] = [];
    const open = (name: string) => {
      names.push(name);
      return store;
    };
    const first = await run({ axes: AXES.slice(0, 2), store: open });
    expect(first.reused).toBe(0);
    expect(kept.size).toBe(8);
    const wider = [parseAxis("strategy.bidSpread=0.0005:0.0025:0.0005"), AXES[1]];
    const second = await run({ axes: wider, store: open });
    expect(names[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(names[1]).toBe(names[0]);
    expect(second.reused).toBe(8);
    expect(kept.size).toBe(10);
    expect(second.table).toEqual((await run({ axes: wider })).table);
    for (const [key, row] of kept) kept.set(key, JSON.parse(JSON.stringify(row)));
    const third = await run({ axes: wider, store: open });
    expect([third.reused, third.returns]).toEqual([10, second.returns]);
    for (const [key, row] of kept) kept.set(key, { ...row, dailyReturns: null });
    expect((await run({ axes: wider, store: open })).reused).toBe(0);
    const other = syntheticBars({ seed: 12, bars: 30_000 });
    expect((await run({ axes: AXES.slice(0, 2), store: open, bars: other })).reused).toBe(0);
  });

  it("goes on with a warm pool after it was cancelled, within 100 ms", async () => {
    const bars = syntheticBars({ seed: 1, bars: 600_000 });
    const pool = new SweepPool({ bars, workers: 2 }, THREADS);
    try {
      const axes = [parseAxis("strategy.bidSpread=0.0001:0.01:0.0001")];
      await run({ pool, axes: [parseAxis("strategy.bidSpread=0.001,0.002")] });
      // Other work on the machine takes time of its own: one of three tries is undisturbed.
      const took: number[] = [];
      while (took.length < 3) {
        const stop = new AbortController();
        let abortedMs = 0;
        setTimeout(() => {
          abortedMs = performance.now();
          stop.abort();
        }, 60);
        const ended = await run({ pool, axes, signal: stop.signal }).catch((error) => error);
        took.push(performance.now() - abortedMs);
        expect(ended).toBeInstanceOf(PerpmillError);
        expect(ended).toHaveProperty("code", "ABORTED");
      }
      expect(Math.min(...took)).toBeLessThan(100);
      const after = await run({ pool, axes: [parseAxis("strategy.bidSpread=0.001")] });
      expect(after.outcomes.complete).toBe(1);
    } finally {
      pool.close();
    }
  });

  it("is cancelled within 200 ms when a thread never answers", async () => {
    const ends: string[] = [];
    const platform: ThreadPlatform = {
      ...THREADS,
      start: () => ({ post: () => {}, end: () => void ends.push("ended") }),
    };
    const stop = new AbortController();
    const running = sweepOn(
      { bars: BARS, config: CONFIG, axes: AXES, workers: 2, signal: stop.signal },
      platform,
    );
    setTimeout(() => stop.abort(), 20);
    await expect(running).rejects.toMatchObject({ code: "ABORTED" });
    expect(ends).toEqual(["ended", "ended"]);
  });

  it("can be cancelled in the calling thread", async () => {
    const stop = new AbortController();
    const axes = [parseAxis("strategy.bidSpread=0.0001:0.01:0.0001")];
    const cancelled = run({ axes, signal: stop.signal, onProgress: () => stop.abort() });
    await expect(cancelled).rejects.toMatchObject({ code: "ABORTED" });
  });

  it("ends with the reason when a thread ends by itself", async () => {
    const platform: ThreadPlatform = {
      ...THREADS,
      start: ({ onEnd }) => {
        queueMicrotask(() => onEnd("out of memory"));
        return { post: () => {}, end: () => {} };
      },
    };
    await expect(
      sweepOn({ bars: BARS, config: CONFIG, axes: AXES, workers: 2 }, platform),
    ).rejects.toMatchObject({
      code: "SWEEP_FAILED",
      message: expect.stringContaining("out of memory"),
    });
  });

  it("uses one thread with a copy where memory cannot be shared", async () => {
    const platform = { ...THREADS, sharesMemory: false };
    const result = await sweepOn({ bars: BARS, config: CONFIG, axes: AXES, workers: 4 }, platform);
    expect(result).toMatchObject({ workers: 1, sharedMemory: false });
    expect(result.table).toEqual((await run({ axes: AXES })).table);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 20);
    const long = [parseAxis("strategy.bidSpread=0.0001:0.03:0.0001")];
    await expect(
      sweepOn({ bars: BARS, config: CONFIG, axes: long, signal: stop.signal }, platform),
    ).rejects.toMatchObject({ code: "ABORTED" });
  });

  it.each([
    [{ axes: [] }, "1 to 64 axes, got 0"],
    [{ axes: [AXES[0], AXES[0]] }, "strategy.bidSpread is an axis twice"],
    [{ axes: AXES, metrics: ["sharp"] }, 'no metric "sharp"'],
    [{ axes: AXES, rankBy: "stopped" }, "not a number"],
    [{ axes: AXES, constraints: ["strategy.bidSpred > 1"] }, "no field of the configuration"],
    [{ axes: AXES, constraints: ["strategy.bidSpread > 1"] }, "leave none of 24 points"],
    [{ axes: AXES, giveUpDrawdown: 30 }, "up to 1, got 30"],
    [{ axes: AXES, workers: 1.5 }, "whole number from 0 to 256"],
  ])("refuses %j", async (options, part) => {
    await expect(run(options)).rejects.toMatchObject({
      code: "SWEEP_INVALID",
      message: expect.stringContaining(part),
    });
  });
});

function configOfRow(result: SweepResult, row: number, base: ConfigInput): ConfigInput {
  let config: unknown = base;
  for (const path of result.axes) {
    config = setConfigValue(config, path, String(valuesOf(result, path)[row]));
  }
  return config as ConfigInput;
}
