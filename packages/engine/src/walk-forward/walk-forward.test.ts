import { describe, expect, it } from "vitest";
import type { ConfigInput } from "../config/input.js";
import { openTimeMs } from "../market-data/bars.js";
import { backtest } from "../runs/backtest.js";
import { parseAxis } from "../sweeps/parse-axis.js";
import type { RowResult } from "../sweeps/protocol.js";
import type { SweepStore } from "../sweeps/sweep-options.js";
import { testThreads } from "../sweeps/threads.fixture.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import type { FoldProgress } from "./fold-options.js";
import { kFoldOn } from "./k-fold.js";
import { type WalkForwardOptions, walkForwardOn } from "./walk-forward.js";

const DAY_MS = 86_400_000;
const BARS = syntheticBars({ seed: 21, bars: 60 * 1440 });
const START_MS = openTimeMs(BARS, 0);
const THREADS = testThreads();

const CONFIG: ConfigInput = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: { name: "dual-maker", bidSpread: 0.001, askSpread: 0.001, size: { equityRatio: 0.02 } },
};

const AXES = [
  "strategy.bidSpread=0.0005:0.002:0.0005",
  "strategy.askSpread=0.0005,0.001,0.002",
].map(parseAxis);
const ASKED: WalkForwardOptions = {
  bars: BARS,
  config: CONFIG,
  windows: { scheme: "rolling", trainDays: 20, testDays: 10 },
  search: { axes: AXES },
  workers: 0,
};

function walk(options: Partial<WalkForwardOptions> = {}) {
  return walkForwardOn({ ...ASKED, ...options }, THREADS);
}

/** A single run on a window. */
async function single(parameters: object, startMs: number, endMs: number) {
  const strategy = Object.fromEntries(
    Object.entries(parameters).map(([path, value]) => [path.slice("strategy.".length), value]),
  );
  const config = {
    ...CONFIG,
    data: { start: startMs, end: endMs },
    strategy: { ...CONFIG.strategy, ...strategy },
  };
  return backtest({ bars: BARS, config, hashes: false });
}

