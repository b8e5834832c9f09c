/** Bars in a kernel memory: copied in once, then shared by every run on them. */
import { createKernel, type Kernel, LAYOUT } from "@perpmill/core-wasm";
import type { Bars } from "../market-data/bars.js";
import { ensureBytes, MemoryPlan, pagesFor } from "./memory-plan.js";

/** Mark prices in price units, one row a bar, no NaN. */
export interface MarkColumns {
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
}

export interface KernelMarket {
  readonly kernel: Kernel;
  readonly bars: Bars;
  /** address of the Market block */
  readonly address: number;
  /** first address that runs may use */
  readonly workspace: number;
}

/** Offsets of the points of a bar from its open time, ms (semantics 2). */
function pointOffsets(intervalMs: number): [number, number, number] {
  return [Math.floor(intervalMs / 3), Math.floor((2 * intervalMs) / 3), intervalMs - 1];
}

interface PlacedColumn {
  readonly field: number;
  readonly address: number;
  readonly values: Int32Array | Float64Array;
}

function planColumns(plan: MemoryPlan, bars: Bars, mark: MarkColumns | null): PlacedColumn[] {
  const columns: [number, Int32Array | Float64Array | null][] = [
    [LAYOUT.MARKET_TIME, bars.timeIndex],
    [LAYOUT.MARKET_OPEN, bars.open],
    [LAYOUT.MARKET_HIGH, bars.high],
    [LAYOUT.MARKET_LOW, bars.low],
    [LAYOUT.MARKET_CLOSE, bars.close],
    [LAYOUT.MARKET_VOLUME, bars.volume],
    [LAYOUT.MARKET_MARK_OPEN, mark?.open ?? null],
    [LAYOUT.MARKET_MARK_HIGH, mark?.high ?? null],
    [LAYOUT.MARKET_MARK_LOW, mark?.low ?? null],
    [LAYOUT.MARKET_MARK_CLOSE, mark?.close ?? null],
  ];
  return columns.flatMap(([field, values]) =>
    values === null ? [] : [{ field, values, address: plan.take(values.byteLength) }],
  );
}

function copyColumn(buffer: ArrayBufferLike, { address, values }: PlacedColumn): void {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  new Uint8Array(buffer, address, values.byteLength).set(bytes);
}

function ownMemory(bytes: number): WebAssembly.Memory {
  return new WebAssembly.Memory({ initial: pagesFor(bytes), maximum: 65_536 });
}

/**
 * Copies bars, and marks where there are any, into a kernel memory.
 * @param into a kernel whose memory is written over and grown; default: one with a memory of its own
 */
export async function placeMarket(
  bars: Bars,
  mark: MarkColumns | null,
  into?: Kernel,
): Promise<KernelMarket> {
  const plan = new MemoryPlan();
  const address = plan.take(LAYOUT.MARKET_BYTES);
  const columns = planColumns(plan, bars, mark);
  const kernel = into ?? (await createKernel(ownMemory(plan.end)));
  const { memory } = kernel;
  ensureBytes(memory, plan.end);
  const view = new DataView(memory.buffer, address, LAYOUT.MARKET_BYTES);
  for (const column of columns) {
    copyColumn(memory.buffer, column);
    view.setUint32(column.field, column.address, true);
  }
  const [offset2, offset3, offset4] = pointOffsets(bars.intervalMs);
  view.setInt32(LAYOUT.MARKET_COUNT, bars.count, true);
  view.setInt32(LAYOUT.MARKET_MARKED, mark === null ? 0 : 1, true);
  view.setBigInt64(LAYOUT.MARKET_BASE_TIME_MS, BigInt(bars.baseTimeMs), true);
  view.setBigInt64(LAYOUT.MARKET_INTERVAL_MS, BigInt(bars.intervalMs), true);
  view.setBigInt64(LAYOUT.MARKET_OFFSET2, BigInt(offset2), true);
  view.setBigInt64(LAYOUT.MARKET_OFFSET3, BigInt(offset3), true);
  view.setBigInt64(LAYOUT.MARKET_OFFSET4, BigInt(offset4), true);
  return { kernel, bars, address, workspace: plan.end };
}
