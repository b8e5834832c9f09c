/// <reference path="../globals.d.ts" preserve="true" />
/** A period as it may be given to an indicator. */

/**
 * The period itself.
 * @param period bars, a whole number from 1
 * @throws RangeError when it is none; in a kernel the run ends there
 */
export function checkedPeriod(period: i32): i32 {
  if (!(period >= 1) || Math.floor(period as f64) !== (period as f64)) {
    throw new RangeError("the period of an indicator must be a whole number of bars, 1 or more");
  }
  return period;
}
