/** Position stops on the way and limits at the end of a bar. Semantics 7. */
import type { ReferenceRisk } from "./input.js";
import { atLeast, atMost } from "./math/guard.js";
import { ceilTick, floorTick } from "./math/rounding.js";
import type { StopName } from "./result.js";

/** True when the loss of a side at a price is at least the stop. */
export function isStopMet(isLong: boolean, entry: number, units: number, stop: number): boolean {
  const loss = isLong ? (entry - units) / entry : (units - entry) / entry;
  return atLeast(loss, stop);
}

/** Where a side meets its stop, before clamping; price units. */
export function stopPrice(isLong: boolean, entry: number, stop: number, tickUnits: number): number {
  return isLong
    ? floorTick(entry * (1 - stop), tickUnits)
    : ceilTick(entry * (1 + stop), tickUnits);
}

/**
 * The first limit that an equity meets, null if none.
 * @param peak running peak of the equity recorded so far
 * @param dayBase last equity recorded before this UTC day
 */
export function limitMet(
  risk: ReferenceRisk,
  equity: number,
  peak: number,
  dayBase: number,
): StopName | null {
  if (risk.maxDrawdown !== null && atLeast((peak - equity) / peak, risk.maxDrawdown)) {
    return "maxDrawdown";
  }
  if (risk.minEquity !== null && atMost(equity, risk.minEquity)) return "minEquity";
  if (risk.maxDailyLoss !== null && atLeast((dayBase - equity) / dayBase, risk.maxDailyLoss)) {
    return "maxDailyLoss";
  }
  return null;
}
