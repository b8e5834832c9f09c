import { describe, expect, it } from "vitest";
import { Sobol } from "../../sweeps/samplers/sobol.js";
import type { Dimension } from "../space/dimension.js";
import { RandomSearch, SobolSearch } from "./baselines.js";
import { medianOf, trialsOf } from "./functions.fixture.js";

/** Centred L2 discrepancy, squared (F. J. Hickernell, "A generalized discrepancy and quadrature error bound", 1998). */
function discrepancy(points: readonly (readonly number[])[]): number {
  const n = points.length;
  const d = points[0].length;
  let one = 0;
  let two = 0;
  for (const a of points) {
    one += a.reduce((product, x) => {
      const away = Math.abs(x - 0.5);
      return product * (1 + 0.5 * away - 0.5 * away * away);
    }, 1);
    for (const b of points) {
      two += a.reduce((product, x, k) => {
        const y = b[k];
        const near = Math.abs(x - 0.5) + Math.abs(y - 0.5) - Math.abs(x - y);
        return product * (1 + 0.5 * near);
      }, 1);
    }
  }
  return (13 / 12) ** d - (2 / n) * one + two / (n * n);
}

const DIMENSIONS: Dimension[] = Array.from({ length: 5 }, () => ({ kind: "real" }));
const SEEDS = Array.from({ length: 30 }, (_, seed) => BigInt(seed));

function pointsOf(algorithm: RandomSearch | SobolSearch, count: number) {
  const trials = trialsOf(algorithm, count, () => ({ values: [0], violation: 0 }));
  return trials.map(({ point }) => point);
}

describe("Sobol points", () => {
  it("has the discrepancy that is known of two points", () => {
    // By hand: (13/12) - (2/2)(1.125 - 1/32)·… of the points 0.25 and 0.75 is 13/12 - 2·1.09375 + (1.25·2 + 2)/4.
    expect(discrepancy([[0.25], [0.75]])).toBeCloseTo(13 / 12 - 2 * 1.09375 + 4.5 / 4, 12);
  });

  it.each([32, 64, 100, 128])("fill the space more evenly than chance: %d points", (count) => {
    const sobol = SEEDS.map((seed) =>
      discrepancy(pointsOf(new SobolSearch(DIMENSIONS, seed), count)),
    );
    const random = SEEDS.map((seed) =>
      discrepancy(pointsOf(new RandomSearch(DIMENSIONS, seed), count)),
    );
    expect(medianOf(sobol)).toBeLessThan(0.5 * medianOf(random));
    expect(Math.max(...sobol)).toBeLessThan(Math.min(...random));
  });

  it("are those of the sampler, in its order", () => {
    const sampler = new Sobol(DIMENSIONS.length, 4n);
    const expected = Array.from({ length: 10 }, () => sampler.next());
    expect(pointsOf(new SobolSearch(DIMENSIONS, 4n), 10)).toEqual(expected);
  });
});