describe("a walk-forward", () => {
  it("chooses the best of each training and runs it on the test after it", async () => {
    const result = await walk({ position: "flat" });
    expect(result).toMatchObject({ method: "grid", unusedDays: 0, runs: 4 * 24, reused: 0 });
    expect(result.folds).toHaveLength(4);
    for (const { train, test, best, trials, account } of result.folds) {
      expect(trials).toBe(12);
      if (best === null) throw new Error("there is a best");
      const inside = await single(best.parameters, train[0].startMs, train[0].endMs);
      expect(best.inSample.objective).toBe(inside.metrics.sharpe);
      expect(best.inSample.metrics.totalReturn).toBe(inside.metrics.totalReturn);
      const { metrics } = await single(best.parameters, test.startMs, test.endMs);
      expect(best.outOfSample.metrics.finalEquity).toBe(metrics.finalEquity);
      expect(account.totalReturn).toBeCloseTo(metrics.totalReturn, 12);
      expect(account.fills).toBe(metrics.fills);
      expect(best.outOfSample.of).toBe(12);
    }
    // Nothing else of the training is better.
    const [first] = result.folds;
    for (const bidSpread of [0.0005, 0.001, 0.0015, 0.002]) {
      const { startMs, endMs } = first.train[0];
      const { metrics } = await single({ "strategy.bidSpread": bidSpread }, startMs, endMs);
      expect(metrics.sharpe).toBeLessThanOrEqual(first.best?.inSample.objective ?? 0);
    }
  });

  it("ranks the best among all trials of its test", async () => {
    const { folds } = await walk({ position: "flat" });
    const { test, best } = folds[1];
    if (best === null) throw new Error("there is a best");
    let better = 0;
    for (const bidSpread of [0.0005, 0.001, 0.0015, 0.002]) {
      for (const askSpread of [0.0005, 0.001, 0.002]) {
        const point = { "strategy.bidSpread": bidSpread, "strategy.askSpread": askSpread };
        const { metrics } = await single(point, test.startMs, test.endMs);
        if ((metrics.sharpe ?? 0) > (best.outOfSample.objective ?? 0)) better++;
      }
    }
    expect(best.outOfSample.rank).toBe(better + 1);
  });

  it("compounds windows that begin flat, and carries one account through the others", async () => {
    const flat = await walk({ position: "flat" });
    const factors = flat.folds.map(({ account }) => 1 + account.totalReturn);
    expect(flat.metrics.totalReturn).toBeCloseTo(factors.reduce((a, b) => a * b) - 1, 12);
    expect(flat.account.day).toHaveLength(40);
    expect(flat.account.equity[39]).toBeCloseTo(flat.metrics.finalEquity, 9);
    const carried = await walk({});
    expect(carried.position).toBe("carry");
    expect(carried.folds.map(({ best }) => best)).toEqual(flat.folds.map(({ best }) => best));
    expect(carried.account.equity).not.toEqual(flat.account.equity);
    expect(carried.folds[1].account.startEquity).toBe(carried.account.equity[9]);
  });

  it("is one whole run, when every fold chooses the same and carries it on", async () => {
    const { account, metrics, folds } = await walk({
      search: { axes: [parseAxis("strategy.bidSpread=0.001")] },
    });
    const whole = await single({}, START_MS + 20 * DAY_MS, START_MS + 60 * DAY_MS);
    const { equity, openTimeMs: times } = whole.equity;
    const ends = Array.from(times).flatMap((timeMs, row) =>
      row + 1 === times.length || Math.floor(times[row + 1] / DAY_MS) > Math.floor(timeMs / DAY_MS)
        ? [equity[row]]
        : [],
    );
    expect(ends).toHaveLength(40);
    ends.forEach((value, day) => {
      expect(account.equity[day]).toBeCloseTo(value, 8);
    });
    expect(metrics.fills).toBe(whole.metrics.fills);
    expect(metrics.fees).toBeCloseTo(whole.metrics.fees, 9);
    expect(metrics.sharpe).toBeCloseTo(whole.metrics.sharpe ?? 0, 9);
    expect(folds.reduce((sum, fold) => sum + fold.account.fills, 0)).toBe(whole.metrics.fills);
  });

  it.each([
    "carry",
    "flat",
  ] as const)("knows nothing of bars after a window (%s)", async (position) => {
    const other = syntheticBars({ seed: 22, bars: BARS.count });
    const cut = 40 * 1440;
    const mixed = { ...BARS };
    for (const column of ["open", "high", "low", "close"] as const) {
      const values = BARS[column].slice();
      values.set(other[column].subarray(cut), cut);
      mixed[column] = values;
    }
    expect(openTimeMs(BARS, cut)).toBeGreaterThanOrEqual(START_MS + 40 * DAY_MS);
    const [one, two] = [await walk({ position }), await walk({ position, bars: mixed })];
    expect(two.folds.slice(0, 2)).toEqual(one.folds.slice(0, 2));
    expect(two.account.equity.subarray(0, 20)).toEqual(one.account.equity.subarray(0, 20));
    expect(two.account.equity[39]).not.toBe(one.account.equity[39]);
  });

  it("is the same whatever the number of threads, with any way to search", async () => {
    const searches: WalkForwardOptions["search"][] = [
      { axes: AXES, sampler: { kind: "sobol", count: 6, seed: 3n } },
      { space: [parseAxis("strategy.bidSpread=0.0005:0.003"), AXES[1]], budget: 12, method: "tpe" },
    ];
    for (const search of searches) {
      const windows = { scheme: "anchored", trainDays: 30, testDays: 15 } as const;
      const own = await walk({ search, windows });
      const others = await walk({ search, windows, workers: 2 });
      expect({ ...others, workers: 0, sharedMemory: false }).toEqual({
        ...own,
        sharedMemory: false,
      });
      expect(own.folds.every(({ best }) => best !== null)).toBe(true);
    }
  });

  it("searches by growing parts of each training, too", async () => {
    const search = { space: [parseAxis("strategy.bidSpread=0.0005:0.003")], budget: 6 };
    const windows = { scheme: "rolling", trainDays: 30, testDays: 15 } as const;
    const { folds, method } = await walk({ search: { ...search, method: "hyperband" }, windows });
    expect(method).toBe("hyperband");
    for (const { best, trials, train } of folds) {
      if (best === null) throw new Error("there is a best");
      expect(trials).toBeLessThanOrEqual(6);
      const inside = await single(best.parameters, train[0].startMs, train[0].endMs);
      expect(best.inSample.objective).toBe(inside.metrics.sharpe);
    }
    const k = { bars: BARS, config: CONFIG, workers: 0, folds: 3 };
    const fold = await kFoldOn({ ...k, search: { ...search, method: "hyperband" } }, THREADS);
    expect(fold.folds.every(({ best }) => best !== null)).toBe(true);
  });

  it("says how much is left, and how the parameters move", async () => {
    const { efficiency, drift, folds, metrics } = await walk({
      search: { axes: AXES, objective: { expression: "totalReturn - maxDrawdown" } },
    });
    const growth = folds.map(({ best }) => 1 + Number(best?.inSample.metrics.totalReturn));
    const inSample = growth.reduce((product, one) => product * one) ** (365 / 80) - 1;
    expect(efficiency.inSampleYearly).toBeCloseTo(inSample, 9);
    expect(efficiency.outOfSampleYearly).toBeCloseTo(
      (1 + metrics.totalReturn) ** (365 / 40) - 1,
      9,
    );
    const [bid, ask] = drift;
    expect([bid.path, ask.path]).toEqual(AXES.map(({ path }) => path));
    expect(bid.values).toEqual(folds.map(({ best }) => best?.parameters[bid.path]));
    expect(bid.least).toBeLessThanOrEqual(bid.mean ?? 0);
    expect(bid.changes).toBeLessThanOrEqual(3);
  });

  it("sits out where nothing can be chosen", async () => {
    const search = { axes: AXES, objective: { expression: "sharpe", constraints: ["fills < 0"] } };
    const { folds, metrics, efficiency } = await walk({ search });
    expect(folds.every(({ best, feasible }) => best === null && feasible === 0)).toBe(true);
    expect(metrics).toMatchObject({ totalReturn: 0, fills: 0, finalEquity: 10_000 });
    expect(efficiency.ratio).toBeNull();
  });

  it("tells its progress, and runs nothing twice that a store has", async () => {
    const kept = new Map<string, RowResult>();
    const store: SweepStore = {
      get: (key) => kept.get(key) ?? null,
      put: (key, row) => void kept.set(key, row),
    };
    const seen: FoldProgress[] = [];
    const first = await walk({ store: () => store, onProgress: (now) => seen.push(now) });
    expect(seen.at(-1)).toMatchObject({ fold: 3, folds: 4, stage: "test", done: 96, share: 1 });
    const shares = seen.map(({ share }) => share);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    const again = await walk({ store: () => store });
    expect(again.reused).toBe(96);
    expect({ ...again, reused: 0 }).toEqual(first);
  });

  it("can be cancelled", async () => {
    const stop = new AbortController();
    const cancelled = walk({ signal: stop.signal, onProgress: () => stop.abort() });
    await expect(cancelled).rejects.toMatchObject({ code: "ABORTED" });
  });

  it.each([
    [{ position: "short" as "flat" }, "carry or flat, got short"],
    [
      { windows: { scheme: "rolling", trainDays: 20, testDays: 10, stepDays: 12 } },
      "carried from one test to the next",
    ],
    [{ search: { axes: [parseAxis("account.initialBalance=1000,2000")] } }, "cannot change"],
    [
      { position: "flat", search: { axes: [parseAxis("data.priceDecimals=1,2")] } },
      "set by the windows",
    ],
  ] as const)("refuses %j", async (options, part) => {
    await expect(walk(options)).rejects.toMatchObject({
      code: "WALK_FORWARD_INVALID",
      message: expect.stringContaining(part),
    });
  });
});

