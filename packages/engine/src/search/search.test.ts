import { describe, expect, it } from "vitest";
import type { ConfigInput } from "../config/input.js";
import type { PerpmillError } from "../errors.js";
import { backtest } from "../runs/backtest.js";
import { parseAxis } from "../sweeps/parse-axis.js";
import { SweepPool } from "../sweeps/pool.js";
import type { SweepStore } from "../sweeps/sweep-options.js";
import { sweepColumn } from "../sweeps/table.js";
import { testThreads } from "../sweeps/threads.fixture.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { SEARCH_METHODS } from "./method-names.js";
import { optimiseOn } from "./run-search.js";
import type { SearchOptions, SearchProgress, SearchResult } from "./search-options.js";

const BARS = syntheticBars({ seed: 11, bars: 31_000 });

const CONFIG: ConfigInput = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: { name: "dual-maker", bidSpread: 0.001, askSpread: 0.001, size: { equityRatio: 0.02 } },
};

const SPACE = [
  "strategy.bidSpread=0.0005:0.005:log",
  "strategy.askSpread=0.0005:0.005:0.0005",
  "account.leverage=2,5,10",
  "path.model=direction,random",
].map(parseAxis);

const THREADS = testThreads();

function search(options: Partial<SearchOptions>): Promise<SearchResult> {
  const defaults = { bars: BARS, config: CONFIG, space: SPACE, workers: 0, budget: 24 };
  const objective = options.objectives === undefined ? { objective: "totalReturn" } : {};
  return optimiseOn({ ...defaults, ...objective, ...options }, THREADS);
}

function valuesOf(result: SearchResult, name: string): unknown[] {
  const values: ArrayLike<unknown> = sweepColumn(result.trials, name)?.values ?? [];
  return Array.from(values);
}

