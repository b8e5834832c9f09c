import { describe, expect, test } from "vitest";
import { gradeDown, gradeUp, overallGrade, type TrustFinding, weakestFirst } from "./findings.js";
import { headlineSpreads, type TrustRow } from "./headlines.js";
import { forwardFinding, forwardTest } from "./parts/forward.js";
import { luckPartFinding, trustLuck } from "./parts/luck.js";
import { neighbourhoodFinding, neighbourhoodOf } from "./parts/neighbourhood.js";
import { runFinding } from "./parts/run.js";
import { type StressVariant, stressFinding, stressOf } from "./parts/stress.js";

function row(
  totalReturn: number,
  sharpe: number | null = totalReturn * 10,
  fills = 5000,
): TrustRow {
  const [none] = [null];
  return {
    outcome: "complete",
    metrics: {
      ...{ totalReturn, sharpe, fills, turnover: 100, maxDrawdown: 0.1 },
      ...{ cagr: none, sortino: none, calmar: none, volatility: none, var95: none, cvar95: none },
    },
  };
}

function finding(part: TrustFinding["part"], grade: TrustFinding["grade"], matters = true) {
  return { part, grade, matters, reason: "", value: null, facts: {} };
}

describe("findings", () => {
  test("stand by severity, then by how much they weigh; what was not examined comes last", () => {
    const found = [
      finding("starts", "strong"),
      finding("transfer", "fair", false),
      finding("fills", "weak"),
      finding("luck", "weak"),
    ];
    const parts = weakestFirst(found).map(({ part }) => part);
    expect(parts).toEqual(["luck", "fills", "starts", "transfer"]);
    expect(overallGrade(found)).toBe("weak");
    expect(overallGrade([finding("run", "strong"), finding("transfer", "fatal", false)])).toBe(
      "strong",
    );
  });

  test("take a threshold itself as reached", () => {
    const thresholds = { strong: 0.9, fair: 0.75, weak: 0.5 };
    expect([0.9, 0.89, 0.75, 0.5, 0.49].map((one) => gradeUp(one, thresholds))).toEqual([
      "strong",
      "fair",
      "fair",
      "weak",
      "fatal",
    ]);
    expect(gradeDown(0.05, { strong: 0.05, fair: 0.1, weak: 0.25 })).toBe("strong");
    expect(gradeDown(0.3, { strong: 0.05, fair: 0.1, weak: 0.25 })).toBe("fatal");
  });

  test("out of sample a loss is fatal, and a choice no better than any other weak", () => {
    const luck = { days: 400, sharpe: 1.9, skewness: 0, kurtosis: 3 };
    const walked = (totalReturn: number, probabilisticSharpe: number, meanRankShare: number) =>
      forwardFinding(
        forwardTest({
          folds: [1, 2, 3],
          metrics: { totalReturn, sharpe: 1.9, maxDrawdown: 0.2, winningFolds: 2 },
          efficiency: { ratio: 0.5, meanRankShare },
          luck: { ...luck, probabilisticSharpe, minimumTrackRecordDays: 300 },
        }),
      );
    expect(walked(0.2, 0.96, 0.2)).toMatchObject({ grade: "strong", reason: "earns", value: 0.96 });
    expect(walked(0.2, 0.96, 0.5)).toMatchObject({ grade: "weak", reason: "chance" });
    expect(walked(0.2, 0.7, 0.2)).toMatchObject({ grade: "weak", reason: "earns" });
    expect(walked(-0.01, 0.96, 0.2)).toMatchObject({ grade: "fatal", reason: "loses" });
    expect(forwardFinding(forwardTest(undefined))).toMatchObject({ matters: false });
  });

  test("a run that loses is fatal, a short one weak at worst", () => {
    expect(runFinding(row(-0.1), 1000)).toMatchObject({ grade: "fatal", reason: "loses" });
    expect(runFinding(row(0.1), 1000)).toMatchObject({ grade: "strong", reason: "long" });
    expect(runFinding(row(0.1), 20)).toMatchObject({ grade: "weak", reason: "fewDays" });
    expect(runFinding(row(0.1, 1, 20), 1000)).toMatchObject({ grade: "weak", reason: "fewFills" });
    const liquidated = { ...row(0.1), outcome: "liquidated" as const };
    expect(runFinding(liquidated, 1000)).toMatchObject({ grade: "fatal", reason: "liquidated" });
  });
});

