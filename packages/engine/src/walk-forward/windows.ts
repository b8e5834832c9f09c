/**
 * Which windows of time a study trains on and which it tests on. All windows begin and end at UTC
 * midnights, so that each day belongs to one of them.
 */
import { PerpmillError } from "../errors.js";
import { type Bars, openTimeMs } from "../market-data/bars.js";
import { firstBarFrom } from "../market-data/first-row.js";

const DAY_MS = 86_400_000;

/** `[startMs, endMs)`, UTC midnights. */
export interface TimeWindow {
  readonly startMs: number;
  readonly endMs: number;
}

/** What is chosen on, and where the choice is tried. */
export interface FoldWindows {
  /** one window of a walk-forward; of a k-fold what is left on both sides of the test, oldest first */
  readonly train: readonly TimeWindow[];
  readonly test: TimeWindow;
}

/** The windows of a walk-forward, in whole days. */
export interface WalkForwardWindows {
  /** `anchored`: training always begins at the first day; `rolling`: it is always as long */
  readonly scheme: "anchored" | "rolling";
  /** of the first window when anchored, of every window when rolling */
  readonly trainDays: number;
  readonly testDays: number;
  /** from one test to the next; default: `testDays`, so that tests follow each other without a gap */
  readonly stepDays?: number | undefined;
  /** days between training and test that belong to neither; default: 0 */
  readonly gapDays?: number | undefined;
}

/** The folds of a purged k-fold. */
export interface KFoldWindows {
  /** blocks of about the same length that time is cut into, 2 to 100; each is the test once */
  readonly folds: number;
  /**
   * days cut off a piece of training where it meets the test: as long as a position is held or an
   * indicator remembers, so that nothing of the test is in the training; default: 0
   */
  readonly purgeDays?: number | undefined;
  /** days cut off besides where training follows the test; default: 0 */
  readonly embargoDays?: number | undefined;
}

/** Windows with nothing left to a default. */
export type Complete<Windows> = {
  readonly [Name in keyof Windows]-?: Exclude<Windows[Name], undefined>;
};

/** Folds in time. */
export interface FoldPlan {
  readonly folds: readonly FoldWindows[];
  /** days at the end that no test reaches */
  readonly unusedDays: number;
  /** folds that are left out because there is no bar to train or to test on */
  readonly emptyFolds: number;
}

/** Whether any bar opens in a window. */
export function hasBars(bars: Bars, { startMs, endMs }: TimeWindow): boolean {
  return firstBarFrom(bars, startMs) < firstBarFrom(bars, endMs);
}

/**
 * Folds that there are bars for: pieces of training without any are left out.
 * @throws WALK_FORWARD_INVALID when there is none
 */
export function foldsWithBars(plan: FoldPlan, bars: Bars): FoldPlan {
  const folds = plan.folds
    .map(({ train, test }) => ({ train: train.filter((window) => hasBars(bars, window)), test }))
    .filter(({ train, test }) => train.length > 0 && hasBars(bars, test));
  if (folds.length > 0) return { ...plan, folds, emptyFolds: plan.folds.length - folds.length };
  throw invalid(
    "no fold has bars both to train and to test on",
    "Take data without such holes, or longer windows.",
    "windows",
  );
}

export function invalid(message: string, hint: string, field: string): PerpmillError {
  return new PerpmillError("WALK_FORWARD_INVALID", { message, where: { field }, hint });
}

function checkDays(field: string, days: number, least: number, most = 36_500): void {
  if (Number.isSafeInteger(days) && days >= least && days <= most) return;
  throw invalid(
    `${field} must be a whole number from ${least} to ${most}, got ${days}`,
    "Windows are whole UTC days.",
    field,
  );
}

/**
 * The whole UTC days that bars cover: from the midnight before the first to that after the last
 * complete day.
 */
export function coveredDays(bars: Bars): TimeWindow {
  const firstMs = openTimeMs(bars, 0);
  const endMs = openTimeMs(bars, bars.count - 1) + bars.intervalMs;
  return {
    startMs: Math.floor(firstMs / DAY_MS) * DAY_MS,
    endMs: Math.floor(endMs / DAY_MS) * DAY_MS,
  };
}

