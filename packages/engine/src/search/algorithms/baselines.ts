/** Points that learn nothing: what every other algorithm is measured against. */
import { Sobol } from "../../sweeps/samplers/sobol.js";
import { type Dimension, pointAt } from "../space/dimension.js";
import { type Question, type SearchAlgorithm, wholeTime } from "./algorithm.js";
import { Dice } from "./dice.js";

/** Points asked at once; they do not depend on each other, so only the posting is saved. */
const BATCH = 64;

/** Independent points. */
export class RandomSearch implements SearchAlgorithm {
  readonly #dimensions: readonly Dimension[];
  readonly #dice: Dice;

  constructor(dimensions: readonly Dimension[], seed: bigint) {
    this.#dimensions = dimensions;
    this.#dice = new Dice(seed, 0);
  }

  ask(): Question[] {
    const place = () => this.#dimensions.map(() => this.#dice.uniform());
    return wholeTime(Array.from({ length: BATCH }, () => pointAt(this.#dimensions, place())));
  }

  tell(): void {}
}

/** Scrambled Sobol' points, as the sampler of a sweep draws them. */
export class SobolSearch implements SearchAlgorithm {
  readonly #dimensions: readonly Dimension[];
  readonly #sobol: Sobol;

  constructor(dimensions: readonly Dimension[], seed: bigint) {
    this.#dimensions = dimensions;
    this.#sobol = new Sobol(dimensions.length, seed);
  }

  ask(): Question[] {
    return wholeTime(
      Array.from({ length: BATCH }, () => pointAt(this.#dimensions, this.#sobol.next())),
    );
  }

  tell(): void {}
}
