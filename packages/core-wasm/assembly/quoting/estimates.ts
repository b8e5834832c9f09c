/**
 * Estimates from complete bars: sums over windows of what a bar says of the volatility, and of how far
 * prices travel inside it. Semantics 8. Values that leave a window are worked out again from the
 * columns, so that a window of any length needs no memory.
 */
import { ln, ln1p } from "../../portable/math";
import { Market } from "../layout";
import { greater } from "../math/rounding";
import { closeOf, highOf, lowOf, openOf } from "../trajectory";

export const DAY_MS: f64 = 86400000;

/** What a bar says: the choices of `volatility` first, in their order. */
export const VALUE_CLOSE_TO_CLOSE: i32 = 0;
export const VALUE_PARKINSON: i32 = 1;
export const VALUE_RANGE: i32 = 2;

const FOUR_LN_2: f64 = 2.772588722239781;

/** The value of bar `i`. */
function valueOf(m: Market, i: i32, kind: i32): f64 {
  if (kind == VALUE_RANGE) return <f64>(highOf(m, i) - lowOf(m, i)) / <f64>openOf(m, i);
  if (kind == VALUE_PARKINSON) {
    const y = ln(<f64>highOf(m, i) / <f64>lowOf(m, i));
    return (y * y) / FOUR_LN_2;
  }
  const before = i == 0 ? openOf(m, 0) : closeOf(m, i - 1);
  const y = <f64>closeOf(m, i) / <f64>before - 1;
  return y * y;
}

/** The sum of the last `n` values once bar `i` is complete. @param sum that of the bar before */
export function slideSum(m: Market, sum: f64, i: i32, n: i32, kind: i32): f64 {
  if ((i + 1) % n != 0) {
    const added = sum + valueOf(m, i, kind);
    return i < n ? added : added - valueOf(m, i - n, kind);
  }
  // Formed anew now and then, so that rounding cannot pile up.
  let fresh: f64 = 0;
  for (let j = i + 1 - n; j <= i; j++) fresh += valueOf(m, j, kind);
  return fresh;
}

/** Mean of a window from its sum. */
// @ts-ignore: decorator
@inline
export function meanOf(sum: f64, n: i32): f64 {
  return greater(sum, 0) / <f64>n;
}

/** Bars in a day, not whole. */
// @ts-ignore: decorator
@inline
export function barsPerDay(m: Market): f64 {
  return DAY_MS / <f64>m.intervalMs;
}

/** ln(1 + x)/x, 1 at 0. */
export function relativeLog(x: f64): f64 {
  return x == 0 ? 1 : ln1p(x) / x;
}
