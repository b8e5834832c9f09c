/**
 * Test fixture: published functions with known optima, over points of dimensions. Less is better.
 *
 * Sphere, Rosenbrock, Rastrigin, Ackley, Branin and Hartmann-6 with the constants and optima of S.
 * Surjanovic and D. Bingham, "Virtual Library of Simulation Experiments" (sfu.ca/~ssurjano).
 */
import { type Dimension, evenDimension, type SearchPoint } from "../space/dimension.js";
import type { Answer, SearchAlgorithm } from "./algorithm.js";

export interface TestFunction {
  readonly name: string;
  readonly dimensions: readonly Dimension[];
  /** the least value there is */
  readonly optimum: number;
  /** places, 0..1, of a point with the least value */
  readonly where: readonly number[];
  readonly value: (point: SearchPoint) => number;
}

const REAL: Dimension = { kind: "real" };

function reals(count: number): Dimension[] {
  return Array.from({ length: count }, () => REAL);
}

/** A function of numbers from `low` to `high`, each on a place of its own. */
function over(
  name: string,
  count: number,
  [low, high]: readonly [number, number],
  where: readonly number[],
  optimum: number,
  value: (x: readonly number[]) => number,
): TestFunction {
  return {
    name,
    dimensions: reals(count),
    optimum,
    where: where.map((x) => (x - low) / (high - low)),
    value: (point) => value(point.map((place) => low + place * (high - low))),
  };
}

const sum = (values: readonly number[]) => values.reduce((total, one) => total + one, 0);

// Off the middle of the range, where some methods begin.
const SHIFT = 1.2345;

export const SPHERE = over("sphere", 5, [-5, 5], new Array(5).fill(SHIFT), 0, (x) =>
  sum(x.map((one) => (one - SHIFT) ** 2)),
);

export const ROSENBROCK = over("Rosenbrock", 4, [-2, 2], [1, 1, 1, 1], 0, (x) =>
  sum(x.slice(1).map((next, i) => 100 * (next - x[i] ** 2) ** 2 + (1 - x[i]) ** 2)),
);

export const RASTRIGIN = over("Rastrigin", 3, [-5.12, 5.12], new Array(3).fill(SHIFT), 0, (x) =>
  sum(x.map((one) => 10 + (one - SHIFT) ** 2 - 10 * Math.cos(2 * Math.PI * (one - SHIFT)))),
);

export const ACKLEY = over("Ackley", 5, [-30, 30], new Array(5).fill(SHIFT), 0, (x) => {
  const z = x.map((one) => one - SHIFT);
  const root = Math.sqrt(sum(z.map((one) => one ** 2)) / z.length);
  const wave = sum(z.map((one) => Math.cos(2 * Math.PI * one))) / z.length;
  return 20 + Math.E - 20 * Math.exp(-0.2 * root) - Math.exp(wave);
});

export const BRANIN: TestFunction = {
  name: "Branin",
  dimensions: reals(2),
  optimum: 0.397887,
  where: [(Math.PI + 5) / 15, 2.275 / 15],
  value: ([u, v]) => {
    const x = -5 + 15 * u;
    const y = 15 * v;
    const bend = y - (5.1 / (4 * Math.PI ** 2)) * x ** 2 + (5 / Math.PI) * x - 6;
    return bend ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
  },
};

const HARTMANN_A = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
];
const HARTMANN_P = [
  [1312, 1696, 5569, 124, 8283, 5886],
  [2329, 4135, 8307, 3736, 1004, 9991],
  [2348, 1451, 3522, 2883, 3047, 6650],
  [4047, 8828, 8732, 5743, 1091, 381],
];
const HARTMANN_WEIGHTS = [1, 1.2, 3, 3.2];

export const HARTMANN_6: TestFunction = {
  name: "Hartmann-6",
  dimensions: reals(6),
  optimum: -3.32237,
  where: [0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573],
  value: (x) =>
    -sum(
      HARTMANN_WEIGHTS.map((weight, i) => {
        const away = x.map((one, j) => HARTMANN_A[i][j] * (one - HARTMANN_P[i][j] / 10_000) ** 2);
        return weight * Math.exp(-sum(away));
      }),
    ),
};

/**
 * Two numbers, two whole ones and a category: a bowl whose bottom is at another place and height in each
 * category.
 */
export const MIXED_SPHERE: TestFunction = {
  name: "mixed sphere",
  dimensions: [...reals(2), evenDimension(21), evenDimension(21), { kind: "category", count: 5 }],
  optimum: 0,
  where: [0.7, 0.2, 14.5 / 21, 3.5 / 21, 0.7],
  value: ([x, y, a, b, c]) =>
    25 * ((x - 0.7) ** 2 + (y - 0.2) ** 2) +
    0.01 * ((a - 14) ** 2 + (b - 3) ** 2) +
    [1.5, 0.8, 2, 0, 1][c],
};

/** A long valley over four numbers and OneMax over eight switches (R. Hamano et al., 2022). */
export const ELLIPSOID_ONEMAX: TestFunction = {
  name: "ellipsoid and OneMax",
  dimensions: [...reals(4), ...Array.from({ length: 8 }, () => evenDimension(2))],
  optimum: 0,
  where: [...new Array(4).fill((SHIFT + 5) / 10), ...new Array(8).fill(0.75)],
  value: (point) => {
    const z = point.slice(0, 4).map((place) => 10 * place - 5 - SHIFT);
    const valley = sum(z.map((one, i) => 100 ** (i / 3) * one ** 2));
    return valley + 8 - sum(point.slice(4));
  },
};

export const FUNCTIONS = [
  SPHERE,
  ROSENBROCK,
  RASTRIGIN,
  ACKLEY,
  BRANIN,
  HARTMANN_6,
  MIXED_SPHERE,
  ELLIPSOID_ONEMAX,
] as const;

/**
 * Asks until the budget is spent, as a search does: a batch that the budget cuts is the last.
 * @returns everything that was asked, with its answers
 */
export function trialsOf(
  algorithm: SearchAlgorithm,
  budget: number,
  answer: (point: SearchPoint, timeShare: number) => Answer,
): { readonly point: SearchPoint; readonly timeShare: number; readonly answer: Answer }[] {
  const trials = [];
  let spent = 0;
  while (spent < budget) {
    const answers: Answer[] = [];
    for (const { point, timeShare } of algorithm.ask()) {
      if (spent + timeShare > budget + 1e-9) return trials;
      spent += timeShare;
      const given = answer(point, timeShare);
      answers.push(given);
      trials.push({ point, timeShare, answer: given });
    }
    algorithm.tell(answers);
  }
  return trials;
}

/** The least value that is found. */
export function bestOf(algorithm: SearchAlgorithm, budget: number, tested: TestFunction): number {
  const trials = trialsOf(algorithm, budget, (point) => ({
    values: [tested.value(point)],
    violation: 0,
  }));
  return Math.min(...trials.map(({ answer }) => answer.values[0]));
}

/** The middle of some numbers. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}
