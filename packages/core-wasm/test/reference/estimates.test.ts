/** The papers' formulas and the estimates that they stand on, at known values and at their limits. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stoikovSpread } from "../../reference/quoting/avellaneda-stoikov.js";
import { WindowSum } from "../../reference/quoting/estimates.js";
import { glftSpread } from "../../reference/quoting/glft.js";
import { fitIntensity } from "../../reference/quoting/intensity-fit.js";
import type { CompleteBar } from "../../reference/quoting/strategy.js";
import { barOf } from "./estimating-scenario.js";

describe("the formulas of Avellaneda and Stoikov", () => {
  it("give the spread of the paper's example: s = 100, σ = 2, γ = 0.1, κ = 1.5", () => {
    // Money with P = 1: σ and 1/κ are divided by 100, γ is multiplied by it.
    const start = stoikovSpread(10, 0.02 ** 2, 1, 150);
    expect(200 * start.half).toBeCloseTo(0.4 + 20 * Math.log(1 + 0.1 / 1.5), 12);
    expect(200 * start.half).toBeCloseTo(1.6908, 4);
    // Its tables give the spread at half the time, the mean of the run.
    expect(200 * stoikovSpread(10, 0.02 ** 2, 0.5, 150).half).toBeCloseTo(1.49, 2);
    // r = s − q·γ·σ²·(T − t)
    expect(100 * start.lean).toBeCloseTo(0.4, 12);
  });

  it("come to 1/κ and no lean as γ goes to 0", () => {
    expect(stoikovSpread(0, 0.01, 1, 500)).toEqual({ half: 0.002, lean: 0 });
    for (const riskAversion of [1e-3, 1e-6, 1e-9, 1e-15]) {
      const { half, lean } = stoikovSpread(riskAversion, 0.01, 1, 500);
      expect(Math.abs(half - 0.002)).toBeLessThan(riskAversion);
      expect(lean).toBeLessThanOrEqual(riskAversion / 99);
    }
  });
});

describe("the formulas of Guéant, Lehalle and Fernandez-Tapia", () => {
  const [variance, a, k] = [0.0009, 2000, 1000];

  it("are (4.6) and (4.7) with an order of 1", () => {
    for (const [gamma, xi] of [
      [100, 100],
      [3, 700],
      [0.5, 1e-3],
    ]) {
      const { half, skew } = glftSpread(gamma, xi, a, k, variance);
      const root = Math.sqrt(((gamma * variance) / (2 * a * k)) * (1 + xi / k) ** (k / xi + 1));
      expect(skew / root).toBeCloseTo(1, 9);
      expect(half / (Math.log(1 + xi / k) / xi + root / 2)).toBeCloseTo(1, 9);
    }
  });

  it("take e for the power as ξ goes to 0, and quote 1/k without skew as γ does", () => {
    const { half, skew } = glftSpread(100, 0, a, k, variance);
    const root = Math.sqrt(((100 * variance) / (2 * a * k)) * Math.E);
    expect(skew).toBeCloseTo(root, 15);
    expect(half).toBeCloseTo(1 / k + root / 2, 15);
    expect(glftSpread(100, 1e-9, a, k, variance).half).toBeCloseTo(half, 12);
    expect(glftSpread(0, 0, a, k, variance)).toEqual({ half: 1 / k, skew: 0 });
  });

  it("do not hang on the unit of time or of money", () => {
    const here = glftSpread(100, 50, a, k, variance);
    const perHour = glftSpread(100, 50, a / 24, k, variance / 24);
    const inCents = glftSpread(1, 0.5, a, k / 100, variance * 10_000);
    expect(perHour.half / here.half).toBeCloseTo(1, 12);
    expect(perHour.skew / here.skew).toBeCloseTo(1, 12);
    expect(inCents.half / here.half).toBeCloseTo(100, 9);
    expect(inCents.skew / here.skew).toBeCloseTo(100, 9);
  });
});

describe("the fit of intensities", () => {
  /** One bar an excursion: of every two samples one is 0 and never counts. */
  function barsUp(excursions: readonly number[]): CompleteBar[] {
    return excursions.map((e) => barOf([1_000_000, 1_000_000 * (1 + e), 1_000_000, 1_000_000]));
  }

  it("finds A and k of fills that thin out exponentially", () => {
    // P(reaching δ) = 1 − exp(−A·exp(−kδ)), drawn evenly; all are over 0 because A is large.
    const [a, k, n] = [8, 1000, 20_000];
    const rows = Array.from({ length: n }, (_, i) => {
      const one = (u: number) => Math.max(0, Math.log(a / -Math.log(1 - u)) / k);
      // Up and down by two even sequences of their own order.
      const up = one((i + 0.5) / n);
      const down = one((((i * 7919) % n) + 0.5) / n);
      return barOf([1e9, 1e9 * (1 + up), 1e9 * (1 - down), 1e9]);
    });
    const fit = fitIntensity(rows, null);
    expect(fit?.decay).toBeGreaterThan(0.99 * k);
    expect(fit?.decay).toBeLessThan(1.01 * k);
    expect(fit?.intensity).toBeGreaterThan(0.97 * a);
    expect(fit?.intensity).toBeLessThan(1.03 * a);
    const given = fitIntensity(rows, k);
    expect(given?.decay).toBe(k);
    expect(given?.intensity).toBeGreaterThan(0.97 * a);
    expect(given?.intensity).toBeLessThan(1.03 * a);
  });

  it("is none when nothing moves, or too few distances say something", () => {
    expect(fitIntensity(barsUp([0, 0, 0, 0]), null)).toBeNull();
    // Two of eight samples reach every distance, the others none: fills do not thin out.
    const level = barsUp([0.001, 0.001, 0.1, 0.1]);
    expect(fitIntensity(level, null)).toBeNull();
    expect(fitIntensity(level, 10)?.decay).toBe(10);
    expect(fitIntensity(barsUp([0.01]), null)).toBeNull();
    // All samples are equal: p is 1 up to the mean and 0 beyond.
    const even = [0.01, 0.01].map((e) => barOf([1e6, 1e6 * (1 + e), 1e6 * (1 - e), 1e6]));
    expect(fitIntensity(even, null)).toBeNull();
  });
});

describe("the sum of a window", () => {
  it("is the sum of its last values, whatever left it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 }),
        (length, values) => {
          const window = new WindowSum(length);
          values.forEach((value, i) => {
            window.add(value);
            const last = values.slice(Math.max(0, i + 1 - length), i + 1);
            if (last.length < length) expect(window.mean).toBeNull();
            else {
              const mean = last.reduce((sum, one) => sum + one, 0) / length;
              expect(Math.abs((window.mean ?? Number.NaN) - mean)).toBeLessThan(1e-7);
            }
          });
        },
      ),
    );
  });
});
