/** What the page asks of its engine worker about searches and walk-forward, and what it is told meanwhile. */
import type {
  DataIdentity,
  FoldProgress,
  SearchProgress,
  SearchResult,
  SearchStudy,
  SweepRows,
  WalkForwardJson,
  WalkForwardOptions,
  WalkForwardStudy,
} from "@perpmill/engine";
import type { SweepPart } from "./sweep-protocol";
import type { TabStrategy } from "./tab-strategy";
import type { TabTrustEnd, TrustPartTold, TrustTabRequest } from "./trust-protocol";

/** A search that is asked of a tab: plain data, as a server takes it. */
export type TabSearch = Omit<SearchStudy, "kind">;

export type TabWalkForward = Omit<WalkForwardStudy, "kind">;

export type StudyTabRequest =
  | TrustTabRequest
  | { readonly kind: "search"; readonly study: TabSearch; readonly strategy: TabStrategy | null }
  | {
      readonly kind: "walkForward";
      readonly study: TabWalkForward;
      readonly strategy: TabStrategy | null;
    };

/** What came of a search, besides its trials, which were told on the way. */
export interface TabSearchEnd extends Omit<SearchResult, "trials" | "returns"> {
  readonly tookMs: number;
  /** what it was run on */
  readonly data: DataIdentity;
}

export interface StudyTabAnswers {
  readonly search: TabSearchEnd;
  readonly walkForward: WalkForwardJson;
  readonly trust: TabTrustEnd;
}

/** What is told while a search runs, some times a second. */
export interface SearchPart {
  readonly progress: SearchProgress;
  /** trials that follow those of the part before; null: none are due yet */
  readonly rows: SweepRows | null;
}

/** A fold whose best is known; its account is run when all are. */
export type ChosenFold = Parameters<NonNullable<WalkForwardOptions["onFold"]>>[0];

/** What is told while a walk-forward runs. */
export interface WalkForwardPart {
  readonly progress: FoldProgress;
  /** in their order, those of the part before among them */
  readonly folds: readonly ChosenFold[];
}

/** What requests tell of while they are answered. */
export interface TabParts {
  readonly sweep: SweepPart;
  readonly search: SearchPart;
  readonly walkForward: WalkForwardPart;
  readonly trust: TrustPartTold;
}
