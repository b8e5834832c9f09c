/** Rounding to ticks and lots, each with the guard of 1e-6 steps. Semantics 1. */

const GUARD = 1e-6;

/** The multiple of `tickUnits` at or below `units`. */
export function floorTick(units: number, tickUnits: number): number {
  return Math.floor(units / tickUnits + GUARD) * tickUnits;
}

/** The multiple of `tickUnits` at or above `units`. */
export function ceilTick(units: number, tickUnits: number): number {
  return Math.ceil(units / tickUnits - GUARD) * tickUnits;
}

/** Whole lots in `lots`, rounded down. */
export function floorLots(lots: number): number {
  return Math.floor(lots + GUARD);
}

/** Whole lots that hold `lots`, rounded up: for minimums. */
export function ceilLots(lots: number): number {
  return Math.ceil(lots - GUARD);
}
