import { describe, expect, it } from "vitest";
import { Front } from "../../front.js";
import { hypervolume } from "../../hypervolume.js";
import type { Dimension, SearchPoint } from "../../space/dimension.js";
import type { Answer, SearchAlgorithm } from "../algorithm.js";
import { RandomSearch } from "../baselines.js";
import { bestOf, medianOf, SPHERE, trialsOf } from "../functions.fixture.js";
import { Nsga2 } from "./nsga-2.js";
import { crowdingOf, frontsOf } from "./sorting.js";

const SEEDS = Array.from({ length: 30 }, (_, seed) => BigInt(seed));

/** Objectives, and how far a point is from meeting its constraints. */
interface Problem {
  readonly name: string;
  readonly count: number;
  readonly reference: readonly [number, number];
  readonly answer: (point: SearchPoint) => Answer;
}

/** The second objective by the first and by g, which is 1 on the front. */
const ZDT_SECOND: Readonly<Record<string, (first: number, g: number) => number>> = {
  ZDT1: (first, g) => g * (1 - Math.sqrt(first / g)),
  ZDT2: (first, g) => g * (1 - (first / g) ** 2),
  ZDT3: (first, g) => g * (1 - Math.sqrt(first / g) - (first / g) * Math.sin(10 * Math.PI * first)),
};

/** ZDT1 to 3 (E. Zitzler, K. Deb and L. Thiele, "Comparison of Multiobjective Evolutionary Algorithms", 2000). */
function zdt(name: string, count: number, reference: readonly [number, number]): Problem {
  return {
    name,
    count,
    reference,
    answer: (x) => {
      const rest = x.slice(1).reduce((sum, one) => sum + one, 0);
      const g = 1 + (9 * rest) / (count - 1);
      return { values: [x[0], ZDT_SECOND[name](x[0], g)], violation: 0 };
    },
  };
}

/** CONSTR, as the paper of NSGA-II has it. */
const CONSTR: Problem = {
  name: "CONSTR",
  count: 2,
  reference: [1.1, 10],
  answer: ([u, v]) => {
    const x = 0.1 + 0.9 * u;
    const y = 5 * v;
    const violation = Math.max(0, 6 - y - 9 * x) + Math.max(0, 1 + y - 9 * x);
    return { values: [x, (1 + y) / x], violation };
  },
};

/** SRN, there as well. */
const SRN: Problem = {
  name: "SRN",
  count: 2,
  reference: [250, 50],
  answer: ([u, v]) => {
    const x = -20 + 40 * u;
    const y = -20 + 40 * v;
    const violation = Math.max(0, x * x + y * y - 225) + Math.max(0, x - 3 * y + 10);
    return {
      values: [(x - 2) ** 2 + (y - 1) ** 2 + 2, 9 * x - (y - 1) ** 2],
      violation,
    };
  },
};

function dimensionsOf({ count }: Problem): Dimension[] {
  return Array.from({ length: count }, () => ({ kind: "real" }));
}

/** What the feasible points of a search dominate. */
function volumeOf(algorithm: SearchAlgorithm, budget: number, problem: Problem): number {
  const front = new Front();
  trialsOf(algorithm, budget, problem.answer).forEach(({ answer }, trial) => {
    if (answer.violation === 0) front.add({ trial, values: answer.values });
  });
  return hypervolume(
    front.members.map(({ values }) => values),
    problem.reference,
  );
}

describe.each([
  ...Object.keys(ZDT_SECOND).map((name) => zdt(name, 30, [1.1, 7])),
  CONSTR,
  SRN,
])("on $name", (problem) => {
  it("NSGA-II has more hypervolume than random search, median of 30 seeds", () => {
    const budget = 300;
    const dimensions = dimensionsOf(problem);
    const found = SEEDS.map((seed) =>
      volumeOf(new Nsga2(dimensions, seed, budget), budget, problem),
    );
    const random = SEEDS.map((seed) =>
      volumeOf(new RandomSearch(dimensions, seed), budget, problem),
    );
    expect(medianOf(found)).toBeGreaterThan(medianOf(random));
  });
});

describe("NSGA-II", () => {
  it.each([
    ["ZDT1", 1.1 * 1.1 - 1 / 3],
    ["ZDT2", 1.1 * 1.1 - 2 / 3],
    ["ZDT3", null],
  ])("comes to the known front of %s", (name, area) => {
    const places = Array.from({ length: 4001 }, (_, at) => at / 4000);
    const known = places.map((first) => [first, ZDT_SECOND[name](first, 1)]);
    const whole = hypervolume(known, [1.1, 1.1]);
    if (area !== null) expect(whole).toBeCloseTo(area, 3);
    const problem = zdt(name, 10, [1.1, 1.1]);
    const volume = volumeOf(new Nsga2(dimensionsOf(problem), 1n, 10_000), 10_000, problem);
    expect(volume).toBeLessThan(whole + 1e-3);
    expect(volume).toBeGreaterThan(0.98 * whole);
  });

  it("finds the optimum of one objective", () => {
    const gaps = SEEDS.slice(0, 9).map((seed) =>
      bestOf(new Nsga2(SPHERE.dimensions, seed, 2000), 2000, SPHERE),
    );
    expect(medianOf(gaps)).toBeLessThan(0.02);
  });

  it("asks for nothing twice while there is something else", () => {
    const dimensions: Dimension[] = [
      { kind: "category", count: 20 },
      { kind: "category", count: 20 },
    ];
    const trials = trialsOf(new Nsga2(dimensions, 2n, 200), 200, ([a, b]) => ({
      values: [a, b],
      violation: 0,
    }));
    const points = new Set(trials.slice(12).map(({ point }) => point.join()));
    expect(points.size).toBe(trials.length - 12);
  });
});

describe("sorting", () => {
  const feasible = (...values: number[]): Answer => ({ values, violation: 0 });

  it("puts what nothing beats first, and infeasible ones last by their violation", () => {
    const answers = [
      feasible(2, 2),
      feasible(1, 3),
      feasible(3, 1),
      feasible(3, 3),
      { values: [0, 0], violation: 2 },
      { values: [Number.NaN, 0], violation: 1 },
    ];
    expect(frontsOf(answers)).toEqual([[0, 1, 2], [3], [5], [4]]);
  });

  it("gives the ends of a front all the room", () => {
    const answers = [feasible(0, 4), feasible(1, 2), feasible(2, 1), feasible(4, 0)];
    expect(crowdingOf([0, 1, 2, 3], answers)).toEqual([
      Number.POSITIVE_INFINITY,
      2 / 4 + 3 / 4,
      3 / 4 + 2 / 4,
      Number.POSITIVE_INFINITY,
    ]);
  });
});
