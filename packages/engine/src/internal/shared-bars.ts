/**
 * Bars, and mark prices beside them, in one memory that several threads run on: columns, then for each
 * thread a room that only its runs write to.
 */
import type { Bars, PriceSeries } from "../market-data/bars.js";
import { type MarkColumns, markInto } from "../market-data/mark-columns.js";
import { type allocateBarMemory, columnBytes, placedAt, roomOf, settle } from "./bar-memory.js";
import { MemoryPlan, pagesFor } from "./memory-plan.js";

/** Bars in shared memory, as one thread posts them to another. */
export interface SharedBars {
  readonly memory: WebAssembly.Memory;
  readonly bars: Bars;
  /** in the same memory; null: none were shared */
  readonly mark: MarkColumns | null;
  /** where the room for runs of the other thread begins, and its bytes */
  readonly end: number;
  readonly room: number;
}

/** What bars will be shared with. */
export interface SharedWith {
  /** threads besides this one that will run on them */
  readonly threads: number;
  /** whether mark prices will lie beside them */
  readonly marked: boolean;
}

/** A memory that was made to be shared. */
interface SharedMemory {
  readonly memory: WebAssembly.Memory;
  /** where columns of bars go */
  readonly byteOffset: number;
  /** where those of mark prices go; null: there is no place for them */
  readonly markOffset: number | null;
  /** where the rooms begin, how many there are, and the bytes of each */
  readonly end: number;
  readonly rooms: number;
  readonly room: number;
}

/** Of a row of mark prices, and the least of a row of bars: five columns of i32. */
const MARK_BYTES = 4 * Float64Array.BYTES_PER_ELEMENT;
const ROW_BYTES = 5 * Int32Array.BYTES_PER_ELEMENT;

const made = new WeakMap<ArrayBufferLike, SharedMemory>();

/** @param threads besides this one */
function makeShared(byteLength: number, markBytes: number | null, threads: number): SharedMemory {
  const plan = new MemoryPlan();
  const byteOffset = plan.take(byteLength);
  const markOffset = markBytes === null ? null : plan.take(markBytes);
  const rooms = threads + 1;
  const room = roomOf(byteLength);
  const initial = pagesFor(plan.end + rooms * room);
  const memory = new WebAssembly.Memory({ initial, maximum: 65_536, shared: true });
  settle({ memory, end: plan.end, room, busy: false });
  return { memory, byteOffset, markOffset, end: plan.end, rooms, room };
}

/**
 * What has bars read to where `shareBars` need not move them, to be passed to `openBarsCached` as
 * `allocate`.
 */
export function allocateShared({ threads, marked }: SharedWith): typeof allocateBarMemory {
  return (byteLength) => {
    const markBytes = marked ? MARK_BYTES * Math.ceil(byteLength / ROW_BYTES) : null;
    const shared = makeShared(byteLength, markBytes, threads);
    made.set(shared.memory.buffer, shared);
    return { buffer: shared.memory.buffer, byteOffset: shared.byteOffset };
  };
}

/** The same bars where `shareBars` need not move them. */
export function shareable(bars: Bars, sharedWith: SharedWith): Bars {
  if (made.has(bars.open.buffer)) return bars;
  const { buffer, byteOffset } = allocateShared(sharedWith)(columnBytes(bars));
  return placedAt(bars, buffer, byteOffset);
}

function markColumnsAt(buffer: ArrayBufferLike, byteOffset: number, rows: number): MarkColumns {
  const column = (index: number) =>
    new Float64Array(buffer, byteOffset + index * rows * Float64Array.BYTES_PER_ELEMENT, rows);
  return { open: column(0), high: column(1), low: column(2), close: column(3) };
}

/** Where bars lie that were read to be shared, when there is all that is wanted now; once. */
function takeMade(bars: Bars, threads: number, marked: boolean): SharedMemory | null {
  const found = made.get(bars.open.buffer);
  if (found === undefined || found.rooms <= threads) return null;
  if (marked && found.markOffset === null) return null;
  made.delete(bars.open.buffer);
  return found;
}

/**
 * As `residentBars`, in memory that several threads run on at the same time without a copy.
 * @param threads besides this one that will
 * @param series mark prices that are to lie beside the bars
 * @returns the bars for this thread, and what to post to each of the others, which `takeSharedBars` takes
 * @throws RangeError when there is not so much memory
 */
export function shareBars(
  bars: Bars,
  threads: number,
  series: PriceSeries | null = null,
): { readonly bars: Bars; readonly others: readonly SharedBars[] } {
  const markBytes = series === null ? null : MARK_BYTES * bars.count;
  const there = takeMade(bars, threads, series !== null);
  const shared = there ?? makeShared(columnBytes(bars), markBytes, threads);
  const { memory, byteOffset, markOffset, end, room } = shared;
  const placed = there === null ? placedAt(bars, memory.buffer, byteOffset) : bars;
  const mark =
    series === null || markOffset === null
      ? null
      : markColumnsAt(memory.buffer, markOffset, bars.count);
  if (mark !== null && series !== null) markInto(mark, placed, series);
  const others = Array.from({ length: threads }, (_, index) => ({
    memory,
    bars: placed,
    mark,
    end: end + (index + 1) * room,
    room,
  }));
  return { bars: placed, others };
}

/** Bars that another thread has shared, to be run on in this one. */
export function takeSharedBars({ memory, bars, end, room }: SharedBars): Bars {
  settle({ memory, end, room, busy: false });
  return bars;
}
