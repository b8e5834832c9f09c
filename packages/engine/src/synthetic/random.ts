/**
 * Seeded random numbers with the same bits on every machine: 32-bit integer arithmetic and division
 * by powers of two only. Streams of one seed are independent, so that drawing more from one
 * (holes, say) leaves the others as they were.
 */
import { PerpmillError } from "../errors.js";

const MASK_64 = (1n << 64n) - 1n;
const GOLDEN_GAMMA = 0x9e3779b97f4a7c15n;
const BLOCK_WORDS = 256;
const TWO_POW_MINUS_32 = 1 / 4294967296;

/**
 * Output `index` of splitmix64 with state `seed` (semantics 2, `mix`).
 * @param seed unsigned 64 bits
 * @returns unsigned 64 bits
 */
export function splitmix64(seed: bigint, index: bigint): bigint {
  let z = (seed + (index + 1n) * GOLDEN_GAMMA) & MASK_64;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK_64;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK_64;
  return z ^ (z >> 31n);
}

/** Throws CONFIG_INVALID unless `seed` is a whole number of 0 or more that fits in 64 bits. */
export function checkSeed(seed: number | bigint): bigint {
  const whole = typeof seed === "bigint" || Number.isSafeInteger(seed);
  if (!whole || seed < 0 || BigInt(seed) > MASK_64) {
    throw new PerpmillError("CONFIG_INVALID", {
      message: `seed must be a whole number from 0 to 2^64 - 1, got ${seed}`,
      where: { field: "seed" },
      hint: "Numbers above 2^53 - 1 have to be given as bigint.",
    });
  }
  return BigInt(seed);
}

/** One stream of uniform numbers: xoshiro128** 1.1 (Blackman and Vigna 2018). */
export class RandomStream {
  readonly #state: Int32Array;
  readonly #block = new Int32Array(BLOCK_WORDS);
  #next = BLOCK_WORDS;

  /** @param state four words, not all zero */
  constructor(state: Int32Array) {
    this.#state = state;
  }

  /** Stream number `stream` of `seed`. */
  static of(seed: number | bigint, stream: number): RandomStream {
    const first = BigInt(stream) * 2n;
    const words = new BigUint64Array(2);
    words[0] = splitmix64(checkSeed(seed), first);
    words[1] = splitmix64(checkSeed(seed), first + 1n);
    const state = new Int32Array(4);
    for (let i = 0; i < 4; i++) {
      state[i] = Number((words[i >> 1] >> (i % 2 === 0 ? 0n : 32n)) & 0xffffffffn) | 0;
    }
    if ((state[0] | state[1] | state[2] | state[3]) === 0) state[0] = 1;
    return new RandomStream(state);
  }

  /** 32 random bits as a signed integer. */
  nextBits(): number {
    if (this.#next === BLOCK_WORDS) this.#refill();
    return this.#block[this.#next++];
  }

  // by the block, with the state in registers: four times as fast as word by word
  #refill(): void {
    const block = this.#block;
    let [s0, s1, s2, s3] = this.#state;
    for (let i = 0; i < BLOCK_WORDS; i++) {
      const scaled = Math.imul(s1, 5);
      block[i] = Math.imul((scaled << 7) | (scaled >>> 25), 9);
      const shifted = s1 << 9;
      s2 ^= s0;
      s3 ^= s1;
      s1 ^= s2;
      s0 ^= s3;
      s2 ^= shifted;
      s3 = (s3 << 11) | (s3 >>> 21);
    }
    this.#state.set([s0, s1, s2, s3]);
    this.#next = 0;
  }

  /** Uniform in [0, 1), a multiple of 2^-32. */
  next(): number {
    return (this.nextBits() >>> 0) * TWO_POW_MINUS_32;
  }

  /** Mean 0, deviation 1, bell-shaped, between -sqrt(12) and sqrt(12): a sum of four uniforms. */
  nextBell(): number {
    const a = this.nextBits();
    const b = this.nextBits();
    const sum = (a & 0xffff) + (a >>> 16) + (b & 0xffff) + (b >>> 16);
    return (sum - 131070) * BELL_SCALE;
  }
}

// a uniform whole number in 0 .. 65535 has variance (65536^2 - 1) / 12
const BELL_SCALE = 1 / Math.sqrt((4 * (65536 * 65536 - 1)) / 12);
