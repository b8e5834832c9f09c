/** `mix(seed, i)` of semantics 2: the standard splitmix64 generator, in unsigned 64 bits. */

const GOLDEN = 0x9e3779b97f4a7c15n;

function u64(value: bigint): bigint {
  return BigInt.asUintN(64, value);
}

/**
 * Output `index` (from 0) of splitmix64 with state `seed`.
 * @param seed any integer, taken modulo 2^64
 * @returns unsigned 64 bits
 */
export function mix(seed: bigint, index: number): bigint {
  let z = u64(seed + (BigInt(index) + 1n) * GOLDEN);
  z = u64((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
  z = u64((z ^ (z >> 27n)) * 0x94d049bb133111ebn);
  return z ^ (z >> 31n);
}
