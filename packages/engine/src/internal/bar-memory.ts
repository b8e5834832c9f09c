/**
 * Bars read straight into a kernel memory. Reading a cached data set into the memory in which it will
 * be simulated spares a copy of every column, in time and in bytes.
 */
import { createKernel } from "@perpmill/core-wasm";
import type { Bars } from "../market-data/bars.js";
import { adoptMarket, type KernelMarket, type MarkColumns, placeMarket } from "./kernel-market.js";
import { MemoryPlan, pagesFor } from "./memory-plan.js";

interface BarMemory {
  readonly memory: WebAssembly.Memory;
  /** first address behind the columns */
  readonly end: number;
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
  const bytes = plan.end + Math.ceil(byteLength * EQUITY_SHARE) + SPARE_BYTES;
  const memory = new WebAssembly.Memory({ initial: pagesFor(bytes), maximum: 65_536 });
  memories.set(memory.buffer, { memory, end: plan.end, busy: false });
  return { buffer: memory.buffer, byteOffset };
}

/**
 * The same bars in a kernel memory of their own, so that runs on them need no copy: for many runs on
 * one market, such as while a parameter is moved.
 */
export function residentBars(bars: Bars): Bars {
  const { count, volume } = bars;
  const { buffer, byteOffset } = allocateBarMemory(count * (volume === null ? 20 : 28));
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
 * A market to run on: the bars' own memory when they were read into one, it is free and large
 * enough; a copy otherwise.
 * @param runBytes what a run will take behind the market
 */
export async function leaseMarket(
  bars: Bars,
  mark: MarkColumns | null,
  runBytes: number,
): Promise<MarketLease> {
  const home = memories.get(bars.open.buffer);
  if (home !== undefined && !home.busy && mark === null) {
    const plan = new MemoryPlan(home.end);
    home.busy = true;
    const kernel = await createKernel(home.memory);
    const market = adoptMarket(bars, kernel, plan);
    // Growing would detach the columns, so that a run must fit in what is there.
    if (market.workspace + runBytes <= home.memory.buffer.byteLength) {
      return {
        market,
        release: () => {
          home.busy = false;
        },
      };
    }
    home.busy = false;
  }
  return { market: await placeMarket(bars, mark), release: () => {} };
}
