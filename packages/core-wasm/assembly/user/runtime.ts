/**
 * Where the objects of a user's strategy live: a region that the host reserves and names before
 * `start`, given out from front to back and never taken back. A strategy makes its objects once; one
 * that goes on allocating uses the region up and ends with a clear failure, and no allocation ever
 * lies outside of it. Everything that changes is in the region, so that copying it saves a run.
 */
import {
  HEAP_BARS,
  HEAP_COLUMN,
  HEAP_FAILURE,
  HEAP_FILE,
  HEAP_LINE,
  HEAP_MESSAGE,
  HEAP_NEXT,
  HEAP_TIME,
  Heap,
} from "./heap";
import { View } from "./view";
import { BLOCK, BLOCK_MAXSIZE, BLOCK_OVERHEAD, OBJECT, OBJECT_MAXSIZE, OBJECT_OVERHEAD } from "rt/common";

/** Why a strategy was stopped. */
export const FAILURE_MEMORY: i32 = 1;
export const FAILURE_THROWN: i32 = 2;
export const FAILURE_BAD_ORDER: i32 = 3;
export const FAILURE_TOO_MANY: i32 = 4;
export const FAILURE_BEYOND_REACH: i32 = 5;
export const FAILURE_POSITION_MODE: i32 = 6;
export const FAILURE_NOT_QUOTING: i32 = 7;

/** Ends the run with a failure that the host can read. */
export function fail(code: i32): void {
  store<i32>(Heap.base + HEAP_FAILURE, code);
  store<f64>(Heap.base + HEAP_TIME, View.time);
  store<i32>(Heap.base + HEAP_BARS, View.bars);
  unreachable();
}

/** What the compiler makes of `throw`, failed assertions and bounds: see its option `use`. */
export function failThrown(message: usize, file: usize, line: u32, column: u32): void {
  store<usize>(Heap.base + HEAP_MESSAGE, message);
  store<usize>(Heap.base + HEAP_FILE, file);
  store<u32>(Heap.base + HEAP_LINE, line);
  store<u32>(Heap.base + HEAP_COLUMN, column);
  fail(FAILURE_THROWN);
}

// @ts-ignore: decorator
@unsafe @global
export function __alloc(size: usize): usize {
  const payload = (max<usize>(size, 12) + BLOCK_OVERHEAD + 15) / 16 * 16 - BLOCK_OVERHEAD;
  // Payloads lie at multiples of 16, as the library expects.
  const block = (load<usize>(Heap.base + HEAP_NEXT) + BLOCK_OVERHEAD + 15) / 16 * 16 - BLOCK_OVERHEAD;
  const next = block + BLOCK_OVERHEAD + payload;
  if (size > BLOCK_MAXSIZE || next > Heap.end) fail(FAILURE_MEMORY);
  store<usize>(Heap.base + HEAP_NEXT, next);
  changetype<BLOCK>(block).mmInfo = payload;
  return block + BLOCK_OVERHEAD;
}

// @ts-ignore: decorator
@unsafe @global
export function __realloc(ptr: usize, size: usize): usize {
  const before = changetype<BLOCK>(ptr - BLOCK_OVERHEAD).mmInfo;
  if (size <= before) return ptr;
  const larger = __alloc(max<usize>(size, before << 1));
  memory.copy(larger, ptr, before);
  return larger;
}

// @ts-ignore: decorator
@unsafe @global
export function __free(ptr: usize): void {}

// @ts-ignore: decorator
@unsafe @global
export function __new(size: usize, id: u32): usize {
  if (size > OBJECT_MAXSIZE) fail(FAILURE_MEMORY);
  const ptr = __alloc(OBJECT_OVERHEAD + size);
  const object = changetype<OBJECT>(ptr - BLOCK_OVERHEAD);
  object.gcInfo = 0;
  object.gcInfo2 = 0;
  object.rtId = id;
  object.rtSize = <u32>size;
  memory.fill(ptr + OBJECT_OVERHEAD, 0, size);
  return ptr + OBJECT_OVERHEAD;
}

// @ts-ignore: decorator
@unsafe @global
export function __renew(old: usize, size: usize): usize {
  if (size > OBJECT_MAXSIZE) fail(FAILURE_MEMORY);
  const ptr = __realloc(old - OBJECT_OVERHEAD, OBJECT_OVERHEAD + size);
  changetype<OBJECT>(ptr - BLOCK_OVERHEAD).rtSize = <u32>size;
  return ptr + OBJECT_OVERHEAD;
}

// @ts-ignore: decorator
@unsafe @global
export function __link(parent: usize, child: usize, multiple: bool): void {}

// @ts-ignore: decorator
@unsafe @global
export function __pin(ptr: usize): usize {
  return ptr;
}

// @ts-ignore: decorator
@unsafe @global
export function __unpin(ptr: usize): void {}

// @ts-ignore: decorator
@unsafe @global
function __visit(ptr: usize, cookie: u32): void {}

// @ts-ignore: decorator
@unsafe @global
export function __collect(): void {}
