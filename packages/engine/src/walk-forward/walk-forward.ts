/** Walk-forward: what is chosen on the past is traded on what follows, again and again. */
import type { ThreadPlatform } from "../sweeps/threads.js";
import type { FoldMarket, FoldRequest, FoldsResult } from "./fold-options.js";
import { foldsOn } from "./run-folds.js";
import { type Complete, invalid, type WalkForwardWindows, walkForwardPlan } from "./windows.js";

/** What is asked of a walk-forward. */
export interface WalkForwardRequest extends FoldRequest {
  readonly windows: WalkForwardWindows;
  /**
   * `carry` (default): one account through all test windows, whose position goes on when the
   * parameters change; `flat`: each window begins without a position and with the initial balance, and
   * returns are compounded
   */
  readonly position?: "carry" | "flat" | undefined;
}

/** What is asked, and on which market. */
export interface WalkForwardOptions extends WalkForwardRequest, FoldMarket {}

export interface WalkForwardResult extends FoldsResult {
  readonly windows: Complete<WalkForwardWindows>;
  readonly position: "carry" | "flat";
}

/** What an account cannot change while it goes on. */
const FIXED = ["instrument.", "data.", "account.positionMode", "account.initialBalance"];

function checkCarried(paths: readonly string[]): void {
  const fixed = paths.find((path) => FIXED.some((start) => path.startsWith(start)));
  if (fixed === undefined) return;
  throw invalid(
    `${fixed} cannot change while an account goes on`,
    'Leave it out of the search, or begin each window flat: position: "flat".',
    fixed,
  );
}

function checkWindowed(paths: readonly string[]): void {
  const moved = paths.find((path) => path.startsWith("data."));
  if (moved === undefined) return;
  throw invalid(`${moved} is set by the windows`, "Leave it out of the search.", moved);
}

/**
 * Refuses parameters that folds cannot choose.
 * @throws WALK_FORWARD_INVALID
 */
export function checkPaths(position: "carry" | "flat") {
  return position === "carry" ? checkCarried : checkWindowed;
}

/**
 * Looks for the best configuration on each training window and trades it on the test window after it.
 * The same whatever the number of threads, and nothing of a fold depends on bars after its test.
 * @throws as `foldsOn`
 */
export async function walkForwardOn(
  options: WalkForwardOptions,
  platform: ThreadPlatform,
): Promise<WalkForwardResult> {
  const { windows, position = "carry", ...request } = options;
  if (position !== "carry" && position !== "flat") {
    throw invalid(
      `the position must be carry or flat, got ${String(position)}`,
      "carry goes on with what is held, flat begins every window without a position.",
      "position",
    );
  }
  const { testDays, stepDays = testDays, gapDays = 0 } = windows;
  if (position === "carry" && stepDays !== testDays) {
    throw invalid(
      `a position is carried from one test to the next, but stepDays is ${stepDays} and testDays ${testDays}`,
      'Make them the same, or begin each window flat: position: "flat".',
      "windows.stepDays",
    );
  }
  const plan = (covered: Parameters<typeof walkForwardPlan>[0]) =>
    walkForwardPlan(covered, windows);
  const folds = { ...request, plan, position, check: checkPaths(position) };
  const result = await foldsOn(options, folds, platform);
  return { ...result, windows: { ...windows, stepDays, gapDays }, position };
}
