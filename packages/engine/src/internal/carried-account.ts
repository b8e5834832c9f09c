/**
 * The account of one run carried into another that begins where the first has ended: balance,
 * positions, counters, peak and pause go on; orders, what the strategy knows and the regime do not.
 */
import { LAYOUT } from "@perpmill/core-wasm";

/** Stretches of the Run block that are the account's: where each begins, and where the next part does. */
const CARRIED = [
  [LAYOUT.RUN_PAUSED_UNTIL, LAYOUT.RUN_DAY_END],
  [LAYOUT.RUN_BALANCE, LAYOUT.RUN_BID_HEAD],
  [LAYOUT.RUN_LAST_EQUITY, LAYOUT.RUN_TRUE_RANGE_SUM],
  [LAYOUT.RUN_FILLS, LAYOUT.SLOTS_OFFSET],
] as const;

/**
 * Writes the account of a run that has finished into one that has just been started.
 * @param buffer memory of the new run
 * @param address its Run block
 * @param state of the old one, as `KernelRun.save` gives it after `finish`
 */
export function writeCarried(buffer: ArrayBufferLike, address: number, state: Uint8Array): void {
  const block = new Uint8Array(buffer, address, LAYOUT.RUN_BYTES);
  for (const [from, end] of CARRIED) block.set(state.subarray(from, end), from);
  const run = new DataView(buffer, address, LAYOUT.RUN_BYTES);
  const old = new DataView(state.buffer, state.byteOffset, state.byteLength);
  run.setInt32(LAYOUT.RUN_STOPPED, old.getInt32(LAYOUT.RUN_STOPPED, true), true);
  // Bars are counted from the new first one; limits are looked at exactly until its first day begins.
  run.setInt32(LAYOUT.RUN_EXPOSED_FROM, 0, true);
  run.setFloat64(LAYOUT.RUN_LIMIT_FLOOR, Number.POSITIVE_INFINITY, true);
}
