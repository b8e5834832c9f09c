/**
 * Which calls are no longer wanted, told through memory that page and worker share: a run that never
 * pauses sees it at once. Only where the page is isolated from other origins; messages tell it elsewhere.
 */

/** Calls that are told apart; more are never under way. */
const SLOTS = 64;

/** Flags that are not set; null: this page may not share memory. */
export function makeCancelFlags(): Int32Array | null {
  if (!globalThis.crossOriginIsolated) return null;
  return new Int32Array(new SharedArrayBuffer(SLOTS * Int32Array.BYTES_PER_ELEMENT));
}

/** @param id of the call, above 0 */
export function cancelByFlag(flags: Int32Array, id: number): void {
  Atomics.store(flags, id % SLOTS, id);
}

export function isCancelled(flags: Int32Array, id: number): boolean {
  return Atomics.load(flags, id % SLOTS) === id;
}

/** A call's own flag. */
export interface CancelFlag {
  readonly flags: Int32Array;
  readonly id: number;
}

/** As runs ask for it; undefined where memory is not shared. */
export function askFlag(flag: CancelFlag | null): (() => boolean) | undefined {
  return flag === null ? undefined : () => isCancelled(flag.flags, flag.id);
}
