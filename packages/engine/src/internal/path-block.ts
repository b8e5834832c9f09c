/** The block behind a run's in which the kernel for paths has the points of its bars. */
import { LAYOUT, PATHS_LAYOUT } from "@perpmill/core-wasm";
import { isFinePath } from "../config/fine-path.js";
import type { NormalisedConfig } from "../config/types.js";
import type { TradePath } from "../market-data/trades/trade-path.js";
import type { MemoryPlan } from "./memory-plan.js";

/** Columns of a path, by their addresses. */
export interface PathColumns {
  readonly prices: number;
  readonly offsets: number;
  readonly marks: number;
  /** of the trades; 0: the points are drawn */
  readonly first: number;
}

/** Bytes of a run's block, its path's with it where it has one. */
export function runBlockBytes(config: NormalisedConfig): number {
  return LAYOUT.RUN_BYTES + (isFinePath(config) ? PATHS_LAYOUT.PATH_BYTES : 0);
}

function pointCount({ path }: NormalisedConfig, trades: TradePath | null): number {
  return trades?.mostInABar ?? path.points ?? 0;
}

/**
 * Takes the memory of a path; null where bars have four points.
 * @param trades those of the path model `trades`
 */
export function planPath(
  plan: MemoryPlan,
  config: NormalisedConfig,
  trades: TradePath | null,
): PathColumns | null {
  if (!isFinePath(config)) return null;
  const rows = trades === null ? pointCount(config, null) : Math.max(1, trades.price.length);
  return {
    prices: plan.take(rows * 4),
    offsets: plan.take(rows * 4),
    marks: plan.take(pointCount(config, trades) * 8),
    first: trades === null ? 0 : plan.take(trades.first.byteLength),
  };
}

/**
 * Writes the block of a path, and the trades that it runs along.
 * @param run address of the run
 */
export function writePathBlock(
  buffer: ArrayBufferLike,
  run: number,
  columns: PathColumns,
  config: NormalisedConfig,
  trades: TradePath | null,
): void {
  const view = new DataView(buffer, run + LAYOUT.RUN_BYTES, PATHS_LAYOUT.PATH_BYTES);
  const { prices, offsets, marks, first } = columns;
  view.setInt32(PATHS_LAYOUT.PATH_POINTS, pointCount(config, null), true);
  view.setUint32(PATHS_LAYOUT.PATH_DRAWN_PRICES, prices, true);
  // A bar without a trade has its one point as it opens: where there is a 0, the first of `first`.
  view.setUint32(PATHS_LAYOUT.PATH_DRAWN_OFFSETS, trades === null ? offsets : first, true);
  view.setUint32(PATHS_LAYOUT.PATH_FIRST, first, true);
  view.setUint32(PATHS_LAYOUT.PATH_TRADE_PRICES, prices, true);
  view.setUint32(PATHS_LAYOUT.PATH_TRADE_OFFSETS, offsets, true);
  view.setUint32(PATHS_LAYOUT.PATH_MARKS, marks, true);
  if (trades === null) return;
  new Int32Array(buffer, prices, trades.price.length).set(trades.price);
  new Int32Array(buffer, offsets, trades.offsetMs.length).set(trades.offsetMs);
  new Int32Array(buffer, first, trades.first.length).set(trades.first);
}
