/**
 * What CMA-ES does with values that have no order: a chance for each, moved towards those of the best
 * points as its natural gradient moves it, none falling under a margin (R. Hamano et al., "CatCMA", 2024,
 * at a fixed rate).
 */
import { exp, ln } from "@perpmill/core-wasm/portable";
import type { Dice } from "../dice.js";

const RATE = 0.2;
/** Chance that all categories of a point are drawn from the best ones, when all others have the least. */
const BEST_CHANCE = 0.73;

export class Categories {
  readonly #chances: Float64Array;
  readonly #least: number;

  /** @param parameters that are categories, this one among them */
  constructor(count: number, parameters: number) {
    this.#chances = new Float64Array(count).fill(1 / count);
    this.#least = count > 1 ? (1 - exp(ln(BEST_CHANCE) / parameters)) / (count - 1) : 1;
  }

  draw(dice: Dice): number {
    let left = dice.uniform();
    for (let at = 0; at < this.#chances.length - 1; at++) {
      left -= this.#chances[at];
      if (left < 0) return at;
    }
    return this.#chances.length - 1;
  }

  /**
   * @param drawn of a generation, the best first
   * @param weights by rank; those of 0 or less count for nothing
   */
  learn(drawn: readonly number[], weights: Float64Array): void {
    const chances = this.#chances;
    for (let at = 0; at < chances.length; at++) {
      let seen = 0;
      drawn.forEach((one, rank) => {
        if (one === at) seen += Math.max(0, weights[rank]);
      });
      chances[at] = Math.max(this.#least, chances[at] + RATE * (seen - chances[at]));
    }
    // What the margin has added is taken from those above it.
    const sum = chances.reduce((total, one) => total + one, 0);
    const above = sum - chances.length * this.#least;
    if (above <= 0) return;
    for (let at = 0; at < chances.length; at++) {
      chances[at] += ((1 - sum) * (chances[at] - this.#least)) / above;
    }
  }
}
