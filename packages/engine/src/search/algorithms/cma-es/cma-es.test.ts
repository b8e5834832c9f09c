import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalCdf } from "../../../luck/normal.js";
import { Dice } from "../dice.js";
import { Categories } from "./categories.js";
import { eigenOf } from "./eigen.js";
import { Gaussian } from "./gaussian.js";
import { withMargin } from "./margin.js";
import { ratesOf } from "./rates.js";

describe("eigenvectors", () => {
  it("are those of a matrix that is known", () => {
    const { values } = eigenOf(Float64Array.of(2, 1, 1, 2), 2);
    expect([...values].sort((a, b) => a - b)).toEqual([
      expect.closeTo(1, 14),
      expect.closeTo(3, 14),
    ]);
  });

  it("make the matrix again, and are orthogonal", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 64, maxLength: 64 }),
        (n, entries) => {
          const matrix = new Float64Array(n * n);
          for (let i = 0; i < n; i++) {
            for (let j = 0; j <= i; j++) {
              matrix[i * n + j] = entries[i * 8 + j];
              matrix[j * n + i] = entries[i * 8 + j];
            }
          }
          const { values, vectors } = eigenOf(matrix, n);
          for (let i = 0; i < n; i++) {
            for (let j = 0; j < n; j++) {
              let made = 0;
              let dot = 0;
              for (let k = 0; k < n; k++) {
                made += vectors[i * n + k] * values[k] * vectors[j * n + k];
                dot += vectors[k * n + i] * vectors[k * n + j];
              }
              expect(made).toBeCloseTo(matrix[i * n + j], 10);
              expect(dot).toBeCloseTo(i === j ? 1 : 0, 10);
            }
          }
        },
      ),
      { seed: 1, numRuns: 60 },
    );
  });
});

describe("the constants", () => {
  it.each([
    [2, 6],
    [10, 10],
    [40, 15],
  ])("keep to the tutorial: %d places, %d points", (n, lambda) => {
    const { weights, mu, muEffective, rankOne, rankMu } = ratesOf(n, lambda);
    const positive = [...weights].slice(0, mu);
    expect(positive.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12);
    expect(1 / positive.reduce((sum, one) => sum + one * one, 0)).toBeCloseTo(muEffective, 12);
    // "μ_eff ≈ 0.3 λ" and "c_1 ≈ 2 / n²", "c_μ ≈ μ_eff / n²", and a covariance that stays positive.
    expect(muEffective / lambda).toBeGreaterThan(0.25);
    expect(muEffective / lambda).toBeLessThan(0.4);
    expect(rankOne + rankMu).toBeLessThan(1);
    const negative = [...weights].slice(mu).reduce((sum, one) => sum + one, 0);
    expect(-negative * n * rankMu).toBeLessThanOrEqual(1 - rankOne - rankMu + 1e-12);
    expect([...weights]).toEqual([...weights].sort((a, b) => b - a));
  });
});

describe("the normal distribution", () => {
  it("draws points of its mean and deviation", () => {
    const gaussian = new Gaussian(Float64Array.of(0.3, 0.6), 0.1, ratesOf(2, 6));
    const dice = new Dice(3n, 0);
    const points = Array.from({ length: 4000 }, () => gaussian.draw(dice));
    for (const [k, middle] of [0.3, 0.6].entries()) {
      const mean = points.reduce((sum, point) => sum + point[k], 0) / points.length;
      const squares = points.reduce((sum, point) => sum + (point[k] - middle) ** 2, 0);
      expect(mean).toBeCloseTo(middle, 2);
      expect(Math.sqrt(squares / points.length)).toBeCloseTo(0.1, 2);
    }
    expect(gaussian.deviation(0)).toBe(0.1);
  });

  it("learns along which direction the best lie", () => {
    const gaussian = new Gaussian(Float64Array.of(0.5, 0.5), 0.1, ratesOf(2, 12));
    const dice = new Dice(1n, 0);
    for (let generation = 0; generation < 15; generation++) {
      const points = Array.from({ length: 12 }, () => gaussian.draw(dice));
      const value = ([x, y]: Float64Array) => (x - 0.5) ** 2 + 100 * (y - 0.5) ** 2;
      gaussian.learn(points.sort((a, b) => value(a) - value(b)));
    }
    expect(gaussian.deviation(0)).toBeGreaterThan(3 * gaussian.deviation(1));
  });
});

describe("the margin", () => {
  const edges = Float64Array.of(0.25, 0.5, 0.75);

  it("leaves every value beside the mean a chance, however small the step", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -0.2, max: 1.2, noNaN: true }),
        fc.double({ min: 1e-12, max: 1, noNaN: true }),
        fc.double({ min: 0.005, max: 0.1, noNaN: true }),
        (mean, deviation, margin) => {
          const mended = withMargin({ mean, stretch: 1 }, edges, deviation, margin);
          const spread = deviation * mended.stretch;
          const below = edges.filter((edge) => edge < mended.mean).at(-1);
          const above = edges.find((edge) => edge >= mended.mean);
          const chances = [
            ...(below === undefined ? [] : [normalCdf((below - mended.mean) / spread)]),
            ...(above === undefined ? [] : [1 - normalCdf((above - mended.mean) / spread)]),
          ];
          for (const chance of chances) expect(chance).toBeGreaterThan(0.45 * margin);
        },
      ),
      { seed: 2, numRuns: 500 },
    );
  });

  it("changes nothing where there is chance enough", () => {
    const state = { mean: 0.4, stretch: 1 };
    const mended = withMargin(state, edges, 0.2, 0.05);
    expect(mended.mean).toBeCloseTo(0.4, 9);
    expect(mended.stretch).toBeCloseTo(1, 9);
    expect(withMargin({ mean: 0.2, stretch: 1 }, edges, 0.2, 0.05)).toEqual({
      mean: 0.2,
      stretch: 1,
    });
  });
});

describe("categories", () => {
  it("go to what the best have, and never wholly", () => {
    const categories = new Categories(4, 2);
    const { weights } = ratesOf(3, 8);
    for (let generation = 0; generation < 60; generation++) {
      categories.learn([2, 2, 2, 2, 0, 1, 3, 0], weights);
    }
    const dice = new Dice(1n, 0);
    const counts = [0, 0, 0, 0];
    for (let draw = 0; draw < 4000; draw++) counts[categories.draw(dice)]++;
    const least = (1 - Math.sqrt(0.73)) / 3;
    for (const one of [0, 1, 3]) expect(counts[one] / 4000).toBeCloseTo(least, 1);
    expect(counts[2] / 4000).toBeCloseTo(1 - 3 * least, 1);
  });
});
