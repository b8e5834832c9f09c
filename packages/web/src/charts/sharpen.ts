/** A coarse curve of everything with a fine one in the place of the stretch that it covers. */
import type { TimeColumns } from "@perpmill/engine";

/** Columns of a curve: UTC ms, not decreasing, and values. */
export interface CurveColumns {
  readonly time: ArrayLike<number>;
  readonly value: ArrayLike<number>;
}

/** @param fine null or empty: there is nothing finer */
export function sharpened(coarse: CurveColumns, fine: TimeColumns | null): CurveColumns {
  const first = fine?.timeMs[0];
  const last = fine?.timeMs[fine.timeMs.length - 1];
  if (fine === null || first === undefined || last === undefined) return coarse;
  const time: number[] = [];
  const value: number[] = [];
  const length = coarse.time.length;
  let row = 0;
  for (; row < length && (coarse.time[row] ?? 0) < first; row += 1) {
    time.push(coarse.time[row] ?? 0);
    value.push(coarse.value[row] ?? 0);
  }
  for (let at = 0; at < fine.timeMs.length; at += 1) {
    time.push(fine.timeMs[at] ?? 0);
    value.push(fine.values[at] ?? 0);
  }
  for (; row < length; row += 1) {
    if ((coarse.time[row] ?? 0) <= last) continue;
    time.push(coarse.time[row] ?? 0);
    value.push(coarse.value[row] ?? 0);
  }
  return { time, value };
}
