/** The normal distribution, with the same bits on every machine. */
import { exp, ln } from "@perpmill/core-wasm/portable";

/** Beyond this the smaller tail is 0 in double precision. */
const TAIL_END = 37;
/** Where the rational approximation gives way to the continued fraction. */
const FRACTION_FROM = 7.07106781186547;
const SQRT_TWO_PI = 2.506628274631;

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, one) => sum * x + one, 0);
}

const CDF_ABOVE = [
  0.0352624965998911, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871,
  221.213596169931, 220.206867912376,
];
const CDF_BELOW = [
  0.0883883476483184, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674,
  637.333633378831, 793.826512519948, 440.413735824752,
];

/**
 * Probability that a standard normal number is at most `x`, to about 1e-15.
 *
 * Source: J. F. Hart et al., Computer Approximations (1968), as given by G. West, "Better
 * approximations to cumulative normal functions", Wilmott (2005).
 */
export function normalCdf(x: number): number {
  const distance = Math.abs(x);
  if (distance > TAIL_END) return x > 0 ? 1 : 0;
  const density = exp((-distance * distance) / 2);
  let tail: number;
  if (distance < FRACTION_FROM) {
    tail = (density * polynomial(CDF_ABOVE, distance)) / polynomial(CDF_BELOW, distance);
  } else {
    let fraction = distance + 0.65;
    for (const numerator of [4, 3, 2, 1]) fraction = distance + numerator / fraction;
    tail = density / fraction / SQRT_TWO_PI;
  }
  return x > 0 ? 1 - tail : tail;
}

const CENTRE_ABOVE = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
  1971.5909503065513, 133.14166789178438, 3.3871328727963665,
];
const CENTRE_BELOW = [
  5226.495278852546, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
  687.1870074920579, 42.31333070160091, 1,
];
const NEAR_ABOVE = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684,
  3.6478483247632045, 5.769497221460691, 4.630337846156546, 1.4234371107496835,
];
const NEAR_BELOW = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008,
  0.6897673349851, 1.6763848301838038, 2.053191626637759, 1,
];
const FAR_ABOVE = [
  2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
  0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
];
const FAR_BELOW = [
  2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133,
  0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
];

/**
 * The number that a standard normal one is at most with probability `p`; infinite at 0 and 1, NaN
 * outside of them.
 *
 * Source: M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution",
 * Applied Statistics 37 (1988), PPND16, to about 1e-16.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * polynomial(CENTRE_ABOVE, r)) / polynomial(CENTRE_BELOW, r);
  }
  const r = Math.sqrt(-ln(q < 0 ? p : 1 - p));
  const distance =
    r <= 5
      ? polynomial(NEAR_ABOVE, r - 1.6) / polynomial(NEAR_BELOW, r - 1.6)
      : polynomial(FAR_ABOVE, r - 5) / polynomial(FAR_BELOW, r - 5);
  return q < 0 ? -distance : distance;
}
