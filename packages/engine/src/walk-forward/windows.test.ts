import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { syntheticBars } from "../synthetic/synthetic-bars.js";
import {
  coveredDays,
  daysOf,
  foldsWithBars,
  kFoldPlan,
  type TimeWindow,
  walkForwardPlan,
} from "./windows.js";

const DAY_MS = 86_400_000;
const YEAR: TimeWindow = { startMs: 0, endMs: 365 * DAY_MS };

function inDays({ startMs, endMs }: TimeWindow): [number, number] {
  return [startMs / DAY_MS, endMs / DAY_MS];
}

describe("the windows of a walk-forward", () => {
  it("train on everything before when anchored", () => {
    const { folds, unusedDays } = walkForwardPlan(YEAR, {
      scheme: "anchored",
      trainDays: 180,
      testDays: 60,
    });
    expect(folds.map(({ train, test }) => [inDays(train[0]), inDays(test)])).toEqual([
      [
        [0, 180],
        [180, 240],
      ],
      [
        [0, 240],
        [240, 300],
      ],
      [
        [0, 300],
        [300, 360],
      ],
    ]);
    expect(unusedDays).toBe(5);
  });

  it("move along when rolling, with a gap and steps longer than the test", () => {
    const { folds, unusedDays } = walkForwardPlan(YEAR, {
      scheme: "rolling",
      trainDays: 100,
      testDays: 50,
      stepDays: 80,
      gapDays: 5,
    });
    expect(folds.map(({ train, test }) => [inDays(train[0]), inDays(test)])).toEqual([
      [
        [0, 100],
        [105, 155],
      ],
      [
        [80, 180],
        [185, 235],
      ],
      [
        [160, 260],
        [265, 315],
      ],
    ]);
    expect(unusedDays).toBe(50);
  });

  it("never test a day twice, nor one that was trained on or comes before", () => {
    const days = fc.integer({ min: 1, max: 200 });
    fc.assert(
      fc.property(
        fc.constantFrom("anchored" as const, "rolling" as const),
        days,
        days,
        fc.nat(50),
        fc.nat(30),
        (scheme, trainDays, testDays, more, gapDays) => {
          fc.pre(trainDays + testDays + gapDays <= 365);
          const stepDays = testDays + more;
          const { folds } = walkForwardPlan(YEAR, {
            ...{ scheme, trainDays, testDays, stepDays, gapDays },
          });
          let tested = 0;
          for (const { train, test } of folds) {
            expect(test.startMs).toBeGreaterThanOrEqual(tested);
            expect(test.startMs - train[0].endMs).toBe(gapDays * DAY_MS);
            expect(daysOf(test)).toBe(testDays);
            expect(daysOf(train[0])).toBeGreaterThanOrEqual(trainDays);
            expect(test.endMs).toBeLessThanOrEqual(YEAR.endMs);
            tested = test.endMs;
          }
        },
      ),
    );
  });

  it.each([
    [{ trainDays: 300, testDays: 66 }, "more than the 365 days"],
    [{ trainDays: 0, testDays: 30 }, "windows.trainDays must be a whole number"],
    [{ trainDays: 30, testDays: 1.5 }, "windows.testDays must be a whole number"],
    [{ trainDays: 30, testDays: 30, stepDays: 20 }, "tested twice"],
    [{ trainDays: 30, testDays: 30, gapDays: -1 }, "windows.gapDays"],
    [{ trainDays: 30, testDays: 30, scheme: "sideways" as "rolling" }, "got sideways"],
  ])("are refused: %j", (windows, part) => {
    expect(() => walkForwardPlan(YEAR, { scheme: "rolling", ...windows })).toThrow(part);
  });
});

describe("the folds of a purged k-fold", () => {
  it("purge where training meets the test, and put an embargo after it", () => {
    const { folds } = kFoldPlan(
      { startMs: 0, endMs: 100 * DAY_MS },
      { folds: 4, purgeDays: 2, embargoDays: 3 },
    );
    expect(folds.map(({ train, test }) => [train.map(inDays), inDays(test)])).toEqual([
      [[[30, 100]], [0, 25]],
      [
        [
          [0, 23],
          [55, 100],
        ],
        [25, 50],
      ],
      [
        [
          [0, 48],
          [80, 100],
        ],
        [50, 75],
      ],
      [[[0, 73]], [75, 100]],
    ]);
  });

  it("test every day once, and train on none within the purge and the embargo", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 20 }),
        fc.integer({ min: 60, max: 400 }),
        fc.nat(3),
        fc.nat(3),
        (count, days, purgeDays, embargoDays) => {
          const covered = { startMs: 0, endMs: days * DAY_MS };
          const { folds } = kFoldPlan(covered, { folds: count, purgeDays, embargoDays });
          const tested = folds.map(({ test }) => inDays(test));
          expect(tested[0][0]).toBe(0);
          tested.forEach(([, end], fold) => {
            expect(end).toBe(fold + 1 < count ? tested[fold + 1][0] : days);
          });
          const lengths = tested.map(([start, end]) => end - start);
          expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
          for (const { train, test } of folds) {
            const [start, end] = inDays(test);
            for (const [from, to] of train.map(inDays)) {
              const isApart = to <= start - purgeDays || from >= end + purgeDays + embargoDays;
              expect(isApart).toBe(true);
            }
          }
        },
      ),
    );
  });

  it.each([
    [{ folds: 1 }, "folds must be a whole number from 2 to 100"],
    [{ folds: 60 }, "60 folds need a day each, and the data have 50"],
    [{ folds: 2, purgeDays: 25 }, "nothing to train fold 1 on"],
    [{ folds: 5, embargoDays: 0.5 }, "embargoDays"],
  ])("are refused: %j", (windows, part) => {
    expect(() => kFoldPlan({ startMs: 0, endMs: 50 * DAY_MS }, windows)).toThrow(part);
  });
});

it("leaves out folds and pieces without bars", () => {
  const whole = syntheticBars({ seed: 1, bars: 40 * 1440, startMs: 0, holes: false });
  const kept = [...whole.timeIndex].filter((at) => at < 15 * 1440 || at >= 25 * 1440);
  const bars = { ...whole, count: kept.length, timeIndex: Int32Array.from(kept) };
  const windows = { scheme: "rolling", trainDays: 10, testDays: 5 } as const;
  const plan = foldsWithBars(walkForwardPlan(coveredDays(bars), windows), bars);
  expect(plan.emptyFolds).toBe(3);
  expect(plan.folds.map(({ test }) => inDays(test)[0])).toEqual([10, 30, 35]);
  const pieces = foldsWithBars(kFoldPlan(coveredDays(bars), { folds: 8 }), bars);
  expect(pieces.folds.map(({ test }) => inDays(test)[0])).toEqual([0, 5, 10, 25, 30, 35]);
  const nothing = { ...plan, folds: [{ train: [], test: { startMs: 0, endMs: 1 } }] };
  expect(() => foldsWithBars(nothing, bars)).toThrow("no fold has bars");
});

it("covers whole days, the last one only when it is complete", () => {
  const bars = syntheticBars({ seed: 1, bars: 3 * 1440 + 700, startMs: 5 * DAY_MS + 3_600_000 });
  expect(inDays(coveredDays(bars))).toEqual([5, 8]);
});
