import { describe, expect, it } from "vitest";
import type { ConfigInput } from "../config/input.js";
import { backtest, dataIdentity } from "../runs/backtest.js";
import { testThreads } from "../sweeps/threads.fixture.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { kFoldJson, timeSplitsJson, walkForwardJson } from "./folds-json.js";
import { kFoldOn } from "./k-fold.js";
import { outOfSampleLuck } from "./out-of-sample-luck.js";
import type { TimeSplit } from "./split-names.js";
import { splitWindows } from "./split-windows.js";
import { type TimeSplitsOptions, timeSplitsOn } from "./time-splits.js";
import { walkForwardOn } from "./walk-forward.js";

const DAY_MS = 86_400_000;
const BARS = syntheticBars({
  seed: 3,
  bars: 100 * 1440,
  startMs: Date.UTC(2024, 10, 20),
  holes: false,
});
const CONFIG: ConfigInput = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: { name: "dual-maker", bidSpread: 0.001, askSpread: 0.001, size: { equityRatio: 0.02 } },
};
const THREADS = testThreads();

function split(options: Partial<TimeSplitsOptions> = {}) {
  return timeSplitsOn({ bars: BARS, config: CONFIG, by: "month", workers: 0, ...options }, THREADS);
}

describe("time splits", () => {
  it.each([
    ["month", ["2024-11", "2024-12", "2025-01", "2025-02"]],
    ["quarter", ["2024-Q4", "2025-Q1"]],
    ["half-year", ["2024-H2", "2025-H1"]],
    ["year", ["2024", "2025"]],
    ["halves", ["1/2", "2/2"]],
  ] as const)("by %s are %j", (by, names) => {
    const windows = splitWindows(BARS, by);
    expect(windows.map(({ name }) => name)).toEqual(names);
    windows.forEach(({ startMs, endMs }, at) => {
      if (at > 0) expect(startMs % DAY_MS).toBe(0);
      expect(endMs).toBe(windows[at + 1]?.startMs ?? Date.UTC(2025, 1, 28));
    });
  });

  it("run each window alone, and cut the whole run", async () => {
    const { windows, metrics, account, balance } = await split();
    const whole = await backtest({ bars: BARS, config: CONFIG, hashes: false });
    expect(metrics.fills).toBe(whole.metrics.fills);
    expect(metrics.finalEquity).toBeCloseTo(whole.metrics.finalEquity, 8);
    expect(metrics.sharpe).toBeCloseTo(whole.metrics.sharpe ?? 0, 8);
    expect(account.day).toHaveLength(100);
    const profit = windows.reduce((sum, window) => sum + window.profit, 0);
    expect(profit).toBeCloseTo(whole.metrics.finalEquity - 10_000, 7);
    const { startMs, endMs, own } = windows[1];
    const alone = await backtest({
      bars: BARS,
      config: { ...CONFIG, data: { start: startMs, end: endMs } },
      hashes: false,
    });
    expect(own.metrics).toMatchObject({ sharpe: alone.metrics.sharpe, fills: alone.metrics.fills });
    const [best, ...others] = balance.byProfit.map((at) => windows[at]);
    expect(others.every((one) => one.profit <= best.profit)).toBe(true);
    const growth = others.map(({ part }) => 1 + part.totalReturn).reduce((a, b) => a * b);
    expect(balance.withoutBest).toBeCloseTo(growth - 1, 12);
  });

  it("are the same whatever the number of threads", async () => {
    const own = await split({ by: "quarter" });
    const others = await split({ by: "quarter", workers: 2 });
    expect({ ...others, workers: 0, sharedMemory: false }).toEqual({ ...own, sharedMemory: false });
  });

  it("are refused where there is one window, or by another word", () => {
    const day = syntheticBars({ seed: 1, bars: 100 });
    expect(() => splitWindows(day, "month")).toThrow("within one month");
    expect(() => splitWindows(day, "halves")).toThrow("within one day");
    expect(() => splitWindows(BARS, "week" as TimeSplit)).toThrow("cannot be split by week");
  });
});

describe("luck out of sample", () => {
  it("is that of a worked example", () => {
    // Two thirds of days win 1 %, one third lose 1 %: mean 1/300, skewness and kurtosis by hand.
    const returns = Array.from({ length: 90 }, (_, day) => (day % 3 === 2 ? -0.01 : 0.01));
    const luck = outOfSampleLuck(returns);
    const mean = 0.01 / 3;
    const variance = 1e-4 - mean * mean;
    const sharpe = mean / Math.sqrt((variance * 90) / 89);
    const skewness =
      ((2 / 3) * (0.01 - mean) ** 3 + (1 / 3) * (-0.01 - mean) ** 3) / variance ** 1.5;
    const kurtosis = ((2 / 3) * (0.01 - mean) ** 4 + (1 / 3) * (-0.01 - mean) ** 4) / variance ** 2;
    expect(luck?.sharpe).toBeCloseTo(sharpe * Math.sqrt(365), 12);
    expect(luck?.skewness).toBeCloseTo(skewness, 12);
    expect(luck?.kurtosis).toBeCloseTo(kurtosis, 12);
    const spread = 1 - skewness * sharpe + ((kurtosis - 1) / 4) * sharpe ** 2;
    const z = (sharpe * Math.sqrt(89)) / Math.sqrt(spread);
    expect(z).toBeCloseTo(2.950123, 6);
    // From a table of the normal distribution.
    expect(luck?.probabilisticSharpe).toBeCloseTo(0.998412, 6);
    expect(luck?.minimumTrackRecordDays).toBeCloseTo(
      1 + spread * (1.6448536269514722 / sharpe) ** 2,
      6,
    );
  });

  it("is unknown of few days and of days that do not differ", () => {
    expect(outOfSampleLuck(new Float64Array(29).fill(0.01))).toBeNull();
    expect(outOfSampleLuck(new Float64Array(60))).toBeNull();
  });
});

describe("the JSON of studies over time", () => {
  it("is plain, and comes back from text as it was", async () => {
    const market = { bars: BARS, config: CONFIG, workers: 0 };
    const search = { axes: [{ path: "strategy.bidSpread", values: [0.001, 0.002] }] };
    const windows = { scheme: "anchored", trainDays: 40, testDays: 20 } as const;
    const data = dataIdentity(BARS);
    const walk = walkForwardJson(
      await walkForwardOn({ ...market, search, windows }, THREADS),
      data,
    );
    const fold = kFoldJson(await kFoldOn({ ...market, search, folds: 2 }, THREADS), data);
    const parts = timeSplitsJson(await split(), data);
    for (const json of [walk, fold, parts]) {
      expect(JSON.parse(JSON.stringify(json))).toEqual(json);
      expect(json).toMatchObject({ version: 1, data: { bars: BARS.count } });
    }
    expect([walk.kind, fold.kind, parts.kind]).toEqual(["walk-forward", "k-fold", "time-splits"]);
    expect(walk.account.time[0]).toBe(Date.UTC(2024, 10, 20) + 40 * DAY_MS);
    expect(walk.folds[0].best).not.toHaveProperty("config");
  });
});
