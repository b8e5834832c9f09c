/** Random numbers of an algorithm: the same bits on every machine. */
import { ln } from "@perpmill/core-wasm/portable";
import { RandomStream } from "../../synthetic/random.js";

export class Dice {
  readonly #stream: RandomStream;
  #spare: number | null = null;

  /** @param stream streams of one seed are independent */
  constructor(seed: bigint, stream: number) {
    this.#stream = RandomStream.of(seed, stream);
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    return this.#stream.next();
  }

  /** A whole number from 0 up to, not with, `count`. */
  below(count: number): number {
    return Math.min(count - 1, Math.floor(this.#stream.next() * count));
  }

  /** Standard normal, by the polar method (G. Marsaglia and T. A. Bray, 1964). */
  normal(): number {
    const spare = this.#spare;
    if (spare !== null) {
      this.#spare = null;
      return spare;
    }
    for (;;) {
      const x = 2 * this.#stream.next() - 1;
      const y = 2 * this.#stream.next() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt((-2 * ln(square)) / square);
      this.#spare = y * scale;
      return x * scale;
    }
  }

  /** Standard Cauchy: the ratio of two normals. */
  cauchy(): number {
    const below = this.normal();
    return this.normal() / (below === 0 ? Number.MIN_VALUE : below);
  }

  /** Shuffled 0 … count − 1. */
  order(count: number): number[] {
    const order = Array.from({ length: count }, (_, at) => at);
    for (let last = count - 1; last > 0; last--) {
      const other = this.below(last + 1);
      [order[last], order[other]] = [order[other], order[last]];
    }
    return order;
  }
}
