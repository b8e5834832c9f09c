/**
 * Hyperband (L. Li et al., "Hyperband: A Novel Bandit-Based Approach to Hyperparameter Optimization",
 * 2018): many points are asked about on a short part of the time, the best third of them on three times as
 * much, and so on up to the whole; brackets differ in how many they begin with. Points are Sobol' points.
 */
import { Sobol } from "../../sweeps/samplers/sobol.js";
import { type Dimension, pointAt, type SearchPoint } from "../space/dimension.js";
import { type Answer, compareAnswers, type Question, type SearchAlgorithm } from "./algorithm.js";

/** One of so many goes on, on so many times the time. */
export const HALVING = 3;
/** The shortest time is a third, three times over. */
export const RUNGS_MAX = 3;

/** Points that are asked about on the same share of time. */
interface Rung {
  readonly points: readonly SearchPoint[];
  /** thirds that are missing to the whole time */
  readonly below: number;
}

export class Hyperband implements SearchAlgorithm {
  readonly #dimensions: readonly Dimension[];
  readonly #sobol: Sobol;
  readonly #rungs: number;
  /** rungs of the bracket that is under way, the whole time not counted */
  #bracket: number;
  #rung: Rung;
  /** points that the bracket began with */
  #count = 0;

  /** @param rungs shares of time besides the whole, 0 to `RUNGS_MAX` */
  constructor(dimensions: readonly Dimension[], seed: bigint, rungs: number) {
    this.#dimensions = dimensions;
    this.#sobol = new Sobol(dimensions.length, seed);
    this.#rungs = rungs;
    this.#bracket = rungs;
    this.#rung = this.#firstRung();
  }

  ask(): Question[] {
    const { points, below } = this.#rung;
    const timeShare = 1 / HALVING ** below;
    return points.map((point) => ({ point, timeShare }));
  }

  tell(answers: readonly Answer[]): void {
    const { points, below } = this.#rung;
    if (below === 0) {
      this.#bracket = this.#bracket === 0 ? this.#rungs : this.#bracket - 1;
      this.#rung = this.#firstRung();
      return;
    }
    const done = this.#bracket - below + 1;
    const kept = Math.max(1, Math.floor(this.#count / HALVING ** done));
    const ranked = points
      .map((point, at) => ({ point, answer: answers[at] }))
      .sort((a, b) => compareAnswers(a.answer, b.answer));
    this.#rung = { points: ranked.slice(0, kept).map(({ point }) => point), below: below - 1 };
  }

  #firstRung(): Rung {
    const s = this.#bracket;
    this.#count = Math.ceil(((this.#rungs + 1) / (s + 1)) * HALVING ** s);
    const points = Array.from({ length: this.#count }, () =>
      pointAt(this.#dimensions, this.#sobol.next()),
    );
    return { points, below: s };
  }
}
