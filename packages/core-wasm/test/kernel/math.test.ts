/** The kernel's arithmetic against known values and against the reference's, which is written apart. */
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { atLeast, atMost } from "../../reference/math/guard.js";
import { mix } from "../../reference/math/mix.js";
import { ceilTick, floorLots, floorTick } from "../../reference/math/rounding.js";
import { instanceOf } from "../compile-assembly.js";

const RUNS = 5_000;
const SEED = Number(process.env.FC_SEED ?? 20_240_229);
console.log(`kernel arithmetic: FC_SEED=${SEED}, ${RUNS} runs`);
const DRAWN = { numRuns: RUNS, seed: SEED };

interface Rounding {
  floorTick(x: number, tickUnits: number): number;
  ceilTick(x: number, tickUnits: number): number;
  floorLots(y: number): number;
  atLeast(a: number, b: number): number;
  atMost(a: number, b: number): number;
  lesser(a: number, b: number): number;
  greater(a: number, b: number): number;
}

let rounding: Rounding;
let splitmix: { mix(seed: bigint, index: bigint): bigint };
beforeAll(async () => {
  rounding = await instanceOf("assembly/math/rounding.ts");
  splitmix = await instanceOf("assembly/math/splitmix.ts");
});

function unsigned(value: bigint): bigint {
  return BigInt.asUintN(64, value);
}

describe("splitmix64", () => {
  it("gives the published numbers for seed 1234567", () => {
    const outputs = [0n, 1n, 2n, 3n, 4n].map((index) => unsigned(splitmix.mix(1234567n, index)));
    expect(outputs).toEqual([
      6457827717110365317n,
      3203168211198807973n,
      9817491932198370423n,
      4593380528125082431n,
      16408922859458223821n,
    ]);
  });

  it("is the reference's for any seed of 64 bits", () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 64n - 1n), fc.nat(10_000_000), (seed, index) => {
        expect(unsigned(splitmix.mix(seed, BigInt(index)))).toBe(mix(seed, index));
      }),
      DRAWN,
    );
  });
});

/** A number a guard's width, or nothing, beside a whole multiple of the tick. */
const nearTick = fc.tuple(
  fc.integer({ min: 1, max: 1_000_000 }),
  fc.constantFrom(1, 2, 5, 10, 1000),
  fc.oneof(
    fc.constantFrom(0, 1e-7, -1e-7, 9e-7, -9e-7, 2e-6, -2e-6),
    fc.double({ min: -1, max: 1, noNaN: true }),
  ),
);

describe("rounding to ticks and lots", () => {
  it("is the reference's, also next to the guard", () => {
    fc.assert(
      fc.property(nearTick, ([count, tick, beside]) => {
        const x = (count + beside) * tick;
        expect(rounding.floorTick(x, tick)).toBe(floorTick(x, tick));
        expect(rounding.ceilTick(x, tick)).toBe(ceilTick(x, tick));
        expect(rounding.floorLots(count + beside)).toBe(floorLots(count + beside));
      }),
      DRAWN,
    );
  });

  it("takes what is under a tick by less than the guard as the tick", () => {
    expect(rounding.floorTick(100 - 5e-7 * 5, 5)).toBe(100);
    expect(rounding.floorTick(100 - 5e-6 * 5, 5)).toBe(95);
    expect(rounding.ceilTick(100 + 5e-7 * 5, 5)).toBe(100);
    expect(rounding.ceilTick(100 + 5e-6 * 5, 5)).toBe(105);
    expect(rounding.floorLots(3 - 5e-7)).toBe(3);
  });
});

describe("comparisons", () => {
  it("are the reference's, also next to the guard", () => {
    const beside = fc.constantFrom(0, 5e-10, -5e-10, 2e-9, -2e-9, 0.1, -0.1);
    const value = fc.oneof(
      fc.constantFrom(0, 1, -1),
      fc.double({ min: -1e9, max: 1e9, noNaN: true }),
    );
    fc.assert(
      fc.property(value, beside, (b, share) => {
        const a = b * (1 + share);
        expect(rounding.atLeast(a, b) !== 0).toBe(atLeast(a, b));
        expect(rounding.atMost(a, b) !== 0).toBe(atMost(a, b));
      }),
      DRAWN,
    );
  });

  it("are false where a limit is unset", () => {
    expect([rounding.atLeast(1, Number.NaN), rounding.atMost(1, Number.NaN)]).toEqual([0, 0]);
  });
});

describe("the lesser and the greater of two reals", () => {
  it("are the least and the greatest where neither is a zero", () => {
    const value = fc.oneof(
      fc.constantFrom(1, -1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
      fc.double({ noNaN: true }).filter((x) => x !== 0),
    );
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(rounding.lesser(a, b)).toBe(Math.min(a, b));
        expect(rounding.greater(a, b)).toBe(Math.max(a, b));
      }),
      DRAWN,
    );
  });

  it("are the first where the two are zeros, or where one is not a number", () => {
    expect([rounding.lesser(0, -0), rounding.lesser(-0, 0)]).toEqual([0, -0]);
    expect([rounding.greater(0, -0), rounding.greater(-0, 0)]).toEqual([0, -0]);
    expect([rounding.lesser(Number.NaN, 1), rounding.greater(Number.NaN, 1)]).toEqual([
      Number.NaN,
      Number.NaN,
    ]);
    expect([rounding.lesser(1, Number.NaN), rounding.greater(1, Number.NaN)]).toEqual([1, 1]);
  });
});