/** Days of a window. */
export function daysOf({ startMs, endMs }: TimeWindow): number {
  return Math.round((endMs - startMs) / DAY_MS);
}

/**
 * The folds of a walk-forward, oldest first. A test that the days do not suffice for is left out.
 * @throws WALK_FORWARD_INVALID
 */
export function walkForwardPlan(covered: TimeWindow, windows: WalkForwardWindows): FoldPlan {
  const { scheme, trainDays, testDays, stepDays = testDays, gapDays = 0 } = windows;
  if (scheme !== "anchored" && scheme !== "rolling") {
    throw invalid(
      `the scheme must be anchored or rolling, got ${String(scheme)}`,
      "anchored trains on everything before, rolling on a window that moves along.",
      "windows.scheme",
    );
  }
  checkDays("windows.trainDays", trainDays, 1);
  checkDays("windows.testDays", testDays, 1);
  checkDays("windows.gapDays", gapDays, 0);
  checkDays("windows.stepDays", stepDays, 1);
  if (stepDays < testDays) {
    throw invalid(
      `stepDays is ${stepDays}, less than the ${testDays} testDays, so that days would be tested twice`,
      "Leave stepDays out, or make it testDays or more.",
      "windows.stepDays",
    );
  }
  const days = daysOf(covered);
  const at = (day: number) => covered.startMs + day * DAY_MS;
  const folds: FoldWindows[] = [];
  let end = 0;
  for (let day = trainDays + gapDays; day + testDays <= days; day += stepDays) {
    const trainEnd = day - gapDays;
    const trainStart = scheme === "anchored" ? 0 : trainEnd - trainDays;
    end = day + testDays;
    folds.push({
      train: [{ startMs: at(trainStart), endMs: at(trainEnd) }],
      test: { startMs: at(day), endMs: at(end) },
    });
  }
  if (folds.length === 0) {
    throw invalid(
      `${trainDays} days of training, ${gapDays} between and ${testDays} of testing are more than the ${days} days of data`,
      "Make the windows shorter, or take more data.",
      "windows",
    );
  }
  return { folds, unusedDays: days - end, emptyFolds: 0 };
}

/**
 * The folds of a purged k-fold with embargo, oldest first (López de Prado, Advances in Financial
 * Machine Learning, 7.4).
 * @throws WALK_FORWARD_INVALID
 */
export function kFoldPlan(covered: TimeWindow, windows: KFoldWindows): FoldPlan {
  const { folds: count, purgeDays = 0, embargoDays = 0 } = windows;
  checkDays("folds", count, 2, 100);
  checkDays("purgeDays", purgeDays, 0);
  checkDays("embargoDays", embargoDays, 0);
  const days = daysOf(covered);
  if (days < count) {
    throw invalid(
      `${count} folds need a day each, and the data have ${days}`,
      "Use fewer folds, or take more data.",
      "folds",
    );
  }
  const at = (day: number) => covered.startMs + day * DAY_MS;
  const edge = (fold: number) => Math.round((fold * days) / count);
  const folds = Array.from({ length: count }, (_, fold): FoldWindows => {
    const [start, end] = [edge(fold), edge(fold + 1)];
    const before = { startMs: at(0), endMs: at(start - purgeDays) };
    const after = { startMs: at(end + purgeDays + embargoDays), endMs: at(days) };
    const train = [before, after].filter(({ startMs, endMs }) => startMs < endMs);
    if (train.length === 0) {
      throw invalid(
        `a purge of ${purgeDays} and an embargo of ${embargoDays} days leave nothing to train fold ${fold + 1} on`,
        "Make them shorter, or use fewer folds.",
        "purgeDays",
      );
    }
    return { train, test: { startMs: at(start), endMs: at(end) } };
  });
  return { folds, unusedDays: 0, emptyFolds: 0 };
}
