/** What must hold of the statistics of luck, whatever the trials. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stationaryBlockLength } from "../../src/luck/block-length.js";
import { luckMissing, luckOf } from "../../src/luck/luck.js";
import { overfitting } from "../../src/luck/overfitting.js";
import { resamplesFor } from "../../src/luck/resamples.js";
import type { ReturnMatrix } from "../../src/luck/return-matrix.js";
import { deflatedSharpe, probabilisticSharpe } from "../../src/luck/sharpe-statistics.js";
import { stationaryResamples } from "../../src/luck/stationary-bootstrap.js";
import { superiorPredictive } from "../../src/luck/superior-predictive.js";
import { plainWeightedSums, weightedSums } from "../../src/luck/weighted-sums.js";
import { RandomStream } from "../../src/synthetic/random.js";
import { drawn } from "../support/runs-and-seed.js";
import { matrixOf, noise, returnsOf } from "./matrices.fixture.js";

const SHAPE = {
  rows: fc.integer({ min: 2, max: 9 }),
  periods: fc.integer({ min: 20, max: 90 }),
  seed: fc.integer({ min: 0, max: 1e6 }),
  edge: fc.double({ min: -0.004, max: 0.004, noNaN: true }),
};

async function tested(matrix: ReturnMatrix, draws = 200, seed = 1) {
  const resamples = await resamplesFor(matrix, 0, { draws, seed });
  return superiorPredictive(matrix, resamples, await weightedSums(resamples));
}

describe("Sharpe ratios of many trials", () => {
  it("are deflated more, the more trials and the wider they lie", () => {
    const estimate = fc.record({
      sharpe: fc.double({ min: -0.2, max: 0.2, noNaN: true }),
      observations: fc.integer({ min: 30, max: 3000 }),
      skewness: fc.double({ min: -2, max: 2, noNaN: true }),
      kurtosis: fc.double({ min: 5, max: 20, noNaN: true }),
    });
    const trials = fc.integer({ min: 1, max: 1e6 });
    const variance = fc.double({ min: 0, max: 0.01, noNaN: true });
    fc.assert(
      fc.property(estimate, trials, trials, variance, variance, (one, n, more, v, wider) => {
        const deflated = deflatedSharpe(one, n, v);
        expect(deflated).toBeLessThanOrEqual(probabilisticSharpe(one));
        expect(deflatedSharpe(one, n + more, v)).toBeLessThanOrEqual(deflated);
        expect(deflatedSharpe(one, n, v + wider)).toBeLessThanOrEqual(deflated);
      }),
      drawn("deflated Sharpe", 500),
    );
  });
});

describe("superior predictive ability", () => {
  it("has lower ≤ consistent ≤ upper", async () => {
    await fc.assert(
      fc.asyncProperty(fc.record(SHAPE), async ({ rows, periods, seed, edge }) => {
        const { lower, consistent, upper } = await tested(
          matrixOf(noise(rows, periods, seed, edge)),
        );
        expect(lower).toBeLessThanOrEqual(consistent);
        expect(consistent).toBeLessThanOrEqual(upper);
      }),
      drawn("SPA order", 60),
    );
  });

  it("does not mind copies, the order of rows, or more money", async () => {
    await fc.assert(
      fc.asyncProperty(fc.record(SHAPE), async ({ rows, periods, seed, edge }) => {
        const matrix = noise(rows, periods, seed, edge);
        const resamples = stationaryResamples(periods, 100, 3, seed);
        const sums = await weightedSums(resamples);
        const p = (of: number[][]) => superiorPredictive(matrixOf(of), resamples, sums);
        const found = await p(matrix);
        expect(await p([...matrix, matrix[0], matrix[1]])).toEqual(found);
        expect(await p(matrix.toReversed())).toEqual(found);
        expect(await p(matrix.map((row) => row.map((one) => one * 4)))).toEqual(found);
      }),
      drawn("SPA invariance", 40),
    );
  });

  it("is uniform when there is nothing to find", async () => {
    const trials = 120;
    const values: { reality: number; upper: number }[] = [];
    for (let seed = 0; seed < trials; seed++) {
      const found = await tested(matrixOf(noise(5, 250, 1000 + seed)), 200, seed);
      values.push({ reality: found.realityCheck, upper: found.upper });
    }
    for (const pick of ["reality", "upper"] as const) {
      const sorted = values.map((one) => one[pick]).sort((a, b) => a - b);
      const distance = Math.max(...sorted.map((one, at) => Math.abs(one - (at + 0.5) / trials)));
      // Kolmogorov and Smirnov: 1.63 / √n is passed once in a hundred times.
      expect(distance).toBeLessThan(1.63 / Math.sqrt(trials));
    }
  });

  it("finds an edge that is there, and says 1 when every row loses", async () => {
    const good = await tested(matrixOf([...noise(20, 400, 1), ...noise(1, 400, 2, 0.003)]));
    expect(good.upper).toBeLessThan(0.01);
    const bad = await tested(matrixOf(noise(5, 400, 3, -0.005)));
    expect(bad).toMatchObject({ lower: 1, consistent: 1, upper: 1 });
  });

  it("has the same bits without SIMD", async () => {
    await fc.assert(
      fc.asyncProperty(fc.record(SHAPE), async ({ rows, periods, seed, edge }) => {
        const matrix = matrixOf(noise(rows * 8, periods, seed, edge));
        const resamples = stationaryResamples(periods, 50 + (seed % 7), 2.5, seed);
        const values = Float64Array.from({ length: periods }, () => 0);
        const random = RandomStream.of(seed, 99);
        const fast = await weightedSums(resamples);
        const plain = plainWeightedSums(resamples);
        for (const sums of [fast, plain])
          sums.put(
            0,
            values.map(() => 0),
          );
        for (let lane = 0; lane < 5; lane++) {
          const row = values.map(() => random.nextBell());
          for (const sums of [fast, plain]) sums.put(lane, row);
        }
        fast.run(5);
        plain.run(5);
        for (let lane = 0; lane < 5; lane++) {
          const [one, other] = [fast, plain].map((sums) => {
            const into = new Float64Array(resamples.draws);
            sums.takeInto(lane, into);
            return into;
          });
          expect(one).toEqual(other);
        }
        expect(await superiorPredictive(matrix, resamples, plain)).toEqual(
          await superiorPredictive(matrix, resamples, fast),
        );
      }),
      drawn("weighted sums", 20),
    );
  });
});

describe("overfitting", () => {
  it("is about one half for noise, and 0 where one row is truly better", async () => {
    let total = 0;
    for (let seed = 0; seed < 60; seed++) {
      total += (await overfitting(matrixOf(noise(10, 120, 50 + seed)), 8)).probability;
    }
    expect(Math.abs(total / 60 - 0.5)).toBeLessThan(0.08);
    const skilled = matrixOf([...noise(20, 400, 1), ...noise(1, 400, 2, 0.01)]);
    const found = await overfitting(skilled, 16);
    expect(found).toMatchObject({ probability: 0, lossProbability: 0, splits: 12_870 });
  });

  it("does not mind the order of rows or more money", async () => {
    await fc.assert(
      fc.asyncProperty(fc.record(SHAPE), async ({ rows, periods, seed, edge }) => {
        const matrix = noise(rows, periods, seed, edge);
        const { findings, ...found } = await overfitting(matrixOf(matrix), 8);
        expect(findings.logits).toHaveLength(70);
        const others = [matrix.toReversed(), matrix.map((row) => row.map((one) => one * 4))];
        for (const other of others) {
          expect(await overfitting(matrixOf(other), 8)).toMatchObject(found);
        }
      }),
      drawn("PBO invariance", 60),
    );
  });

  it("leaves out rows that were not run", async () => {
    const matrix = noise(6, 90, 7);
    const found = await overfitting(matrixOf(matrix), 8);
    const more = matrixOf([...matrix, noise(1, 90, 8, 1)[0]]);
    more.ran[6] = 0;
    expect(await overfitting(more, 8)).toEqual(found);
  });
});

describe("blocks of a bootstrap", () => {
  it("are short for noise, long for what lasts, and never longer than allowed", () => {
    const random = RandomStream.of(4, 4);
    const white = Float64Array.from({ length: 1000 }, () => random.nextBell());
    let last = 0;
    const slow = white.map((one) => {
      last = 0.95 * last + one;
      return last;
    });
    expect(stationaryBlockLength(white)).toBeLessThan(6);
    expect(stationaryBlockLength(slow)).toBeGreaterThan(30);
    expect(stationaryBlockLength(slow)).toBeLessThanOrEqual(Math.ceil(3 * Math.sqrt(1000)));
    expect(stationaryBlockLength(new Float64Array(50))).toBe(1);
  });
});

describe("luck", () => {
  it("is told of trials on thirty days or more", async () => {
    expect(luckMissing(null)).toBe("data");
    expect(luckMissing(returnsOf(noise(1, 40, 1)))).toBe("rows");
    expect(luckMissing(returnsOf(noise(4, 29, 1)))).toBe("days");
    const returns = returnsOf(noise(4, 30, 1));
    expect(luckMissing(returns)).toBeNull();
    const luck = await luckOf(returns, { best: 2 });
    expect(luck).toMatchObject({ trials: 4, days: 30, periodDays: 1 });
    expect(luck.overfitting?.blocks).toBe(14);
    expect(luck.best?.row).toBe(2);
    expect(await luckOf(returns, { best: 2 })).toEqual(luck);
    expect((await luckOf(returns, { best: null })).best).toBeNull();
  });

  it("counts trials that are alike as fewer", async () => {
    const [base] = noise(1, 200, 1);
    const alike = noise(50, 200, 2).map((row) => row.map((one, at) => base[at] + 0.1 * one));
    const luck = await luckOf(returnsOf(alike), { best: 0, draws: 50 });
    expect(luck.averageCorrelation).toBeGreaterThan(0.95);
    expect(luck.effectiveTrials).toBeLessThan(4);
    expect(luck.best?.deflatedSharpeEffective).toBeGreaterThanOrEqual(
      luck.best?.deflatedSharpe ?? 1,
    );
  });

  it("can be given up, and says how far it is", async () => {
    const returns = returnsOf(noise(400, 400, 1));
    const stop = new AbortController();
    const shares: number[] = [];
    const cancelled = luckOf(returns, {
      best: 0,
      signal: stop.signal,
      onProgress: (share) => {
        shares.push(share);
        stop.abort();
      },
    });
    await expect(cancelled).rejects.toMatchObject({ code: "ABORTED" });
    expect(shares).toHaveLength(1);
  });
});
