/// <reference path="./globals.d.ts" preserve="true" />
/**
 * Logarithm and exponential in our own arithmetic: the host's `Math.log` and `Math.exp` may differ in
 * the last bit from engine to engine, these give the same bits in WASM and in every JavaScript.
 *
 * Only + − × ÷, comparisons and `Math.floor` are used, which are exact alike in both worlds, and the
 * order of evaluation is the one written. Reductions and polynomials are those of fdlibm's e_log.c
 * and e_exp.c (Sun Microsystems 1993; "permission to use, copy, modify, and distribute this software
 * is freely granted, provided that this notice is preserved"). Errors stay below 1 ulp.
 */

const LN2_HI: f64 = 0.6931471803691238;
const LN2_LO: f64 = 1.9082149292705877e-10;
const HALF_LN2: f64 = 0.34657359027997264;

const TWO_256: f64 = 1.157920892373162e77;
const TWO_32: f64 = 4294967296;

const LG1: f64 = 0.6666666666666735;
const LG2: f64 = 0.3999999999940942;
const LG3: f64 = 0.2857142874366239;
const LG4: f64 = 0.22222198432149784;
const LG5: f64 = 0.1818357216161805;
const LG6: f64 = 0.15313837699209373;
const LG7: f64 = 0.14798198605116586;

const P1: f64 = 0.16666666666666602;
const P2: f64 = -0.0027777777777015593;
const P3: f64 = 6.613756321437934e-5;
const P4: f64 = -1.6533902205465252e-6;
const P5: f64 = 4.1381367970572385e-8;

/** 2^k as a number, −1022 ≤ k ≤ 1023: a product of powers of two, so exact. */
function powerOfTwo(k: i32): f64 {
  let power: f64 = 1;
  let square: f64 = 2;
  for (let left: i32 = k < 0 ? -k : k; left > 0; left >>= 1) {
    if ((left & 1) !== 0) power *= square;
    square *= square;
  }
  return k < 0 ? 1 / power : power;
}

/** ln(2^k · m) for √½ ≤ m < √2. */
function lnScaled(m: f64, k: f64): f64 {
  const f: f64 = m - 1;
  const s: f64 = f / (2 + f);
  const z: f64 = s * s;
  const w: f64 = z * z;
  const even: f64 = w * (LG2 + w * (LG4 + w * LG6));
  const odd: f64 = z * (LG1 + w * (LG3 + w * (LG5 + w * LG7)));
  const halfSquare: f64 = 0.5 * f * f;
  return k * LN2_HI - (halfSquare - (s * (halfSquare + (odd + even)) + k * LN2_LO) - f);
}

/**
 * The natural logarithm of x, within 1 ulp.
 * @returns −Infinity for 0 (of either sign), NaN for a negative x and for NaN, Infinity for Infinity
 */
export function ln(x: f64): f64 {
  if (x >= Math.SQRT1_2 && x < Math.SQRT2) return lnScaled(x, 0);
  if (x === 0) return -Infinity;
  if (!(x > 0)) return NaN;
  if (x === Infinity) return x;
  let m: f64 = x;
  let k: f64 = 0;
  // Each step divides or multiplies by a power of two and is exact, out of the subnormals too.
  for (; m >= TWO_256; k += 256) m /= TWO_256;
  for (; m >= TWO_32; k += 32) m /= TWO_32;
  for (; m >= Math.SQRT2; k += 1) m *= 0.5;
  for (; m < 1 / TWO_256; k -= 256) m *= TWO_256;
  for (; m < 1 / TWO_32; k -= 32) m *= TWO_32;
  for (; m < Math.SQRT1_2; k -= 1) m *= 2;
  return lnScaled(m, k);
}

/**
 * ln(1 + x), good to a few ulp however small x is, where `ln(1 + x)` loses all digits.
 * @returns −Infinity for −1, NaN below −1 and for NaN, Infinity for Infinity
 */
export function ln1p(x: f64): f64 {
  const u: f64 = 1 + x;
  if (u === 1 || u === Infinity) return x;
  const l: f64 = ln(u);
  // What rounding 1 + x lost is given back in proportion (Kahan; Goldberg 1991, theorem 4).
  return u > 0 ? (l * x) / (u - 1) : l;
}

/**
 * e to the power x, within 1 ulp.
 * @returns Infinity above 709.78, 0 below −745.13, subnormal numbers in between, NaN for NaN
 */
export function exp(x: f64): f64 {
  if (!(x < Infinity)) return x;
  if (x > 709.782712893384) return Infinity;
  if (x < -745.1332191019411) return 0;
  let k: f64 = 0;
  let hi: f64 = x;
  let lo: f64 = 0;
  if (Math.abs(x) > HALF_LN2) {
    k = Math.floor(Math.LOG2E * x + 0.5);
    hi = x - k * LN2_HI;
    lo = k * LN2_LO;
  }
  const r: f64 = hi - lo;
  const t: f64 = r * r;
  const c: f64 = r - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
  const y: f64 = 1 - (lo - (r * c) / (2 - c) - hi);
  if (k === 0) return y;
  // 2^1024 is no number, and 2^k below −1022 is rounded: each is taken in two factors.
  if (k > 1023) return y * 2 * powerOfTwo(1023);
  if (k < -1021) return y * powerOfTwo((k + 1000) as i32) * powerOfTwo(-1000);
  return y * powerOfTwo(k as i32);
}
