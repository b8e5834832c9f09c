/** Sweeps in Node. */
import { dataIdentity } from "../runs/backtest.js";
import { type StrategyFiles, withStrategy } from "../user-strategies/runs-node.js";
import { rowsIntoFile } from "./files/rows-file-node.js";
import { SweepPool } from "./pool.js";
import type { PoolOptions } from "./pool-setup.js";
import { sweepOn } from "./run-sweep.js";
import { sweepSummaryJson } from "./sweep-json.js";
import type { SweepOptions, SweepResult } from "./sweep-options.js";
import { nodeThreads } from "./threads-node.js";

const ENTRY = new URL("./sweep-worker-node.js", import.meta.url);

/** Where the rows of a sweep are written. */
export interface SweepFile {
  /** a file that ends in .csv, .json or .parquet, written as rows come; it is there when all are */
  readonly out?: string | undefined;
}

/**
 * Runs every configuration that the axes make of one, on worker threads that share the bars. The
 * strategy may be a file of one's own: `"name": "./my-maker.ts"`, or `"module": "./my-maker.mjs"`.
 * @throws as `sweepOn`; FILE_NOT_FOUND, STRATEGY_INVALID; OUTPUT_FAILED
 */
export async function sweep({
  out,
  ...given
}: SweepOptions & StrategyFiles & SweepFile): Promise<SweepResult> {
  const options = await withStrategy(given);
  const platform = nodeThreads(ENTRY);
  if (out === undefined) return sweepOn(options, platform);
  return rowsIntoFile(out, "sweep", async (write) => {
    const onRows: SweepOptions["onRows"] = async (rows) => {
      await write(rows);
      await options.onRows?.(rows);
    };
    const result = await sweepOn({ ...options, onRows }, platform);
    const { bars } = options.pool?.inputs ?? options;
    return { result, summary: sweepSummaryJson(result, dataIdentity(bars)) };
  });
}

/**
 * Threads on a market that stay for many sweeps, one after another; to be closed at the end.
 * @throws SWEEP_INVALID; RangeError when there is not so much memory
 */
export function openSweepPool(options: PoolOptions): SweepPool {
  return new SweepPool(options, nodeThreads(ENTRY));
}
