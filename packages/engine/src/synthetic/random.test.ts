import { expect, test } from "vitest";
import { RandomStream, splitmix64 } from "./random.js";

function words(stream: RandomStream, count: number): number[] {
  return Array.from({ length: count }, () => stream.nextBits() >>> 0);
}

test("splitmix64 gives the outputs of semantics 2", () => {
  expect(splitmix64(1234567n, 0n)).toBe(6457827717110365317n);
  expect(splitmix64(1234567n, 1n)).toBe(3203168211198807973n);
});

test("the stream is xoshiro128** by its published outputs, across blocks too", () => {
  const published = [
    11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
    4258142804,
  ];
  expect(words(new RandomStream(Int32Array.of(1, 2, 3, 4)), 10)).toEqual(published);
  expect(words(new RandomStream(Int32Array.of(1, 2, 3, 4)), 1000)).toEqual(plainWords(1000));
});

// the reference implementation, word by word
function plainWords(count: number): number[] {
  let [s0, s1, s2, s3] = [1n, 2n, 3n, 4n];
  const rotate = (x: bigint, k: bigint) => ((x << k) | (x >> (32n - k))) & 0xffffffffn;
  return Array.from({ length: count }, () => {
    const result = (rotate((s1 * 5n) & 0xffffffffn, 7n) * 9n) & 0xffffffffn;
    const shifted = (s1 << 9n) & 0xffffffffn;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = rotate(s3, 11n);
    return Number(result);
  });
}

test("streams of one seed, and equal streams of two seeds, differ", () => {
  const first = [RandomStream.of(1, 0), RandomStream.of(1, 1), RandomStream.of(2, 0)];
  expect(new Set(first.map((stream) => stream.nextBits())).size).toBe(3);
});

test("uniforms lie in [0, 1) and bells have mean 0 and deviation 1", () => {
  const stream = RandomStream.of(2n ** 64n - 1n, 0);
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < 100_000; i++) {
    const uniform = stream.next();
    if (!(uniform >= 0 && uniform < 1)) throw new Error(`uniform ${uniform}`);
    const bell = stream.nextBell();
    sum += bell;
    squares += bell * bell;
  }
  expect(Math.abs(sum / 100_000)).toBeLessThan(0.015);
  expect(squares / 100_000).toBeCloseTo(1, 1);
});

test("seeds that are no whole number of 64 bits are refused", () => {
  for (const seed of [-1, 0.5, Number.NaN, 2 ** 53, 2n ** 64n, -1n]) {
    expect(() => RandomStream.of(seed, 0)).toThrow(
      expect.objectContaining({ code: "CONFIG_INVALID" }),
    );
  }
});
