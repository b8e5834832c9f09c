/** What the page asks of its engine worker about studies, and what it is told meanwhile. */
import type {
  DataIdentity,
  SearchProgress,
  SearchResult,
  SearchStudy,
  SweepRows,
  TimeSplitsJson,
} from "@perpmill/engine";
import type {
  FoldsEnd,
  FoldsPart,
  FoldsTabRequest,
  SplitsPart,
  SplitsTabRequest,
} from "./folds-protocol";
import type { SweepPart } from "./sweep-protocol";
import type { TabStrategy } from "./tab-strategy";
import type { TrustEnd, TrustPartTold, TrustTabRequest } from "./trust-protocol";

/** A search that is asked of a tab: plain data, as a server takes it. */
export type TabSearch = Omit<SearchStudy, "kind">;

export type StudyTabRequest =
  | FoldsTabRequest
  | SplitsTabRequest
  | TrustTabRequest
  | { readonly kind: "search"; readonly study: TabSearch; readonly strategy: TabStrategy | null };

/** What came of a search, besides its trials, which were told on the way. */
export interface TabSearchEnd extends Omit<SearchResult, "trials" | "returns"> {
  readonly tookMs: number;
  /** what it was run on */
  readonly data: DataIdentity;
}

export interface StudyTabAnswers {
  readonly search: TabSearchEnd;
  readonly folds: FoldsEnd;
  readonly splits: TimeSplitsJson;
  readonly trust: TrustEnd;
}

/** What is told while a search runs, some times a second. */
export interface SearchPart {
  readonly progress: SearchProgress;
  /** trials that follow those of the part before; null: none are due yet */
  readonly rows: SweepRows | null;
}

/** What requests tell of while they are answered. */
export interface TabParts {
  readonly sweep: SweepPart;
  readonly search: SearchPart;
  readonly folds: FoldsPart;
  readonly splits: SplitsPart;
  readonly trust: TrustPartTold;
}
