import { describe, expect, it } from "vitest";
import type { Dimension } from "../space/dimension.js";
import { RandomSearch } from "./baselines.js";
import { HARTMANN_6, medianOf, trialsOf } from "./functions.fixture.js";
import { Hyperband } from "./hyperband.js";

const SEEDS = Array.from({ length: 30 }, (_, seed) => BigInt(seed));

/**
 * Functions of a stated fidelity z, 0..1, whose value at z = 1 is that of the function itself (K.
 * Kandasamy et al., "Multi-fidelity Bayesian Optimisation with Continuous Approximations", 2017, appendix).
 */
function branin([u, v]: readonly number[], z: number): number {
  const x = -5 + 15 * u;
  const b = 5.1 / (4 * Math.PI ** 2) - 0.01 * (1 - z);
  const c = 5 / Math.PI - 0.1 * (1 - z);
  const t = 1 / (8 * Math.PI) + 0.05 * (1 - z);
  return (15 * v - b * x ** 2 + c * x - 6) ** 2 + 10 * (1 - t) * Math.cos(x) + 10;
}

/** The paper's lowers the weights of the peaks by (1 − z) / 10; this is its largest peak's share of that. */
function hartmann(point: readonly number[], z: number): number {
  return HARTMANN_6.value(point) * (1 - 0.1 * (1 - z));
}

const CASES = [
  { name: "Branin", count: 2, value: branin },
  { name: "Hartmann-6", count: 6, value: hartmann },
];

describe.each(CASES)("on $name with fidelities", ({ count, value }) => {
  const dimensions: Dimension[] = Array.from({ length: count }, () => ({ kind: "real" }));
  const bestWhole = (algorithm: Hyperband | RandomSearch, budget: number) => {
    const trials = trialsOf(algorithm, budget, (point, timeShare) => ({
      values: [value(point, timeShare)],
      violation: 0,
    }));
    const whole = trials.filter(({ timeShare }) => timeShare === 1);
    return Math.min(...whole.map(({ answer }) => answer.values[0]));
  };

  it.each([16, 32, 64])("beats random search at the cost of %d whole runs", (budget) => {
    const hyperband = SEEDS.map((seed) => bestWhole(new Hyperband(dimensions, seed, 3), budget));
    const random = SEEDS.map((seed) => bestWhole(new RandomSearch(dimensions, seed), budget));
    expect(medianOf(hyperband)).toBeLessThan(medianOf(random));
  });
});

describe("Hyperband", () => {
  it("has the brackets of the paper's table for R = 27 and a third", () => {
    const hyperband = new Hyperband([{ kind: "real" }], 0n, 3);
    const rungs: [number, number][] = [];
    for (let rung = 0; rung < 10; rung++) {
      const questions = hyperband.ask();
      rungs.push([questions.length, Math.round(27 * questions[0].timeShare)]);
      hyperband.tell(questions.map(({ point }) => ({ values: [point[0]], violation: 0 })));
    }
    expect(rungs).toEqual([
      ...[
        [27, 1],
        [9, 3],
        [3, 9],
        [1, 27],
      ],
      ...[
        [12, 3],
        [4, 9],
        [1, 27],
      ],
      ...[
        [6, 9],
        [2, 27],
      ],
      ...[[4, 27]],
    ]);
  });

  it("goes on with the best third, infeasible ones last", () => {
    const hyperband = new Hyperband([{ kind: "real" }], 5n, 2);
    const first = hyperband.ask().map(({ point }) => point[0]);
    hyperband.tell(
      first.map((x) =>
        x < 0.2 ? { values: [Number.NaN], violation: 1 } : { values: [x], violation: 0 },
      ),
    );
    const left = first.filter((x) => x >= 0.2).sort((a, b) => a - b);
    expect(hyperband.ask().map(({ point }) => point[0])).toEqual(left.slice(0, 3));
  });
});
