/** The region of a user's objects: where it lies, and what stands at its front. */

/** Fields at the front of the region, by their offsets. */
export const HEAP_NEXT: usize = 0;
export const HEAP_STRATEGY: usize = 4;
export const HEAP_FAILURE: usize = 8;
/** u32 address of a string each, of `throw new Error(…)` */
export const HEAP_MESSAGE: usize = 12;
export const HEAP_FILE: usize = 16;
export const HEAP_LINE: usize = 20;
export const HEAP_COLUMN: usize = 24;
/** one of the KIND_ numbers of the order that failed */
export const HEAP_KIND: usize = 28;
/** f64 each: the order that failed, quote and contracts, and the bound that it broke */
export const HEAP_PRICE: usize = 32;
export const HEAP_SIZE: usize = 40;
export const HEAP_BOUND: usize = 48;
/** f64 and i32: UTC ms (NaN: between two moments) and complete bars of the hook that failed */
export const HEAP_TIME: usize = 56;
export const HEAP_BARS: usize = 64;
export const HEAP_HEADER_BYTES: usize = 128;

/** The region of this instance. */
export class Heap {
  static base: usize = 0;
  static end: usize = 0;
}

/** Empties the region. */
export function resetHeap(): void {
  memory.fill(Heap.base, 0, HEAP_HEADER_BYTES);
  store<usize>(Heap.base + HEAP_NEXT, Heap.base + HEAP_HEADER_BYTES);
}
