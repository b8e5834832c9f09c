import { describe, expect, it } from "vitest";
import { SEARCH_METHODS, type SearchMethod } from "../method-names.js";
import { startMethod } from "../methods.js";
import type { Dimension } from "../space/dimension.js";
import { numberAt } from "../space/dimension.js";
import type { SearchAlgorithm } from "./algorithm.js";
import {
  ACKLEY,
  BRANIN,
  bestOf,
  ELLIPSOID_ONEMAX,
  FUNCTIONS,
  HARTMANN_6,
  MIXED_SPHERE,
  medianOf,
  RASTRIGIN,
  ROSENBROCK,
  SPHERE,
  type TestFunction,
  trialsOf,
} from "./functions.fixture.js";

const SEEDS = Array.from({ length: 30 }, (_, seed) => BigInt(seed));

function start(
  method: SearchMethod,
  dimensions: readonly Dimension[],
  seed: bigint,
  budget: number,
): SearchAlgorithm {
  return startMethod({ method, space: { dimensions }, seed, budget, rungs: 3 });
}

/** How far from the optimum a method comes, in the median of all seeds. */
function medianGap(method: SearchMethod, tested: TestFunction, budget: number): number {
  const bests = SEEDS.map((seed) =>
    bestOf(start(method, tested.dimensions, seed, budget), budget, tested),
  );
  return medianOf(bests) - tested.optimum;
}

describe("the test functions", () => {
  it.each(FUNCTIONS)("$name has its published optimum where it was published", (tested) => {
    const { dimensions, where, optimum, value } = tested;
    const best = value(dimensions.map((dimension, at) => numberAt(dimension, where[at])));
    expect(best).toBeCloseTo(optimum, 4);
    const trials = SEEDS.map((seed) => bestOf(start("random", dimensions, seed, 50), 50, tested));
    expect(Math.min(...trials)).toBeGreaterThan(optimum);
  });
});

describe.each(FUNCTIONS)("on $name, in the median of 30 seeds at equal budget", (tested) => {
  it.each<[SearchMethod, number]>([
    ["tpe", 64],
    ["cma-es", 100],
    ["de", 100],
  ])("%s beats random search: %d trials", (method, budget) => {
    const random = medianGap("random", tested, budget);
    expect(medianGap(method, tested, budget)).toBeLessThan(0.8 * random);
  });
});

describe("with a larger budget", () => {
  // Medians that were measured, with room for another order of magnitude at most.
  it.each<[SearchMethod, TestFunction, number, number]>([
    ["cma-es", SPHERE, 1000, 1e-11],
    ["cma-es", ROSENBROCK, 2000, 1e-12],
    ["cma-es", BRANIN, 400, 1e-6],
    ["cma-es", HARTMANN_6, 1000, 1e-5],
    ["cma-es", RASTRIGIN, 3000, 1.1],
    ["cma-es", ACKLEY, 1500, 1e-4],
    ["cma-es", MIXED_SPHERE, 1000, 1e-11],
    ["cma-es", ELLIPSOID_ONEMAX, 2000, 1e-5],
    ["de", SPHERE, 3000, 1e-7],
    ["de", ROSENBROCK, 3000, 0.01],
    ["de", RASTRIGIN, 3000, 1e-8],
    ["de", ACKLEY, 3000, 0.01],
    ["de", BRANIN, 1500, 1e-6],
    ["de", HARTMANN_6, 2000, 0.01],
    ["de", MIXED_SPHERE, 2000, 1e-8],
    ["de", ELLIPSOID_ONEMAX, 3000, 0.01],
  ])("%s comes near the optimum (%#)", (method, tested, budget, gap) => {
    expect(medianGap(method, tested, budget)).toBeLessThan(gap);
  });
});

describe("an algorithm", () => {
  it.each(
    SEARCH_METHODS,
  )("%s asks the same of the same seed, and other things of another", (method) => {
    const points = (seed: bigint) =>
      trialsOf(start(method, MIXED_SPHERE.dimensions, seed, 60), 60, (point) => ({
        values: [MIXED_SPHERE.value(point)],
        violation: 0,
      })).map(({ point }) => point);
    expect(points(7n)).toEqual(points(7n));
    expect(points(8n)).not.toEqual(points(7n));
  });

  it.each(
    SEARCH_METHODS,
  )("%s asks for points of the space only, what it is told or not", (method) => {
    const { dimensions } = MIXED_SPHERE;
    for (const violation of [0, 1, Number.POSITIVE_INFINITY]) {
      const trials = trialsOf(start(method, dimensions, 1n, 200), 200, (point) => ({
        values: [violation > 0 ? Number.NaN : MIXED_SPHERE.value(point)],
        violation: point[0] > 0.5 ? violation : 0,
      }));
      for (const { point } of trials) {
        const [x, y, a, b, c] = point;
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
        expect(Math.max(x, y)).toBeLessThanOrEqual(1);
        expect([a, b].every((one) => Number.isInteger(one) && one >= 0 && one <= 20)).toBe(true);
        expect(Number.isInteger(c) && c >= 0 && c <= 4).toBe(true);
      }
    }
  });

  it.each<[SearchMethod, number]>([
    ["tpe", 160],
    ["cma-es", 200],
    ["de", 300],
    ["nsga-2", 400],
  ])("%s finds what is feasible", (method, budget) => {
    // The bowl's bottom breaks the constraint: the best that is left is 0.5 away from it.
    const best = SEEDS.slice(0, 3).map((seed) => {
      const trials = trialsOf(start(method, SPHERE.dimensions, seed, budget), budget, (point) => {
        const inside = Math.max(0, point[0] - 0.3);
        return { values: [inside > 0 ? Number.NaN : SPHERE.value(point)], violation: inside };
      });
      const feasible = trials.filter(({ answer }) => answer.violation === 0);
      return Math.min(...feasible.map(({ answer }) => answer.values[0]));
    });
    expect(medianOf(best)).toBeLessThan((-2 - 1.2345) ** 2 + 3);
  });

  it.each([
    "tpe",
    "cma-es",
    "de",
    "nsga-2",
  ] as const)("%s takes a space of switches and words", (method) => {
    const dimensions: Dimension[] = [
      { kind: "category", count: 3 },
      { kind: "category", count: 4 },
      { kind: "ordered", edges: new Float64Array(0) },
    ];
    const trials = trialsOf(start(method, dimensions, 3n, 60), 60, ([a, b]) => ({
      values: [(a === 2 ? 0 : 1) + (b === 1 ? 0 : 1)],
      violation: 0,
    }));
    expect(Math.min(...trials.map(({ answer }) => answer.values[0]))).toBe(0);
  });
});
