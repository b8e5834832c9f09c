/** The statistics of luck against an independent computation: make-golden.py, with numpy and scipy. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stationaryBlockLength } from "../../src/luck/block-length.js";
import { trialCorrelation } from "../../src/luck/correlation.js";
import { normalCdf, normalQuantile } from "../../src/luck/normal.js";
import { overfitting } from "../../src/luck/overfitting.js";
import {
  deflatedSharpe,
  expectedMaximumSharpe,
  minimumTrackRecord,
  probabilisticSharpe,
} from "../../src/luck/sharpe-statistics.js";
import { type Resamples, resampledVariance } from "../../src/luck/stationary-bootstrap.js";
import { superiorPredictive } from "../../src/luck/superior-predictive.js";
import { weightedSums } from "../../src/luck/weighted-sums.js";
import { ReturnsBlock } from "../../src/sweeps/row-returns.js";
import { matrixOf } from "./matrices.fixture.js";

type Rows = readonly (readonly number[])[];

interface Golden {
  readonly normal: Readonly<Record<"points" | "cdf" | "shares" | "quantiles", number[]>>;
  readonly sharpe: readonly {
    readonly returns: number[];
    readonly skewness: number;
    readonly kurtosis: number;
    readonly sharpe: number;
    readonly trials: number;
    readonly variance: number;
    readonly expectedMaximum: number;
    readonly probabilistic: number;
    readonly deflated: number;
    readonly trackRecord: number;
  }[];
  readonly overfitting: readonly {
    readonly matrix: Rows;
    readonly blocks: number;
    readonly probability: number;
    readonly lossProbability: number;
    readonly slope: number;
    readonly intercept: number;
    readonly meanLogit: number;
    readonly splits: number;
  }[];
  readonly superior: readonly {
    readonly matrix: Rows;
    readonly blockLength: number;
    readonly counts: Rows;
    readonly variances: number[];
    readonly realityCheck: number;
    readonly lower: number;
    readonly consistent: number;
    readonly upper: number;
  }[];
  readonly blocks: readonly { readonly returns: number[]; readonly length: number }[];
  readonly correlation: { readonly matrix: Rows; readonly average: number };
}

const GOLDEN: Golden = JSON.parse(readFileSync(join(import.meta.dirname, "golden.json"), "utf8"));

function expectClose(actual: number, expected: number, share = 1e-9): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(share * Math.abs(expected));
}

describe("the statistics of luck equal an independent computation", () => {
  it("the normal distribution", () => {
    const { points, cdf, shares, quantiles } = GOLDEN.normal;
    points.forEach((point, at) => {
      expect(Math.abs(normalCdf(point) - cdf[at])).toBeLessThanOrEqual(2e-8 * cdf[at] + 1e-300);
    });
    shares.forEach((share, at) => {
      expectClose(normalQuantile(share), quantiles[at], 1e-13);
    });
  });

  it.each(
    GOLDEN.sharpe.map((one, at) => [at, one] as const),
  )("Sharpe ratios, case %i", (_, one) => {
    const block = new ReturnsBlock(1);
    block.put(0, Float32Array.from(one.returns));
    const moments = block.block?.moments;
    if (moments === undefined) throw new Error("a row has moments");
    const sharpe = moments.mean[0] / moments.deviation[0];
    expectClose(sharpe, one.sharpe);
    expectClose(moments.skewness[0], one.skewness);
    expectClose(moments.kurtosis[0], one.kurtosis);
    const observations = one.returns.length;
    const estimate = { ...one, sharpe, observations };
    expectClose(probabilisticSharpe(estimate), one.probabilistic);
    expectClose(expectedMaximumSharpe(one.trials, one.variance), one.expectedMaximum);
    expectClose(deflatedSharpe(estimate, one.trials, one.variance), one.deflated);
    expectClose(minimumTrackRecord(estimate, sharpe - 0.03), one.trackRecord);
  });

  it.each(
    GOLDEN.overfitting.map((one) => [one.blocks, one] as const),
  )("overfitting over %i blocks", async (blocks, one) => {
    const found = await overfitting(matrixOf(one.matrix), blocks);
    expect(found.splits).toBe(one.splits);
    expect(found.probability).toBe(one.probability);
    expect(found.lossProbability).toBe(one.lossProbability);
    expectClose(found.degradation?.slope ?? 0, one.slope);
    expectClose(found.degradation?.intercept ?? 0, one.intercept);
    const { logits } = found.findings;
    expectClose(logits.reduce((sum, logit) => sum + logit) / logits.length, one.meanLogit);
  });

  it.each(
    GOLDEN.superior.map((one) => [one.blockLength, one] as const),
  )("superior predictive ability with blocks of %f", async (blockLength, one) => {
    const matrix = matrixOf(one.matrix);
    const { periods } = matrix;
    const counts = Float32Array.from(one.counts.flat());
    const resamples: Resamples = { draws: one.counts.length, periods, blockLength, counts };
    one.matrix.forEach((row, at) => {
      const returns = Float64Array.from(Float32Array.from(row));
      const mean = returns.reduce((sum, value) => sum + value, 0) / periods;
      const centred = returns.map((value) => value - mean);
      expectClose(resampledVariance(centred, blockLength), one.variances[at]);
    });
    const found = await superiorPredictive(matrix, resamples, await weightedSums(resamples));
    const { realityCheck, lower, consistent, upper } = one;
    expect(found).toMatchObject({ realityCheck, lower, consistent, upper });
  });

  it("the length of blocks", () => {
    for (const { returns, length } of GOLDEN.blocks) {
      expectClose(stationaryBlockLength(Float32Array.from(returns)), length);
    }
  });

  it("the average correlation", async () => {
    const { matrix, average } = GOLDEN.correlation;
    expectClose(await trialCorrelation(matrixOf(matrix)), average);
  });
});
