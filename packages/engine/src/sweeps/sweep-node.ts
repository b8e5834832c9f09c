/** Sweeps in Node. */
import { type StrategyFiles, withStrategy } from "../user-strategies/runs-node.js";
import { type PoolOptions, SweepPool } from "./pool.js";
import { sweepOn } from "./run-sweep.js";
import type { SweepOptions, SweepResult } from "./sweep-options.js";
import { nodeThreads } from "./threads-node.js";

const ENTRY = new URL("./sweep-worker-node.js", import.meta.url);

/**
 * Runs every configuration that the axes make of one, on worker threads that share the bars. The
 * strategy may be a file of one's own: `"name": "./my-maker.ts"`, or `"module": "./my-maker.mjs"`.
 * @throws as `sweepOn`; FILE_NOT_FOUND, STRATEGY_INVALID
 */
export async function sweep(options: SweepOptions & StrategyFiles): Promise<SweepResult> {
  return sweepOn(await withStrategy(options), nodeThreads(ENTRY));
}

/**
 * Threads on a market that stay for many sweeps, one after another; to be closed at the end.
 * @throws SWEEP_INVALID; RangeError when there is not so much memory
 */
export function openSweepPool(options: PoolOptions): SweepPool {
  return new SweepPool(options, nodeThreads(ENTRY));
}
