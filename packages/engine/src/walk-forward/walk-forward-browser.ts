/** Walk-forward, k-fold and time splits in a browser, on Web Workers as `sweep` uses them. */
import { type BrowserThreads, platformOf } from "../sweeps/sweep-browser.js";
import { type KFoldOptions, type KFoldResult, kFoldOn } from "./k-fold.js";
import { type TimeSplitsOptions, type TimeSplitsResult, timeSplitsOn } from "./time-splits.js";
import { type WalkForwardOptions, type WalkForwardResult, walkForwardOn } from "./walk-forward.js";

/**
 * Looks for the best configuration on each training window and trades it on the test window after it.
 * @throws as `walkForwardOn`
 */
export function walkForward({
  startWorker,
  ...options
}: WalkForwardOptions & BrowserThreads): Promise<WalkForwardResult> {
  return walkForwardOn(options, platformOf({ startWorker }));
}

/**
 * Looks for the best configuration on all blocks of time but one and tries it on that, for each block.
 * @throws as `kFoldOn`
 */
export function kFold({
  startWorker,
  ...options
}: KFoldOptions & BrowserThreads): Promise<KFoldResult> {
  return kFoldOn(options, platformOf({ startWorker }));
}

/**
 * Runs one configuration on each part of the time alone, and as a part of the whole.
 * @throws as `timeSplitsOn`
 */
export function timeSplits({
  startWorker,
  ...options
}: TimeSplitsOptions & BrowserThreads): Promise<TimeSplitsResult> {
  return timeSplitsOn(options, platformOf({ startWorker }));
}
