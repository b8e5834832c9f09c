/** The splitmix64 generator: output `i` for a seed. Semantics 2, path model `random`. */

// @ts-ignore: decorator
@inline
export function mix(seed: u64, i: u64): u64 {
  let z: u64 = seed + (i + 1) * 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}
