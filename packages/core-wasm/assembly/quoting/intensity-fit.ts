/**
 * How often quotes fill by their distance, fitted from how far prices travel inside bars: A·exp(−k·δ)
 * fills a day. Semantics 8, `glft`.
 */
import { exp, ln } from "../../portable/math";
import { Market } from "../layout";
import { atLeast } from "../math/rounding";
import { highOf, lowOf, openOf } from "../trajectory";
import { barsPerDay } from "./estimates";

const STEPS: i32 = 10;
const LEAST_MEAN: f64 = 1e-9;
const STEEPEST: f64 = -1e-6;

/** A fit; the columns count how many excursions reach so many steps and no further. */
@unmanaged
export class IntensityFit {
  /** 1: there is one */
  fitted: i32;
  /** a day; in 1/(share of the price) */
  intensity: f64;
  decay: f64;
}

// @ts-ignore: decorator
@inline
function upward(m: Market, i: i32): f64 {
  const open = openOf(m, i);
  return <f64>(highOf(m, i) - open) / <f64>open;
}

// @ts-ignore: decorator
@inline
function downward(m: Market, i: i32): f64 {
  const open = openOf(m, i);
  return <f64>(open - lowOf(m, i)) / <f64>open;
}

/** Counts an excursion at the furthest of the steps that it reaches; `counts` holds steps 0 … 10. */
function countReached(counts: usize, excursion: f64, step: f64): void {
  let j = excursion >= step * <f64>STEPS ? STEPS : <i32>(excursion / step);
  // A quotient knows nothing of the guard; what counts is the comparison with the product.
  while (j < STEPS && atLeast(excursion, step * <f64>(j + 1))) j++;
  while (j > 0 && !atLeast(excursion, step * <f64>j)) j--;
  const at = counts + (<usize>j << 2);
  store<i32>(at, load<i32>(at) + 1);
}

/**
 * Fits the `n` bars up to bar `i`; what cannot be fitted leaves the fit as it was.
 * @param counts room for 11 i32
 * @param decay k if it is given, else NaN
 */
export function fitIntensity(
  fit: IntensityFit,
  counts: usize,
  m: Market,
  i: i32,
  n: i32,
  decay: f64,
): void {
  let total: f64 = 0;
  for (let j = i + 1 - n; j <= i; j++) total += upward(m, j) + downward(m, j);
  const excursions = <f64>(2 * n);
  const mean = total / excursions;
  if (mean <= LEAST_MEAN) return;
  const step = mean / 4;
  memory.fill(counts, 0, <usize>(STEPS + 1) << 2);
  for (let j = i + 1 - n; j <= i; j++) {
    countReached(counts, upward(m, j), step);
    countReached(counts, downward(m, j), step);
  }
  // Those that reach step j are those that end there or further out.
  for (let j = STEPS - 1; j >= 0; j--) {
    const at = counts + (<usize>j << 2);
    store<i32>(at, load<i32>(at) + load<i32>(at, 4));
  }
  let points: f64 = 0;
  let sumX: f64 = 0;
  let sumY: f64 = 0;
  let sumXX: f64 = 0;
  let sumXY: f64 = 0;
  for (let j = 1; j <= STEPS; j++) {
    const share = <f64>load<i32>(counts + (<usize>j << 2)) / excursions;
    if (share <= 0 || share >= 1) continue;
    const x = <f64>j;
    const y = ln(-ln(1 - share));
    points += 1;
    sumX += x;
    sumY += y;
    sumXX += x * x;
    sumXY += x * y;
  }
  if (points < 2) return;
  let slope = (points * sumXY - sumX * sumY) / (points * sumXX - sumX * sumX);
  if (decay == decay) slope = -(decay * step);
  else if (slope >= STEEPEST) return;
  fit.fitted = 1;
  fit.decay = -slope / step;
  fit.intensity = exp((sumY - slope * sumX) / points) * barsPerDay(m);
}
