/**
 * Bars read straight into a kernel memory. Reading a cached data set into the memory in which it will
 * be simulated spares a copy of every column, in time and in bytes.
 */
import { createKernel, instantiateKernel } from "@perpmill/core-wasm";
import type { Bars } from "../market-data/bars.js";
import type { MarkColumns } from "../market-data/mark-columns.js";
import { type KernelKind, moduleOfKind } from "./kernel-kind.js";
import { adoptMarket, type KernelMarket, placeMarket } from "./kernel-market.js";
import { MemoryPlan, pagesFor } from "./memory-plan.js";

/** A kernel memory in which bars lie. */
export interface BarMemory {
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
/** For trades, events and days. */
const SPARE_BYTES = 8_388_608;

/** Bytes for the runs of one thread on bars that take `byteLength`. */
export function roomOf(byteLength: number): number {
  return Math.ceil(byteLength * EQUITY_SHARE) + SPARE_BYTES;
}

/** Says that bars whose columns are on `home.memory` can be run on where they are, in this thread. */
export function settle(home: BarMemory): void {
  memories.set(home.memory.buffer, home);
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
  const plan = new MemoryPlan();
  const byteOffset = plan.take(byteLength);
  const initial = pagesFor(plan.end + roomOf(byteLength));
  const memory = new WebAssembly.Memory({ initial, maximum: 65_536 });
  settle({ memory, end: plan.end, room: null, busy: false });
  return { buffer: memory.buffer, byteOffset };
}

/** Bytes of all columns. */
export function columnBytes({ count, volume }: Bars): number {
  return count * (volume === null ? 20 : 28);
}

/** The same bars with their columns in `buffer`. */
export function placedAt(bars: Bars, buffer: ArrayBufferLike, byteOffset: number): Bars {
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

/** Whether a run of so many bytes fits in what this thread may use: growing would detach the columns. */
function fits({ memory, end, room }: BarMemory, until: number): boolean {
  return until <= (room === null ? memory.buffer.byteLength : end + room);
}

/** Whether mark prices and volume, where there are any, lie in the memory of the bars. */
function liesTogether({ open, volume }: Bars, mark: MarkColumns | null): boolean {
  const elsewhere = [mark?.open, volume].filter((column) => column != null);
  return elsewhere.every(({ buffer }) => buffer === open.buffer);
}

/**
 * A market to run on: the bars' own memory when all their columns and mark prices are in one, it is
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
  if (home !== undefined && !home.busy && liesTogether(bars, mark) && !(shared && own !== null)) {
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