const MOVED = {
  path: "strategy.bidSpread",
  own: 1,
  values: [0.6, 0.8, 0.9, 1.1, 1.2, 1.4],
  near: [false, true, true, true, true, false],
  at: () => 1,
};

function around(scores: readonly number[]) {
  const plan = { parameters: [MOVED], joint: [] };
  const rows = scores.map((score) => row(score / 10, score));
  return neighbourhoodOf(plan, rows, row(0.1, 1));
}

describe("the neighbourhood", () => {
  test("is a plateau where neighbours keep half, whatever is further away", () => {
    const found = around([-5, 0.9, 1, 1, 0.9, -5]);
    expect(found).toMatchObject({ neighbours: 4, kept: 4, better: 0 });
    expect(neighbourhoodFinding(found, row(0.1))).toMatchObject({
      grade: "strong",
      reason: "plateau",
    });
  });

  test("is a peak where they lose", () => {
    const found = around([0, -1, 0.1, 0.2, -1, 0]);
    expect(found).toMatchObject({ neighbours: 4, profitable: 2, kept: 0 });
    expect(neighbourhoodFinding(found, row(0.1))).toMatchObject({ grade: "fatal", reason: "peak" });
  });

  test("does not call a run that loses a peak", () => {
    expect(neighbourhoodFinding(around([1, 1, 1, 1, 1, 1]), row(-0.1)).reason).toBe("losing");
  });

  test("has the slope of a score that goes with the logarithm of the parameter", () => {
    const found = around(MOVED.values.map((value) => 1 + 0.5 * Math.log(value)));
    expect(found?.axes[0].slope).toBeCloseTo(0.5 * Math.log(1.1), 12);
  });
});

describe("stress", () => {
  const variant = (name: StressVariant["name"], level: StressVariant["level"]) => ({
    ...{ name, level, config: {}, fundingFactor: 1 },
  });
  const variants = [
    variant("makerFee", "mild"),
    variant("everything", "mild"),
    variant("fundingHard", "hard"),
  ];
  test.each([
    [[-1, -1, -1], "fatal"],
    [[1, -1, -1], "weak"],
    [[1, 1, -1], "fair"],
    [[1, 1, 1], "strong"],
  ] as const)("%j is %s", (returns, grade) => {
    const own = row(0.1);
    const stress = stressOf(
      variants,
      returns.map((one) => row(one)),
      own,
    );
    expect(stress.roomBps).toBeCloseTo(10, 12);
    expect(stressFinding(stress, own).grade).toBe(grade);
  });
});

describe("luck", () => {
  const returns = Float32Array.from({ length: 400 }, (_, day) => (day % 2 === 0 ? 0.012 : -0.01));

  test("needs more tries the better the run is, and as many make it a coin's toss", () => {
    const luck = trustLuck(returns, {});
    const tries = luck.triesToExplain ?? 0;
    expect(tries).toBeGreaterThan(1);
    const alone = trustLuck(returns, { tried: 1 });
    expect(alone.deflatedSharpe).toBeCloseTo(alone.own?.probabilisticSharpe ?? -1, 12);
    expect(luckPartFinding(alone).reason).toBe("alone");
    const tried = trustLuck(returns, { tried: tries });
    expect(tried.deflatedSharpe).toBeGreaterThan(0.49);
    expect(tried.deflatedSharpe).toBeLessThan(0.51);
    expect(luckPartFinding(luck)).toMatchObject({ grade: "weak", reason: "untold" });
    expect(luckPartFinding(trustLuck(returns, { tried: 100_000 }))).toMatchObject({
      grade: "fatal",
      reason: "deflated",
    });
    expect(luckPartFinding(trustLuck(returns.subarray(0, 10), {}))).toMatchObject({
      grade: "weak",
      reason: "fewDays",
    });
  });
});

describe("spreads", () => {
  test("leave out what does not exist", () => {
    const spreads = headlineSpreads([row(0.1, null), row(0.3, 2)], row(0.2).metrics);
    expect(spreads.find(({ metric }) => metric === "sharpe")).toMatchObject({ least: 2, most: 2 });
    expect(spreads.find(({ metric }) => metric === "cagr")).toMatchObject({ least: null });
  });
});
