/** Counts the runs of a study over folds and tells how far it is. */
import type { FoldProgress } from "./fold-options.js";
import { daysOf, type FoldWindows, type TimeWindow } from "./windows.js";

function daysOfAll(windows: readonly TimeWindow[]): number {
  return windows.reduce((sum, window) => sum + daysOf(window), 0);
}

export class FoldCount {
  readonly #folds: readonly FoldWindows[];
  readonly #budget: number;
  readonly #tell: ((progress: FoldProgress) => void) | undefined;
  /** days to be run for each trial, in all folds and in those that are done */
  readonly #allDays: number;
  #pastDays = 0;
  #fold = 0;
  #stage: FoldProgress["stage"] = "train";
  /** runs of the stage so far */
  #inStage = 0;
  #done = 0;
  #reused = 0;

  /** @param budget trials of a fold, about */
  constructor(
    folds: readonly FoldWindows[],
    budget: number,
    tell: ((progress: FoldProgress) => void) | undefined,
  ) {
    this.#folds = folds;
    this.#budget = budget;
    this.#tell = tell;
    this.#allDays = folds.reduce((sum, { train, test }) => sum + daysOfAll([...train, test]), 0);
  }

  get done(): number {
    return this.#done;
  }

  get reused(): number {
    return this.#reused;
  }

  begin(stage: FoldProgress["stage"]): void {
    this.#stage = stage;
    this.#inStage = 0;
  }

  add(runs: number, reused: number): void {
    this.#done += runs;
    this.#reused += reused;
    this.#inStage += runs;
    this.#tell?.({
      fold: this.#fold,
      folds: this.#folds.length,
      stage: this.#stage,
      done: this.#done,
      reused: this.#reused,
      share: this.#share(),
    });
  }

  /** Ends a fold. */
  end(): void {
    const { train, test } = this.#folds[this.#fold];
    this.#pastDays += daysOfAll([...train, test]);
    this.#fold++;
  }

  #share(): number {
    const { train, test } = this.#folds[this.#fold];
    const isTrain = this.#stage === "train";
    const stageDays = isTrain ? daysOfAll(train) : daysOf(test);
    const stageRuns = this.#budget * (isTrain ? train.length : 1);
    const before = this.#pastDays + (isTrain ? 0 : daysOfAll(train));
    const now = stageDays * Math.min(1, this.#inStage / stageRuns);
    return (before + now) / this.#allDays;
  }
}
