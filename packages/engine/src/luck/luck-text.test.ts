import { describe, expect, it } from "vitest";
import type { BestTrial, SweepLuck } from "./luck.js";
import { luckText, luckVerdict } from "./luck-text.js";

const BEST: BestTrial = {
  row: 3,
  sharpe: 0.8,
  skewness: -0.2,
  kurtosis: 6,
  probabilisticSharpe: 0.96,
  deflatedSharpe: 0.31,
  deflatedSharpeEffective: 0.45,
  minimumTrackDays: 1600,
  minimumTrackDaysDeflated: null,
};

const LUCK: SweepLuck = {
  trials: 162,
  effectiveTrials: 12.34,
  averageCorrelation: 0.92,
  days: 1826,
  periodDays: 1,
  sharpeDeviation: 0.4,
  expectedBestSharpe: 1.02,
  expectedBestSharpeEffective: 0.67,
  best: BEST,
  minimumBacktestYears: 8,
  overfitting: {
    blocks: 16,
    splits: 12_870,
    probability: 0.42,
    lossProbability: 0.3,
    degradation: { slope: -0.2, intercept: 0.1 },
    logitQuantiles: [-2, -1, 0.2, 1, 2],
    medianInSample: 1,
    medianOutOfSample: 0.3,
  },
  superior: {
    draws: 1000,
    blockLength: 2,
    realityCheck: 0.2,
    lower: 0.1,
    consistent: 0.15,
    upper: 0.18,
  },
  seed: 0,
};

describe("what is said about luck", () => {
  it("begins with the verdict and has every number beside the best", () => {
    const text = luckText(LUCK, null, "en").join("\n");
    expect(text).toContain("The winner may be luck");
    for (const part of [
      "162 configurations",
      "1,826 days",
      "about 12",
      "0.8",
      "1.02",
      "96 %",
      "31 %",
    ]) {
      expect(text).toContain(part);
    }
    for (const part of ["42 %", "12,870", "30 %", "15 %", "10 %", "18 %", "20 %", "1,600"]) {
      expect(text).toContain(part);
    }
    expect(luckText(LUCK, null, "zh")).toHaveLength(luckText(LUCK, null, "en").length);
    expect(luckText(LUCK, null, "zh")[0]).toContain("可能只是运气");
  });

  it("calls a winner luck that luck alone would give, and one that holds by its name", () => {
    expect(luckVerdict(LUCK)).toBe("doubtful");
    const unsure = { ...LUCK, superior: { ...LUCK.superior, consistent: 0.3 } };
    expect(luckVerdict(unsure)).toBe("luck");
    expect(luckVerdict({ ...unsure, best: { ...BEST, deflatedSharpe: 0.6 } })).toBe("doubtful");
    expect(luckVerdict({ ...LUCK, best: { ...BEST, sharpe: -0.1 } })).toBe("luck");
    expect(luckVerdict({ ...LUCK, best: null })).toBe("none");
    const overfitting = LUCK.overfitting && { ...LUCK.overfitting, probability: 0.05 };
    const holds = {
      ...LUCK,
      best: { ...BEST, deflatedSharpe: 0.97 },
      overfitting,
      superior: { ...LUCK.superior, consistent: 0.01 },
    };
    expect(luckVerdict(holds)).toBe("holds");
    expect(luckVerdict({ ...holds, overfitting: null })).toBe("doubtful");
    const text = luckText(holds, null, "en").join();
    expect(text).toContain("with a probability of 1 %");
    const never = { ...LUCK, superior: { ...LUCK.superior, consistent: 0 } };
    expect(luckText(never, null, "en").join()).toContain("with a probability of <0.1 %");
    expect(luckText({ ...LUCK, best: null, periodDays: 3 }, null, "en").join()).toContain("3 days");
  });

  it("says why there is nothing to say", () => {
    expect(luckText(null, "days", "en")).toEqual([expect.stringContaining("thirty days")]);
    expect(luckText(null, "rows", "zh")).toEqual([expect.stringContaining("少于两个")]);
    expect(luckText(null, null, "en")).toEqual([]);
  });
});
