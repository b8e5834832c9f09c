import { describe, expect, test } from "vitest";
import type { ConfigInput } from "../config/input.js";
import { normaliseConfig } from "../config/normalise.js";
import { openTimeMs } from "../market-data/bars.js";
import { backtest, dataIdentity } from "../runs/backtest.js";
import { envelope } from "../runs/envelope.js";
import { sweepOn } from "../sweeps/run-sweep.js";
import { testThreads } from "../sweeps/threads.fixture.js";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import { syntheticFunding } from "../synthetic/synthetic-funding.js";
import { TRUST_GRADES, TRUST_PARTS, type TrustPart } from "./findings.js";
import { fillAssumptions } from "./parts/fills.js";
import { trustOn } from "./trust.js";
import { trustJson } from "./trust-json.js";
import type { TrustOptions, TrustProgress } from "./trust-options.js";
import { findingText } from "./trust-text.js";

const DAY_MS = 86_400_000;
const BARS = syntheticBars({ seed: 21, bars: 40 * 1440 });
const THREADS = testThreads();
const CONFIG: ConfigInput = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: { name: "dual-maker", bidSpread: 0.002, askSpread: 0.002, size: { equityRatio: 0.02 } },
};

function ask(options: Partial<TrustOptions> = {}) {
  return trustOn({ bars: BARS, config: CONFIG, workers: 0, ...options }, THREADS);
}

const OTHER = syntheticBars({ seed: 5, bars: 10 * 1440 });

describe("a verdict", async () => {
  const progress: TrustProgress[] = [];
  const verdict = await ask({
    others: [{ name: "BTCUSDT", bars: OTHER }],
    onProgress: (one) => progress.push(one),
  });
  const { parts, findings } = verdict;
  const finding = (part: TrustPart) => findings.find((one) => one.part === part);

  test("puts the weakest finding first and is never better than it", () => {
    expect(findings.map(({ part }) => part).sort()).toEqual([...TRUST_PARTS].sort());
    const grades = findings.filter(({ matters }) => matters).map(({ grade }) => grade);
    const ranks = grades.map((grade) => TRUST_GRADES.indexOf(grade));
    expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    expect(verdict.grade).toBe(grades[0]);
  });

  test("counts every run that it made, and tells them as they are done", () => {
    const { neighbourhood, stress, fills, paths, starts, transfer } = parts;
    const around = neighbourhood?.axes.flatMap(({ rows }) => rows).length ?? 0;
    const begun = (starts?.toEnd.length ?? 0) + (starts?.sameLength.length ?? 0);
    const drawn = paths.reduce((sum, { runs }) => sum + runs, 0);
    const joint = neighbourhood?.joint.length ?? 0;
    const all = around + joint + begun + drawn + stress.rows.length + fills.rows.length;
    expect(verdict.runs).toBe(1 + all + transfer.length);
    expect(progress.at(-1)).toEqual({ part: "luck", done: verdict.runs, total: verdict.runs });
  });

  test("has the run itself, and the assumptions of its envelope", async () => {
    const { metrics } = await backtest({ bars: BARS, config: CONFIG, hashes: false });
    expect(verdict.run.metrics.totalReturn).toBe(metrics.totalReturn);
    expect(verdict.run.metrics.sharpe).toBe(metrics.sharpe);
    const { rows } = await envelope({ bars: BARS, config: CONFIG });
    const grid = parts.fills.rows.filter(({ drawn }) => !drawn);
    expect(grid.map((row) => row.metrics.totalReturn)).toEqual(
      rows.map((row) => row.metrics.totalReturn),
    );
  });

  test("draws fill assumptions at random besides", async () => {
    const drawn = parts.fills.rows.filter((row) => row.drawn);
    expect(drawn).toHaveLength(32);
    expect(new Set(drawn.map(({ throughTicks }) => throughTicks)).size).toBeGreaterThan(3);
    expect(new Set(drawn.map(({ seed }) => seed)).size).toBe(32);
    const [{ model, seed, rule, throughTicks, slippageTicks, maxParticipation, metrics }] = drawn;
    const config: ConfigInput = {
      ...CONFIG,
      path: { model, seed },
      fills: { rule, throughTicks, slippageTicks, maxParticipation },
    };
    const alone = await backtest({ bars: BARS, config, hashes: false });
    expect(metrics.totalReturn).toBe(alone.metrics.totalReturn);
    const basis = { config: verdict.config, seed: 1 };
    expect(fillAssumptions(basis, true).at(-1)?.seed).not.toBe(parts.fills.rows.at(-1)?.seed);
  });

  test("moves each parameter by 10, 20 and 40 % up and down", async () => {
    const axis = parts.neighbourhood?.axes.find(({ path }) => path === "strategy.bidSpread");
    expect(axis?.values).toEqual([0.00142857, 0.00166667, 0.00181818, 0.0022, 0.0024, 0.0028]);
    expect(axis?.near).toEqual([false, true, true, true, true, false]);
    const strategy = { ...CONFIG.strategy, bidSpread: 0.0024 };
    const { metrics } = await backtest({
      bars: BARS,
      config: { ...CONFIG, strategy },
      hashes: false,
    });
    expect(axis?.rows[4].metrics.sharpe).toBe(metrics.sharpe);
    for (const { point } of parts.neighbourhood?.joint ?? []) {
      expect(point["strategy.bidSpread"]).toBeGreaterThanOrEqual(0.00166667);
      expect(point["strategy.bidSpread"]).toBeLessThanOrEqual(0.0024);
    }
  });

  test("begins on other days, and each as long as the others", async () => {
    const { toEnd = [], sameLength = [] } = parts.starts ?? {};
    const first = openTimeMs(BARS, 0);
    expect(sameLength[0]).toMatchObject({ startMs: first, endMs: first + 20 * DAY_MS });
    const lengths = sameLength.map(({ startMs, endMs }) => endMs - startMs);
    expect(new Set(lengths)).toEqual(new Set([20 * DAY_MS]));
    const [{ startMs, metrics: found }] = toEnd;
    const config = { ...CONFIG, data: { start: startMs } };
    const { metrics } = await backtest({ bars: BARS, config, hashes: false });
    expect(found.totalReturn).toBe(metrics.totalReturn);
  });

  test("raises the fee of makers by a basis point", async () => {
    const { instrument } = verdict.config;
    const config = { ...CONFIG, instrument: { ...instrument, makerFee: 0.0003 } };
    const { metrics } = await backtest({ bars: BARS, config, hashes: false });
    const row = parts.stress.rows.find(({ name }) => name === "makerFee");
    expect(row?.metrics.totalReturn).toBe(metrics.totalReturn);
  });

  test("has intervals around the run that daily returns leave open", () => {
    const spread = parts.bootstrap?.spreads.find(({ metric }) => metric === "totalReturn");
    expect(spread?.own).toBeCloseTo(verdict.run.metrics.totalReturn ?? 0, 5);
    const { least, p5, median, p95, most } = spread ?? {};
    const order = [least, p5, median, p95, most].map(Number);
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(Number(p5)).toBeLessThan(Number(spread?.own));
    expect(Number(p95)).toBeGreaterThan(Number(spread?.own));
  });

  test("runs on another market with its own ticks and the fees of the account", () => {
    const [row] = parts.transfer;
    expect(row).toMatchObject({ name: "BTCUSDT", symbol: "BTCUSDT", bars: OTHER.count });
    expect(row.outcome).toBe("complete");
    expect(finding("transfer")).toMatchObject({ matters: true });
  });

  test("says that nobody told how many were tried, and is weak for it at best", () => {
    expect(finding("luck")).toMatchObject({ reason: "untold", facts: { tried: null } });
    expect(["weak", "fatal"]).toContain(finding("luck")?.grade);
  });

  test("has a sentence without holes for every finding in both languages", () => {
    for (const one of findings) {
      for (const lang of ["en", "zh"] as const) {
        const { title, grade, text } = findingText(one, lang);
        expect(`${title} ${grade} ${text}`).not.toMatch(/undefined|NaN|null/);
        expect(text.length).toBeGreaterThan(10);
      }
    }
  });

  test("is the same on two threads, and as JSON", async () => {
    const others = [{ name: "BTCUSDT", bars: OTHER }];
    const again = await ask({ others, workers: 2 });
    const data = dataIdentity(BARS);
    const json = trustJson(verdict, data);
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
    expect(trustJson(again, data)).toEqual(json);
  });
});

