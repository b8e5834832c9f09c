/** Rounding to ticks and lots, and comparisons of reals, each with its guard. Semantics 1. */

/** Highest multiple of the tick at or below x (price units). */
// @ts-ignore: decorator
@inline
export function floorTick(x: f64, tickUnits: f64): f64 {
  return Math.floor(x / tickUnits + 1e-6) * tickUnits;
}

/** Lowest multiple of the tick at or above x (price units). */
// @ts-ignore: decorator
@inline
export function ceilTick(x: f64, tickUnits: f64): f64 {
  return Math.ceil(x / tickUnits - 1e-6) * tickUnits;
}

/** Whole lots in y. */
// @ts-ignore: decorator
@inline
export function floorLots(y: f64): f64 {
  return Math.floor(y + 1e-6);
}

/** a ≥ b, with the guard. False when b is NaN (unset). */
// @ts-ignore: decorator
@inline
export function atLeast(a: f64, b: f64): bool {
  return a >= b - 1e-9 * Math.abs(b);
}

/** a ≤ b, with the guard. False when b is NaN (unset). */
// @ts-ignore: decorator
@inline
export function atMost(a: f64, b: f64): bool {
  return a <= b + 1e-9 * Math.abs(b);
}
