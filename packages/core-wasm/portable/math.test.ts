/** ln and exp against the host's, at their limits, and in WASM against TypeScript bit for bit. */
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { instanceOf } from "../test/compile-assembly.js";
import { exp, ln, ln1p } from "./math.js";

const RUNS = 20_000;
const SEED = Number(process.env.FC_SEED ?? 20_240_229);
console.log(`portable math: FC_SEED=${SEED}, ${RUNS} runs`);
const DRAWN = { numRuns: RUNS, seed: SEED };
const SMALLEST = 2 ** -1074;

interface PortableMath {
  ln(x: number): number;
  ln1p(x: number): number;
  exp(x: number): number;
}

let wasm: PortableMath;
beforeAll(async () => {
  wasm = await instanceOf("portable/math.ts");
});

/** Distance of two numbers of one sign, in steps of the doubles between them. */
function ulps(a: number, b: number): number {
  if (Object.is(a, b) || a === b) return 0;
  const bits = new BigInt64Array(new Float64Array([Math.abs(a), Math.abs(b)]).buffer);
  return Math.sign(a) === Math.sign(b) ? Math.abs(Number(bits[0] - bits[1])) : Infinity;
}

const positive = fc.double({ min: SMALLEST, noNaN: true, noDefaultInfinity: true });
const nearOne = fc.double({ min: 0.3, max: 3, noNaN: true });
const exponent = fc.double({ min: -745.2, max: 709.8, noNaN: true });
const small = fc.double({ min: -2, max: 2, noNaN: true });

describe("ln", () => {
  it("is within one ulp of the host's, near 1 and over all magnitudes", () => {
    fc.assert(
      fc.property(fc.oneof(positive, nearOne), (x) => {
        expect(ulps(ln(x), Math.log(x))).toBeLessThanOrEqual(1);
      }),
      DRAWN,
    );
  });

  it("is right at powers of two and where its reduction changes", () => {
    for (let k = -1074; k <= 1023; k++) {
      expect(ulps(ln(2 ** k), Math.log(2 ** k))).toBeLessThanOrEqual(1);
    }
    for (const edge of [Math.SQRT1_2, Math.SQRT2, 2 ** 32, 2 ** 256, 2 ** -32, 2 ** -256]) {
      for (const x of [edge * (1 - 2 ** -52), edge, edge * (1 + 2 ** -52)]) {
        expect(ulps(ln(x), Math.log(x))).toBeLessThanOrEqual(1);
      }
    }
  });

  it("has the limits of a logarithm", () => {
    expect(ln(1)).toBe(0);
    expect(ln(0)).toBe(-Infinity);
    expect(ln(-0)).toBe(-Infinity);
    expect(ln(-1)).toBe(NaN);
    expect(ln(-Infinity)).toBe(NaN);
    expect(ln(NaN)).toBe(NaN);
    expect(ln(Infinity)).toBe(Infinity);
    expect(ln(SMALLEST)).toBe(-744.4400719213812);
    expect(ln(Number.MAX_VALUE)).toBe(709.782712893384);
  });
});

describe("ln1p", () => {
  it("is within four ulp of the host's, however small x is", () => {
    const x = fc.oneof(
      fc.double({ min: -1 + 2 ** -53, max: 1e9, noNaN: true }),
      fc.double({ min: -1e-3, max: 1e-3, noNaN: true }),
    );
    fc.assert(
      fc.property(x, (one) => {
        expect(ulps(ln1p(one), Math.log1p(one))).toBeLessThanOrEqual(4);
      }),
      DRAWN,
    );
  });

  it("has the limits of a logarithm of 1 + x", () => {
    expect(ln1p(0)).toBe(0);
    expect(ln1p(-0)).toBe(-0);
    expect(ln1p(-1)).toBe(-Infinity);
    expect(ln1p(-2)).toBe(NaN);
    expect(ln1p(NaN)).toBe(NaN);
    expect(ln1p(Infinity)).toBe(Infinity);
    expect(ln1p(1e-300)).toBe(1e-300);
  });
});

describe("exp", () => {
  it("is within one ulp of the host's, into the subnormals", () => {
    fc.assert(
      fc.property(fc.oneof(exponent, small), (x) => {
        expect(ulps(exp(x), Math.exp(x))).toBeLessThanOrEqual(1);
      }),
      DRAWN,
    );
  });

  it("has the limits of an exponential", () => {
    expect(exp(0)).toBe(1);
    expect(exp(-0)).toBe(1);
    expect(ulps(exp(1), Math.E)).toBeLessThanOrEqual(1);
    expect(exp(NaN)).toBe(NaN);
    expect(exp(Infinity)).toBe(Infinity);
    expect(exp(-Infinity)).toBe(0);
    expect(exp(709.782712893384)).toBeCloseTo(1.797693134862273e308, -294);
    expect(exp(709.7827128933841)).toBe(Infinity);
    expect(exp(-745.1332191019411)).toBe(SMALLEST);
    expect(exp(-745.1332191019412)).toBe(0);
    expect(exp(1e308)).toBe(Infinity);
    expect(exp(-1e308)).toBe(0);
  });

  it("undoes ln", () => {
    fc.assert(
      fc.property(nearOne, (x) => {
        expect(Math.abs(exp(ln(x)) / x - 1)).toBeLessThanOrEqual(4 * Number.EPSILON);
      }),
      DRAWN,
    );
  });
});

describe("WASM", () => {
  it("gives TypeScript's bits for any number at all", () => {
    fc.assert(
      fc.property(fc.oneof(fc.double(), nearOne, exponent, small, positive), (x) => {
        expect(wasm.ln(x)).toBe(ln(x));
        expect(wasm.ln1p(x)).toBe(ln1p(x));
        expect(wasm.exp(x)).toBe(exp(x));
      }),
      DRAWN,
    );
  });
});
