/** Returns of many configurations over the same periods, and long work on them. */
import { throwIfAborted } from "../runs/drive-run.js";

/** Rows of returns in one block; `SweepReturns` is one. */
export interface ReturnMatrix {
  readonly rows: number;
  readonly periods: number;
  /** f32[rows · periods], share of one, a row after the other */
  readonly values: Float32Array;
  /** u8[rows], 0: the row does not count */
  readonly ran: Uint8Array;
}

/** Numbers of the rows that count. */
export function rowsThatRan({ ran }: ReturnMatrix): Int32Array {
  return Int32Array.from(ran.keys()).filter((row) => ran[row] === 1);
}

/** The returns of a row, in place. */
export function rowOf({ values, periods }: ReturnMatrix, row: number): Float32Array {
  return values.subarray(row * periods, (row + 1) * periods);
}

/** Long work can be watched and given up. */
export interface WorkControl {
  readonly signal?: AbortSignal | undefined;
  /** share of the work that is done, 0..1 */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** About so many simple steps between two looks at the world outside: some ten milliseconds. */
const STEPS_PER_BREATH = 20_000_000;

/**
 * Does `work` for every item, and lets timers and signals through now and then.
 * @param stepsPerItem how much an item costs, in simple steps
 * @throws ABORTED
 */
export async function inBreaths(
  items: number,
  stepsPerItem: number,
  work: (from: number, to: number) => void,
  { signal, onProgress }: WorkControl,
): Promise<void> {
  const atOnce = Math.max(1, Math.floor(STEPS_PER_BREATH / Math.max(1, stepsPerItem)));
  for (let from = 0; from < items; from += atOnce) {
    throwIfAborted({ signal });
    const to = Math.min(items, from + atOnce);
    work(from, to);
    onProgress?.(to / items);
    if (to < items) {
      await new Promise((resolve) => {
        setTimeout(resolve, 0);
      });
    }
  }
  throwIfAborted({ signal });
}
