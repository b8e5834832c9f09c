/** Bars in a kernel memory: copied in once, then shared by every run on them. */
import { createKernel, instantiateKernel, type Kernel, LAYOUT } from "@perpmill/core-wasm";
import type { Bars } from "../market-data/bars.js";
import type { MarkColumns } from "../market-data/mark-columns.js";
import { ensureBytes, MemoryPlan, pagesFor } from "./memory-plan.js";

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

interface ColumnAddress {
  readonly field: number;
  readonly address: number;
}

interface PlacedColumn extends ColumnAddress {
  readonly values: Int32Array | Float64Array;
}

/** Columns that a market can do without. */
const OPTIONAL_COLUMNS = [
  LAYOUT.MARKET_VOLUME,
  LAYOUT.MARKET_MARK_OPEN,
  LAYOUT.MARKET_MARK_HIGH,
  LAYOUT.MARKET_MARK_LOW,
  LAYOUT.MARKET_MARK_CLOSE,
] as const;

type Column = [number, Int32Array | Float64Array | null];

function columnsOf(bars: Bars, mark: MarkColumns | null): Column[] {
  return [
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
}

function planColumns(plan: MemoryPlan, bars: Bars, mark: MarkColumns | null): PlacedColumn[] {
  return columnsOf(bars, mark).flatMap(([field, values]) =>
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

/** Writes the Market block: where the columns lie, and what holds for all of them. */
function writeMarketBlock(
  buffer: ArrayBufferLike,
  address: number,
  bars: Bars,
  marked: boolean,
  columns: readonly ColumnAddress[],
): void {
  const view = new DataView(buffer, address, LAYOUT.MARKET_BYTES);
  const [offset2, offset3, offset4] = pointOffsets(bars.intervalMs);
  for (const column of OPTIONAL_COLUMNS) view.setUint32(column, 0, true);
  for (const column of columns) view.setUint32(column.field, column.address, true);
  view.setInt32(LAYOUT.MARKET_COUNT, bars.count, true);
  view.setInt32(LAYOUT.MARKET_MARKED, marked ? 1 : 0, true);
  view.setBigInt64(LAYOUT.MARKET_BASE_TIME_MS, BigInt(bars.baseTimeMs), true);
  view.setBigInt64(LAYOUT.MARKET_INTERVAL_MS, BigInt(bars.intervalMs), true);
  view.setBigInt64(LAYOUT.MARKET_OFFSET2, BigInt(offset2), true);
  view.setBigInt64(LAYOUT.MARKET_OFFSET3, BigInt(offset3), true);
  view.setBigInt64(LAYOUT.MARKET_OFFSET4, BigInt(offset4), true);
}

async function kernelOf(into: Kernel | WebAssembly.Module | null, bytes: number): Promise<Kernel> {
  if (into === null) return createKernel(ownMemory(bytes));
  return into instanceof WebAssembly.Module ? instantiateKernel(into, ownMemory(bytes)) : into;
}

/**
 * Copies bars, and marks where there are any, into a kernel memory.
 * @param into a kernel whose memory is written over and grown, or the module of one that gets a memory
 * of its own; default: the engine's
 */
export async function placeMarket(
  bars: Bars,
  mark: MarkColumns | null,
  into: Kernel | WebAssembly.Module | null = null,
): Promise<KernelMarket> {
  const plan = new MemoryPlan();
  const address = plan.take(LAYOUT.MARKET_BYTES);
  const columns = planColumns(plan, bars, mark);
  const kernel = await kernelOf(into, plan.end);
  const { memory } = kernel;
  ensureBytes(memory, plan.end);
  for (const column of columns) copyColumn(memory.buffer, column);
  writeMarketBlock(memory.buffer, address, bars, mark !== null, columns);
  return { kernel, bars, address, workspace: plan.end };
}

/**
 * Bars, and marks where there are any, whose columns already lie in `kernel`'s memory, used where they
 * are.
 * @param plan the memory behind the columns, from which blocks are taken
 */
export function adoptMarket(
  bars: Bars,
  mark: MarkColumns | null,
  kernel: Kernel,
  plan: MemoryPlan,
): KernelMarket {
  const address = plan.take(LAYOUT.MARKET_BYTES);
  const columns = columnsOf(bars, mark).flatMap(([field, values]) =>
    values === null ? [] : [{ field, address: values.byteOffset }],
  );
  writeMarketBlock(kernel.memory.buffer, address, bars, mark !== null, columns);
  return { kernel, bars, address, workspace: plan.end };
}
