/**
 * Purged k-fold with embargo: time is cut into blocks, and each is the test of what was chosen on all
 * the others. What is trained on lies on both sides of the test, also after it: this asks whether a
 * choice holds elsewhere, not whether it could have been made.
 */
import type { ThreadPlatform } from "../sweeps/threads.js";
import type { FoldMarket, FoldRequest, FoldsResult } from "./fold-options.js";
import { foldsOn } from "./run-folds.js";
import { checkPaths } from "./walk-forward.js";
import { type Complete, type KFoldWindows, kFoldPlan } from "./windows.js";

/** What is asked of a k-fold. */
export interface KFoldRequest extends FoldRequest, KFoldWindows {}

/** What is asked, and on which market. */
export interface KFoldOptions extends KFoldRequest, FoldMarket {}

export interface KFoldResult extends FoldsResult {
  readonly windows: Complete<KFoldWindows>;
}

/**
 * Looks for the best configuration on all blocks but one and tries it on that, for each block. A
 * training in two pieces is a run on each from a flat position, read as one by their daily returns.
 * @throws as `foldsOn`
 */
export async function kFoldOn(
  options: KFoldOptions,
  platform: ThreadPlatform,
): Promise<KFoldResult> {
  const { folds, purgeDays = 0, embargoDays = 0, ...request } = options;
  const windows = { folds, purgeDays, embargoDays };
  const plan = (covered: Parameters<typeof kFoldPlan>[0]) => kFoldPlan(covered, windows);
  const asked = { ...request, plan, position: "flat", check: checkPaths("flat") } as const;
  return { ...(await foldsOn(options, asked, platform)), windows };
}
