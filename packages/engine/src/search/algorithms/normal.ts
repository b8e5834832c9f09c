/** The normal distribution in portable arithmetic. */
import { exp } from "@perpmill/core-wasm/portable";

const HALF_LN_2_PI = 0.9189385332046728;
/** From here on the density is under 1e-19 and the sum is 0 or 1. */
const FAR = 9;

/** Density of the standard normal. */
export function normalDensity(x: number): number {
  return exp(-0.5 * x * x - HALF_LN_2_PI);
}

/**
 * Share of the standard normal under x, within 1e-15: the Taylor series of G. Marsaglia, "Evaluating the
 * Normal Distribution" (2004).
 */
export function normalShare(x: number): number {
  if (x < -FAR) return 0;
  if (x > FAR) return 1;
  const square = x * x;
  let term = x;
  let sum = x;
  let before = 0;
  for (let i = 3; sum !== before; i += 2) {
    before = sum;
    term *= square / i;
    sum += term;
  }
  return Math.min(1, Math.max(0, 0.5 + sum * normalDensity(x)));
}

/**
 * Where the share of the standard normal under it is `share`, by halving: 0 < share < 1.
 */
export function normalPlace(share: number): number {
  let low = -FAR;
  let high = FAR;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (normalShare(middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