describe("a search", () => {
  it.each(SEARCH_METHODS)("is the same bit by bit with 0, 1 and 3 threads: %s", async (method) => {
    const own = await search({ method });
    expect(own.trials.length).toBeGreaterThanOrEqual(24);
    for (const workers of [1, 3]) {
      const { workers: used, sharedMemory: _, ...result } = await search({ method, workers });
      expect(used).toBe(workers);
      expect(own).toMatchObject(result);
    }
  });

  it("asks other questions of another seed", async () => {
    const one = await search({ method: "random" });
    const other = await search({ method: "random", seed: 1 });
    expect(valuesOf(other, "strategy.bidSpread")).not.toEqual(valuesOf(one, "strategy.bidSpread"));
    expect([one.seed, other.seed]).toEqual([0, 1]);
  });

  it("has a row a trial, and the best of them as a configuration that gives its value", async () => {
    const result = await search({ objective: "sharpe - 0.1 * account.leverage" });
    expect(result.trials.columns.slice(0, 7).map(({ name }) => name)).toEqual([
      ...["strategy.bidSpread", "strategy.askSpread", "account.leverage", "path.model"],
      ...["outcome", "feasible", "objective"],
    ]);
    const values = valuesOf(result, "objective").map(Number);
    expect(result.best?.values).toEqual([Math.max(...values)]);
    const trial = result.best?.trial ?? -1;
    expect(values[trial]).toBe(result.best?.values[0]);
    expect(result.front).toEqual([trial]);
    const { metrics } = await backtest({ bars: BARS, config: result.best?.config ?? CONFIG });
    const leverage = Number(result.best?.parameters["account.leverage"]);
    expect(Number(metrics.sharpe) - 0.1 * leverage).toBe(result.best?.values[0]);
    expect(result.history.at(-1)).toBe(result.best?.values[0]);
    expect(result.history[0]).toBe(values[0]);
  });

  it("looks for less where less is better, or where it is told to", async () => {
    const least = await search({ objective: "maxDrawdown" });
    expect(least.objectives).toMatchObject([{ expression: "maxDrawdown", direction: "min" }]);
    expect(least.best?.values[0]).toBe(Math.min(...valuesOf(least, "objective").map(Number)));
    const most = await search({ objective: { expression: "maxDrawdown", direction: "max" } });
    const feasible = valuesOf(most, "feasible");
    const falls = valuesOf(most, "maxDrawdown").map((one, row) =>
      feasible[row] ? Number(one) : 0,
    );
    expect(most.best?.values[0]).toBe(Math.max(...falls));
  });

  it("looks for the best pessimistic edge, in the ranges that parameters have by themselves", async () => {
    const result = await search({
      objective: "totalReturn.worst",
      space: ["strategy.bidSpread", "account.leverage=2,5"].map(parseAxis),
      budget: 6,
      method: "sobol",
    });
    const edges = valuesOf(result, "totalReturn.worst").map(Number);
    expect(result.best?.values[0]).toBe(Math.max(...edges));
    const plain = valuesOf(result, "totalReturn").map(Number);
    edges.forEach((edge, row) => {
      expect(edge).toBeLessThanOrEqual(plain[row]);
    });
    expect(new Set(valuesOf(result, "strategy.bidSpread")).size).toBe(6);
  });

  it("takes penalties off, by weight and violation", async () => {
    const penalties = [{ condition: "fills <= 500", weight: 0.001 }];
    const result = await search({ objective: { expression: "totalReturn", penalties } });
    const fills = valuesOf(result, "fills").map(Number);
    const plain = valuesOf(result, "totalReturn").map(Number);
    expect(valuesOf(result, "objective")).toEqual(
      plain.map((value, row) => value - 0.001 * Math.max(0, fills[row] - 500)),
    );
  });

  it("never lets an infeasible trial win: one that breaks a constraint, was liquidated or refused", async () => {
    const result = await search({
      objective: { expression: "maxDrawdown", direction: "max", constraints: ["fills <= 1200"] },
      config: { ...CONFIG, strategy: { ...CONFIG.strategy, size: { equityRatio: 0.2 } } },
      space: [
        ...SPACE.slice(0, 2),
        ...["account.leverage=2,5,50", "volatility.high=null,0.001"].map(parseAxis),
      ],
      method: "random",
      budget: 40,
    });
    expect(result.outcomes.liquidated).toBeGreaterThan(0);
    expect(result.outcomes.refused).toBeGreaterThan(0);
    const fills = valuesOf(result, "fills").map(Number);
    const outcomes = valuesOf(result, "outcome");
    const feasible = valuesOf(result, "feasible");
    expect(feasible).toEqual(fills.map((one, row) => outcomes[row] === "complete" && one <= 1200));
    expect(fills.some((one, row) => outcomes[row] === "complete" && one > 1200)).toBe(true);
    expect(result.infeasible).toBe(feasible.filter((one) => one === false).length);
    const falls = valuesOf(result, "maxDrawdown").map(Number);
    const most = Math.max(...falls.filter((_, row) => feasible[row] === true));
    expect(result.best?.values[0]).toBe(most);
    expect(Math.max(...falls.filter((one) => !Number.isNaN(one)))).toBeGreaterThan(most);
  });

  it("has no best when nothing is feasible", async () => {
    const objective = { expression: "sharpe", constraints: ["fills < 0"] };
    const result = await search({ objective, budget: 20 });
    expect(result).toMatchObject({ best: null, front: [], infeasible: 20 });
    expect(result.history.every(Number.isNaN)).toBe(true);
  });

  it("keeps to constraints of the space, and runs nothing that breaks them", async () => {
    const constraints = ["strategy.askSpread >= strategy.bidSpread"];
    for (const method of ["tpe", "random"] as const) {
      const result = await search({ constraints, method });
      expect(result.trials.length).toBe(24);
      expect(result.leftOut).toBeGreaterThan(0);
      const asks = valuesOf(result, "strategy.askSpread").map(Number);
      valuesOf(result, "strategy.bidSpread").forEach((bid, row) => {
        expect(asks[row]).toBeGreaterThanOrEqual(Number(bid));
      });
    }
  });

  it.each(
    SEARCH_METHODS.filter((method) => method !== "hyperband"),
  )("runs no point twice, and ends when there are no more: %s", async (method) => {
    const space = ["account.leverage=2,3,4,5,6,7,8", "path.model=direction,random"].map(parseAxis);
    const bars = syntheticBars({ seed: 11, bars: 2000 });
    const result = await search({ bars, space, method, budget: 100 });
    expect(result.trials.length).toBe(14);
    expect(result.spent).toBe(14);
  });

  it("runs on a warm pool, one study after the other", async () => {
    const pool = new SweepPool({ bars: BARS, workers: 2 }, THREADS);
    try {
      const first = await search({ pool });
      expect(first).toMatchObject({ workers: 2, sharedMemory: true });
      expect((await search({ pool })).trials).toEqual(first.trials);
    } finally {
      pool.close();
    }
  });

  it("goes on from a store with the same questions", async () => {
    const kept = new Map<string, Parameters<SweepStore["put"]>[1]>();
    const store: SweepStore = {
      get: (key) => kept.get(key) ?? null,
      put: (key, row) => void kept.set(key, row),
    };
    const stop = new AbortController();
    const cancelled = search({
      store: () => store,
      signal: stop.signal,
      onProgress: ({ done }) => {
        if (done >= 10) stop.abort();
      },
    });
    await expect(cancelled).rejects.toMatchObject({ code: "ABORTED" });
    const known = kept.size;
    expect(known).toBeGreaterThanOrEqual(10);
    const resumed = await search({ store: () => store });
    expect(resumed.reused).toBe(known);
    expect(resumed.trials).toEqual((await search({})).trials);
  });

  it("asks about growing parts of the time that end with the last bar: hyperband", async () => {
    const result = await search({ method: "hyperband", budget: 12 });
    const shares = valuesOf(result, "timeShare").map(Number);
    expect([...new Set(shares)]).toEqual([1 / 3, 1]);
    expect(result.spent).toBeCloseTo(
      shares.reduce((sum, one) => sum + one, 0),
      9,
    );
    expect(result.spent).toBeLessThanOrEqual(12);
    expect(result.trials.length).toBeGreaterThan(12);
    const bars = valuesOf(result, "bars").map(Number);
    const complete = valuesOf(result, "outcome").map((one) => one === "complete");
    const part = bars.findIndex((_, row) => shares[row] < 1 && complete[row]);
    const whole = bars.findIndex((_, row) => shares[row] === 1 && complete[row]);
    expect(bars[whole]).toBe(BARS.count);
    expect(bars[part]).toBeGreaterThan(BARS.count / 3);
    expect(bars[part]).toBeLessThan(BARS.count / 3 + 1441);
    expect(shares[result.best?.trial ?? part]).toBe(1);
  });

  it("says whether the best is luck, and counts all that was tried", async () => {
    const bars = syntheticBars({ seed: 11, bars: 50_000 });
    const result = await search({ bars, method: "hyperband", budget: 8, objective: "sharpe" });
    expect(result.luckMissing).toBeNull();
    expect(result.luck?.trials).toBe(result.trials.length);
    const sharpe = valuesOf(result, "sharpe")[result.best?.trial ?? -1];
    expect(result.luck?.best?.sharpe).toBeCloseTo(Number(sharpe), 3);
    const short = await search({ method: "random" });
    expect(short).toMatchObject({ luck: null, luckMissing: "days" });
    const moved = ["data.end=2020-01-12,2020-01-18"].map(parseAxis);
    expect(await search({ space: moved })).toMatchObject({ luck: null, luckMissing: "data" });
  });

  it("tells its progress, and hands its trials on in order", async () => {
    const seen: SearchProgress[] = [];
    const handed: unknown[] = [];
    const result = await search({
      workers: 3,
      onProgress: (progress) => seen.push(progress),
      onRows: async ({ first, rows }) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        expect(first).toBe(handed.length);
        handed.push(...rows);
      },
    });
    expect(handed).toHaveLength(24);
    const { config: _, ...best } = result.best ?? { config: null };
    const last = seen.filter(({ luckShare }) => luckShare === null).at(-1);
    expect(last).toEqual({ done: 24, share: 1, reused: 0, best, front: 1, luckShare: null });
  });

  it("finds the front of several objectives", async () => {
    const result = await search({ objectives: ["totalReturn", "maxDrawdown"], method: "random" });
    const gains = valuesOf(result, "objective1").map(Number);
    const falls = valuesOf(result, "objective2").map(Number);
    const isBeaten = (row: number) =>
      gains.some(
        (gain, other) =>
          gain >= gains[row] &&
          falls[other] <= falls[row] &&
          (gain > gains[row] || falls[other] < falls[row]),
      );
    expect(result.front).toEqual(gains.flatMap((_, row) => (isBeaten(row) ? [] : [row])));
    expect(result.front).toContain(result.best?.trial);
    const { history } = result;
    expect(history.every((share, at) => at === 0 || share >= history[at - 1])).toBe(true);
    expect(history.at(-1)).toBeGreaterThan(0);
  });

  it.each([
    [{ objective: "sharp" }, 'Did you mean "sharpe"'],
    [{ objective: "stopped" }, "is not a number"],
    [{ objectives: [] }, "what is looked for"],
    [{ objectives: ["sharpe"], objective: "sharpe" }, "not both"],
    [{ objectives: ["sharpe", "fills"], method: "tpe" }, "looks for one objective, got 2"],
    [{ method: "annealing" }, 'no search method "annealing"'],
    [{ method: "hyperband", bars: syntheticBars({ seed: 1, bars: 20_000 }) }, "too short"],
    [{ method: "hyperband", space: [parseAxis("data.start=1,2")] }, "the space moves data.start"],
    [
      {
        objective: { expression: "sharpe", penalties: [{ condition: "fills > 1", weight: -1 }] },
      },
      "must be 0 or more, got -1",
    ],
    [{ budget: 0 }, "got 0"],
    [{ budget: 2.5 }, "got 2.5"],
    [{ constraints: ["account.leverage > 100"], method: "random" }, "leave none"],
  ])("refuses what it cannot do: %#", async (options, part) => {
    const failed = await search(options).catch((error: unknown) => error);
    expect(failed).toHaveProperty("code", "SEARCH_INVALID");
    const { message, hint } = failed as PerpmillError;
    expect(`${message}. ${hint}`).toContain(part);
  });
});
