/** Comparisons of real numbers with the guard of semantics 1: no decision hangs on a last bit. */

const GUARD = 1e-9;

/** True when `a ≥ b`, give or take 1e-9 of `b`. */
export function atLeast(a: number, b: number): boolean {
  return a >= b - GUARD * Math.abs(b);
}

/** True when `a ≤ b`, give or take 1e-9 of `b`. */
export function atMost(a: number, b: number): boolean {
  return a <= b + GUARD * Math.abs(b);
}

/** `value`, or the nearer end when it lies outside of the span of `a` and `b` (in any order). */
export function clampBetween(value: number, a: number, b: number): number {
  return Math.min(Math.max(value, Math.min(a, b)), Math.max(a, b));
}
