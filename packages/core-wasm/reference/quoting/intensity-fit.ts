/** How often orders fill by their distance, fitted to how far prices travel inside bars. Semantics 8. */
import { exp, ln } from "../../portable/math.js";
import { atLeast } from "../math/guard.js";
import type { CompleteBar } from "./strategy.js";

const DISTANCES = 10;
/** Distances are multiples of this share of the mean excursion. */
const STEP = 4;
/** A mean excursion up to this share of the price counts as none. */
const STILL = 1e-9;
/** A slope of the logarithm nearer to 0 than this, a step, says nothing about k. */
const LEVEL = 1e-6;

/** Orders at distance δ fill `intensity·exp(−decay·δ)` times a bar. */
export interface IntensityFit {
  readonly intensity: number;
  /** 1 / share of the price */
  readonly decay: number;
}

/**
 * The fit to a window of bars.
 * @param bars oldest first
 * @param givenDecay k, null: fitted
 * @returns null when the window determines none
 */
export function fitIntensity(
  bars: readonly CompleteBar[],
  givenDecay: number | null,
): IntensityFit | null {
  const samples = 2 * bars.length;
  const excursions = bars.map(({ open, high, low }) => ({
    up: (high - open) / open,
    down: (open - low) / open,
  }));
  const mean = excursions.reduce((sum, { up, down }) => sum + (up + down), 0) / samples;
  if (mean <= STILL) return null;
  const step = mean / STEP;

  let n = 0;
  let sumJ = 0;
  let sumY = 0;
  let sumJJ = 0;
  let sumJY = 0;
  for (let j = 1; j <= DISTANCES; j++) {
    const distance = step * j;
    const reached = excursions.reduce(
      (count, { up, down }) =>
        count + Number(atLeast(up, distance)) + Number(atLeast(down, distance)),
      0,
    );
    if (reached === 0 || reached === samples) continue;
    const y = ln(-ln(1 - reached / samples));
    n += 1;
    sumJ += j;
    sumY += y;
    sumJJ += j * j;
    sumJY += j * y;
  }
  if (n < 2) return null;
  if (givenDecay !== null) {
    const slope = -(givenDecay * step);
    return { intensity: exp((sumY - slope * sumJ) / n), decay: givenDecay };
  }
  const slope = (n * sumJY - sumJ * sumY) / (n * sumJJ - sumJ * sumJ);
  if (slope >= -LEVEL) return null;
  return { intensity: exp((sumY - slope * sumJ) / n), decay: -slope / step };
}