describe("a purged k-fold", () => {
  const asked = { bars: BARS, config: CONFIG, workers: 0, search: { axes: AXES } };

  it("trains on both sides of each test, and reads the two pieces as one", async () => {
    const result = await kFoldOn({ ...asked, folds: 4, purgeDays: 1, embargoDays: 2 }, THREADS);
    expect(result.folds.map(({ train }) => train.length)).toEqual([1, 2, 2, 1]);
    expect(result.account.day).toHaveLength(60);
    const { best, train } = result.folds[1];
    if (best === null) throw new Error("there is a best");
    const [before, after] = await Promise.all(
      train.map(({ startMs, endMs }) => single(best.parameters, startMs, endMs)),
    );
    expect(best.inSample.metrics.fills).toBe(before.metrics.fills + after.metrics.fills);
    expect(best.inSample.metrics.totalReturn).toBeCloseTo(
      (1 + before.metrics.totalReturn) * (1 + after.metrics.totalReturn) - 1,
      6,
    );
    expect(
      train.map(({ startMs, endMs }) => [startMs, endMs].map((ms) => (ms - START_MS) / DAY_MS)),
    ).toEqual([
      [0, 14],
      [33, 60],
    ]);
    expect(result.runs).toBe(12 * (1 + 2 + 2 + 1 + 4));
  });

  it("is the same whatever the number of threads", async () => {
    const own = await kFoldOn({ ...asked, folds: 3 }, THREADS);
    const others = await kFoldOn({ ...asked, folds: 3, workers: 2 }, THREADS);
    expect({ ...others, workers: 0, sharedMemory: false }).toEqual({ ...own, sharedMemory: false });
  });

  it("refuses an objective that pieces do not have together", async () => {
    const search = { axes: AXES, objective: "profitFactor" };
    await expect(kFoldOn({ ...asked, search, folds: 3 }, THREADS)).rejects.toMatchObject({
      code: "WALK_FORWARD_INVALID",
      message: expect.stringContaining("profitFactor"),
    });
  });
});
