/**
 * Sobol' points, plain and scrambled. Points come in Gray-code order (I. A. Antonov and V. M. Saleev,
 * 1979), as in the programs of Joe and Kuo; scrambling is that of A. B. Owen, "Randomly permuted
 * (t,m,s)-nets and (t,s)-sequences" (1995): each bit is flipped or not by the bits before it.
 */
import { PerpmillError } from "../../errors.js";
import { splitmix64 } from "../../synthetic/random.js";
import { JOE_KUO_ROWS } from "./sobol-directions.js";

const BITS = 32;
const TWO_POW_MINUS_32 = 1 / 4294967296;

/** Axes that a sequence can have. */
export const SOBOL_AXES_MAX = JOE_KUO_ROWS.length + 1;

function firstDirections(): Int32Array {
  return Int32Array.from({ length: BITS }, (_, bit) => 1 << (BITS - 1 - bit));
}

function directionsOf(row: string): Int32Array {
  const [degree, inner, ...initial] = row.split(" ").map(Number);
  const directions = new Int32Array(BITS);
  for (let bit = 0; bit < BITS; bit++) {
    if (bit < degree) {
      directions[bit] = initial[bit] << (BITS - 1 - bit);
      continue;
    }
    const before = directions[bit - degree];
    let next = before ^ (before >>> degree);
    for (let k = 1; k < degree; k++) {
      if (((inner >>> (degree - 1 - k)) & 1) === 1) next ^= directions[bit - k];
    }
    directions[bit] = next;
  }
  return directions;
}

/** Bits that a hash of 32 bits mixes (the finaliser of MurmurHash3). */
function mixed(word: number): number {
  let z = word;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return z ^ (z >>> 16);
}

/** Owen's scrambling of one coordinate: bit k is flipped by a hash of the bits above it. */
function scrambled(word: number, keyLow: number, keyHigh: number): number {
  let flips = 0;
  for (let bit = 0; bit < BITS; bit++) {
    const above = bit === 0 ? 0 : (word >>> (BITS - bit)) ^ (bit << 26);
    const hash = mixed(mixed(above ^ keyLow) ^ Math.imul(bit + 1, 0x9e3779b1) ^ keyHigh);
    flips |= (hash >>> 31) << (BITS - 1 - bit);
  }
  return word ^ flips;
}

/** A Sobol' sequence. */
export class Sobol {
  readonly #directions: readonly Int32Array[];
  readonly #keys: readonly (readonly [number, number])[] | null;
  readonly #state: Int32Array;
  #index = 0;

  /**
   * @param axes 1 to `SOBOL_AXES_MAX`
   * @param seed of the scrambling, 0 to 2^64 - 1; null: none
   * @throws SWEEP_INVALID for too many axes
   */
  constructor(axes: number, seed: bigint | null) {
    if (axes > SOBOL_AXES_MAX) {
      throw new PerpmillError("SWEEP_INVALID", {
        message: `Sobol points have up to ${SOBOL_AXES_MAX} axes, got ${axes}`,
        hint: "Use the sampler lhs or random.",
      });
    }
    this.#directions = Array.from({ length: axes }, (_, axis) =>
      axis === 0 ? firstDirections() : directionsOf(JOE_KUO_ROWS[axis - 1]),
    );
    this.#state = new Int32Array(axes);
    this.#keys =
      seed === null
        ? null
        : this.#directions.map((_, axis) => {
            const key = splitmix64(seed, BigInt(axis));
            return [Number(key & 0xffffffffn) | 0, Number(key >> 32n) | 0];
          });
  }

  /** The next point, in [0, 1) on every axis; the first unscrambled one is 0. */
  next(): number[] {
    const state = this.#state;
    if (this.#index > 0) {
      // the rightmost zero bit of the index before
      const bit = 31 - Math.clz32(this.#index & -this.#index);
      this.#directions.forEach((directions, axis) => {
        state[axis] ^= directions[bit];
      });
    }
    this.#index++;
    return Array.from(state, (word, axis) => {
      const key = this.#keys?.[axis];
      const shown = key === undefined ? word : scrambled(word, key[0], key[1]);
      return (shown >>> 0) * TWO_POW_MINUS_32;
    });
  }
}
