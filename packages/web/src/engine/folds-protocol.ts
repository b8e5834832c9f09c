/** What the page asks of its engine worker about studies over folds in time, and what it is told meanwhile. */
import type {
  FoldProgress,
  KFoldJson,
  KFoldStudy,
  TimeSplitsStudy,
  WalkForwardJson,
  WalkForwardOptions,
  WalkForwardStudy,
} from "@perpmill/engine";
import type { TabStrategy } from "./tab-strategy";

/** What looks for its best on some of the time and tries it on the rest: plain data, as a server takes it. */
export type FoldsStudy = WalkForwardStudy | KFoldStudy;
export type FoldsEnd = WalkForwardJson | KFoldJson;

export interface FoldsTabRequest {
  readonly kind: "folds";
  readonly study: FoldsStudy;
  readonly strategy: TabStrategy | null;
}

export interface SplitsTabRequest {
  readonly kind: "splits";
  readonly study: TimeSplitsStudy;
  readonly strategy: TabStrategy | null;
}

/** A fold whose best is known; its account is run when all are. */
export type ChosenFold = Parameters<NonNullable<WalkForwardOptions["onFold"]>>[0];

/** What is told while folds are worked on. */
export interface FoldsPart {
  readonly progress: FoldProgress;
  /** in their order, those of the part before among them */
  readonly folds: readonly ChosenFold[];
}

/** Own runs of windows that are done. */
export interface SplitsPart {
  readonly done: number;
  readonly total: number;
}
