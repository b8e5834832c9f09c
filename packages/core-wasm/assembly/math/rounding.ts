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

/**
 * The lesser of two reals, and `a` when they are equal or one is NaN. f64.min also orders zeros and
 * NaN, which takes a dozen instructions, and V8 works a minimum out again wherever it is used: inside
 * the loop over the levels, if that is where. A branch is worked out once.
 */
// @ts-ignore: decorator
@inline
export function lesser(a: f64, b: f64): f64 {
  return b < a ? b : a;
}

/** The greater of two reals, and `a` when they are equal or one is NaN; see `lesser`. */
// @ts-ignore: decorator
@inline
export function greater(a: f64, b: f64): f64 {
  return b > a ? b : a;
}
