/** Studies over folds as plain JSON: numbers, texts, null. */
import type { DataIdentity } from "../runs/result.js";
import { type StudyHead, studyHead } from "../studies/study-head.js";
import type { FoldBest, FoldResult, FoldsResult, JoinedAccount } from "./fold-options.js";
import type { KFoldResult } from "./k-fold.js";
import type { TimeSplitsResult } from "./time-splits.js";
import type { WalkForwardResult } from "./walk-forward.js";

const DAY_MS = 86_400_000;

/** An account by days, as columns. */
export interface AccountJson {
  /** UTC ms of the midnight before */
  readonly time: readonly number[];
  /** share of one */
  readonly returns: readonly number[];
  /** quote, at the end of the day */
  readonly equity: readonly number[];
}

/** A fold; the configuration of its best is that of the study with the parameters in it. */
export interface FoldJson extends Omit<FoldResult, "best"> {
  readonly best: Omit<FoldBest, "config"> | null;
}

type FoldsJson = Omit<FoldsResult, "account" | "folds" | "workers" | "sharedMemory"> & {
  readonly folds: readonly FoldJson[];
  readonly account: AccountJson;
};

export type WalkForwardJson = StudyHead<"walk-forward"> &
  FoldsJson &
  Pick<WalkForwardResult, "windows" | "position">;

export type KFoldJson = StudyHead<"k-fold"> & FoldsJson & Pick<KFoldResult, "windows">;

export type TimeSplitsJson = StudyHead<"time-splits"> &
  Omit<TimeSplitsResult, "account" | "workers" | "sharedMemory"> & {
    readonly account: AccountJson;
  };

function accountJson({ day, returns, equity }: JoinedAccount): AccountJson {
  return {
    time: Array.from(day, (one) => one * DAY_MS),
    returns: Array.from(returns),
    equity: Array.from(equity),
  };
}

function foldJson({ best, ...fold }: FoldResult): FoldJson {
  if (best === null) return { ...fold, best };
  const { config: _, ...others } = best;
  return { ...fold, best: others };
}

/** What does not hang on where the study was run. */
function foldsJson<Result extends FoldsResult>({
  workers: _,
  sharedMemory: __,
  account,
  folds,
  ...others
}: Result) {
  return { ...others, folds: folds.map(foldJson), account: accountJson(account) };
}

/** @param data what the study was run on, as `dataIdentity` gives it */
export function walkForwardJson(result: WalkForwardResult, data: DataIdentity): WalkForwardJson {
  return { ...studyHead("walk-forward", data, result.config), ...foldsJson(result) };
}

/** @param data what the study was run on, as `dataIdentity` gives it */
export function kFoldJson(result: KFoldResult, data: DataIdentity): KFoldJson {
  return { ...studyHead("k-fold", data, result.config), ...foldsJson(result) };
}

/** @param data what the study was run on, as `dataIdentity` gives it */
export function timeSplitsJson(
  { workers: _, sharedMemory: __, account, ...others }: TimeSplitsResult,
  data: DataIdentity,
): TimeSplitsJson {
  return {
    ...studyHead("time-splits", data, others.config),
    ...others,
    account: accountJson(account),
  };
}
