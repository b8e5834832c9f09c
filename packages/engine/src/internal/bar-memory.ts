/**
 * Bars read straight into a kernel memory. Reading a cached data set into the memory in which it will
 * be simulated spares a copy of every column, in time and in bytes.
 */
import { createKernel, instantiateKernel } from "@perpmill/core-wasm";
import type { Bars, PriceSeries } from "../market-data/bars.js";
import { type MarkColumns, markInto } from "../market-data/mark-columns.js";
import { type KernelKind, moduleOfKind } from "./kernel-kind.js";
import { adoptMarket, type KernelMarket, placeMarket } from "./kernel-market.js";
import { MemoryPlan, pagesFor } from "./memory-plan.js";

interface BarMemory {
  readonly memory: WebAssembly.Memory;
  /** first address behind the columns that runs may use */
  readonly end: number;
  /** bytes behind `end` that are for runs of this thread; null: all that there are */
  readonly room: number | null;
  /** one user at a time: every run writes to the same workspace */
  busy: boolean;
}

/** A market for one user, to be given back. */
export interface MarketLease {
  readonly market: KernelMarket;
  release(): void;
}

const memories = new WeakMap<ArrayBufferLike, BarMemory>();

/** A row of columns has at least 20 bytes; a run keeps one f64 of equity for it. */
const EQUITY_SHARE = 8 / 20;
/** Of a row of mark prices. */
const MARK_BYTES = 4 * Float64Array.BYTES_PER_ELEMENT;
/** For trades, events and days. */
const SPARE_BYTES = 8_388_608;

/** @param markBytes of the columns of mark prices, for which there is no equity */
function makeMemory(byteLength: number, markBytes: number, rooms: number, shared: boolean) {
  const plan = new MemoryPlan();
  const byteOffset = plan.take(byteLength);
  const markOffset = plan.take(markBytes);
  const room = Math.ceil(byteLength * EQUITY_SHARE) + SPARE_BYTES;
  const initial = pagesFor(plan.end + rooms * room);
  const memory = new WebAssembly.Memory({ initial, maximum: 65_536, shared });
  return { memory, byteOffset, markOffset, end: plan.end, room };
}

/**
 * Room for the columns of a data set in a kernel memory of its own; pass it to `openBarsCached` as
 * `allocate`.
 * @param byteLength bytes of all columns
 */
export function allocateBarMemory(byteLength: number): {
  readonly buffer: ArrayBufferLike;
  readonly byteOffset: number;
} {
  const { memory, byteOffset, end } = makeMemory(byteLength, 0, 1, false);
  memories.set(memory.buffer, { memory, end, room: null, busy: false });
  return { buffer: memory.buffer, byteOffset };
}

function columnBytes({ count, volume }: Bars): number {
  return count * (volume === null ? 20 : 28);
}

function markColumnsAt(buffer: ArrayBufferLike, byteOffset: number, rows: number): MarkColumns {
  const column = (index: number) =>
    new Float64Array(buffer, byteOffset + index * rows * Float64Array.BYTES_PER_ELEMENT, rows);
  return { open: column(0), high: column(1), low: column(2), close: column(3) };
}

/** The same bars with their columns in `buffer`. */
function placedAt(bars: Bars, buffer: ArrayBufferLike, byteOffset: number): Bars {
  const { count, volume } = bars;
  let at = byteOffset;
  const placedVolume = volume === null ? null : new Float64Array(buffer, at, count);
  if (volume !== null && placedVolume !== null) {
    placedVolume.set(volume);
    at += placedVolume.byteLength;
  }
  const place = (column: Int32Array): Int32Array => {
    const placed = new Int32Array(buffer, at, count);
    placed.set(column);
    at += placed.byteLength;
    return placed;
  };
  return {
    ...bars,
    volume: placedVolume,
    timeIndex: place(bars.timeIndex),
    open: place(bars.open),
    high: place(bars.high),
    low: place(bars.low),
    close: place(bars.close),
  };
}

/**
 * The same bars in a kernel memory of their own, so that runs on them need no copy: for many runs on
 * one market, such as while a parameter is moved.
 */
export function residentBars(bars: Bars): Bars {
  const { buffer, byteOffset } = allocateBarMemory(columnBytes(bars));
  return placedAt(bars, buffer, byteOffset);
}

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
  const markBytes = series === null ? 0 : MARK_BYTES * bars.count;
  const made = makeMemory(columnBytes(bars), markBytes, threads + 1, true);
  const { memory, byteOffset, markOffset, end, room } = made;
  const placed = placedAt(bars, memory.buffer, byteOffset);
  const mark = series && markColumnsAt(memory.buffer, markOffset, bars.count);
  if (mark !== null && series !== null) markInto(mark, placed, series);
  memories.set(memory.buffer, { memory, end, room, busy: false });
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
  memories.set(bars.open.buffer, { memory, end, room, busy: false });
  return bars;
}

/** Whether a run of so many bytes fits in what this thread may use: growing would detach the columns. */
function fits({ memory, end, room }: BarMemory, until: number): boolean {
  return until <= (room === null ? memory.buffer.byteLength : end + room);
}

/** Whether mark prices, where there are any, lie in the memory of the bars. */
function liesBeside(mark: MarkColumns | null, bars: Bars): boolean {
  return mark === null || mark.open.buffer === bars.open.buffer;
}

/**
 * A market to run on: the bars' own memory when they and their mark prices were put into one, it is
 * free and large enough; a copy otherwise.
 * @param runBytes what a run will take behind the market
 * @param kind the kernel to run in; default: the engine's. One's own is not built for shared memories
 */
export async function leaseMarket(
  bars: Bars,
  mark: MarkColumns | null,
  runBytes: number,
  kind: KernelKind = { own: null, paths: false },
): Promise<MarketLease> {
  const { own, paths } = kind;
  const home = memories.get(bars.open.buffer);
  const shared = home !== undefined && home.room !== null;
  if (home !== undefined && !home.busy && liesBeside(mark, bars) && !(shared && own !== null)) {
    const plan = new MemoryPlan(home.end);
    home.busy = true;
    const kernel =
      own === null
        ? await createKernel(home.memory, { shared, paths })
        : instantiateKernel(own, home.memory);
    const market = adoptMarket(bars, mark, kernel, plan);
    if (fits(home, market.workspace + runBytes)) {
      return {
        market,
        release: () => {
          home.busy = false;
        },
      };
    }
    home.busy = false;
  }
  const module = await moduleOfKind(kind);
  return { market: await placeMarket(bars, mark, module), release: () => {} };
}