describe("what was tried", () => {
  test("deflates the Sharpe ratio by a study", async () => {
    const axes = [{ path: "strategy.bidSpread", values: [0.001, 0.002, 0.003] }];
    const sweep = await sweepOn({ bars: BARS, config: CONFIG, axes, workers: 0 }, THREADS);
    const bars = syntheticBars({ seed: 21, bars: 31 * 1440 });
    const short = { bars, axes: [] };
    const studied = await ask({ ...short, sweep });
    expect(studied.parts.luck).toMatchObject({ tried: 3, fromStudy: true });
    const { own, deflatedSharpe, expectedSharpe } = studied.parts.luck;
    expect(expectedSharpe).toBeGreaterThan(0);
    expect(deflatedSharpe).toBeLessThan(own?.probabilisticSharpe ?? -1);
    expect(studied.parts.neighbourhood).toBeNull();
  });
});

describe("funding", () => {
  test("from a series is doubled by its rates", async () => {
    const bars = syntheticBars({ seed: 3, bars: 8 * 1440 });
    const funding = syntheticFunding({ bars, seed: 4 });
    const config = normaliseConfig(CONFIG, { intervalMs: 60_000, hasFundingFile: true });
    const verdict = await trustOn({ bars, funding, config, axes: [], workers: 0 }, THREADS);
    const doubled = { ...funding, rate: funding.rate.map((rate) => rate * 2) };
    const { metrics } = await backtest({ bars, funding: doubled, config, hashes: false });
    const row = verdict.parts.stress.rows.find(({ name }) => name === "funding");
    expect(row?.metrics.totalReturn).toBe(metrics.totalReturn);
    expect(verdict.parts.bootstrap).toBeNull();
  });
});

describe("a verdict that is not wanted", () => {
  test("ends within 100 ms, and leaves the pool free", async () => {
    const control = new AbortController();
    let abortedMs = 0;
    const onProgress = ({ done }: TrustProgress) => {
      if (done < 20 || control.signal.aborted) return;
      abortedMs = performance.now();
      control.abort();
    };
    const stopped = ask({ workers: 1, signal: control.signal, onProgress });
    await expect(stopped).rejects.toMatchObject({ code: "ABORTED" });
    expect(performance.now() - abortedMs).toBeLessThan(100);
  });

  test.each([
    ["tried", "TRUST_INVALID", { tried: 0 }],
    ["seed", "TRUST_INVALID", { seed: -1 }],
    ["path.model", "TRUST_INVALID", { axes: [{ path: "path.model" }] }],
    ["strategy.spread", "CONFIG_UNKNOWN_KEY", { axes: [{ path: "strategy.spread" }] }],
    ["another market", "TRUST_INVALID", { others: [{ name: "", bars: BARS }] }],
  ] as const)("is refused for its %s: %s", async (words, code, options) => {
    await expect(ask(options)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
    });
  });
});
