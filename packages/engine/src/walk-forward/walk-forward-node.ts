/** Walk-forward, k-fold and time splits in Node. */
import { nodeThreads } from "../sweeps/threads-node.js";
import { type StrategyFiles, withStrategy } from "../user-strategies/runs-node.js";
import { type KFoldOptions, type KFoldResult, kFoldOn } from "./k-fold.js";
import { type TimeSplitsOptions, type TimeSplitsResult, timeSplitsOn } from "./time-splits.js";
import { type WalkForwardOptions, type WalkForwardResult, walkForwardOn } from "./walk-forward.js";

const ENTRY = new URL("../sweeps/sweep-worker-node.js", import.meta.url);

/**
 * Looks for the best configuration on each training window and trades it on the test window after it.
 * @throws as `walkForwardOn`; FILE_NOT_FOUND, STRATEGY_INVALID
 */
export async function walkForward(
  options: WalkForwardOptions & StrategyFiles,
): Promise<WalkForwardResult> {
  return walkForwardOn(await withStrategy(options), nodeThreads(ENTRY));
}

/**
 * Looks for the best configuration on all blocks of time but one and tries it on that, for each block.
 * @throws as `kFoldOn`; FILE_NOT_FOUND, STRATEGY_INVALID
 */
export async function kFold(options: KFoldOptions & StrategyFiles): Promise<KFoldResult> {
  return kFoldOn(await withStrategy(options), nodeThreads(ENTRY));
}

/**
 * Runs one configuration on each part of the time alone, and as a part of the whole.
 * @throws as `timeSplitsOn`; FILE_NOT_FOUND, STRATEGY_INVALID
 */
export async function timeSplits(
  options: TimeSplitsOptions & StrategyFiles,
): Promise<TimeSplitsResult> {
  return timeSplitsOn(await withStrategy(options), nodeThreads(ENTRY));
}
