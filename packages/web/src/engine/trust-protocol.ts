/** What the page asks of its engine worker about a verdict, and what it is told meanwhile. */
import type {
  ConfigInput,
  TrustJson,
  TrustPart,
  TrustProgress,
  TrustRequest,
} from "@perpmill/engine";
import type { TabStrategy } from "./tab-strategy";

/** A verdict that is asked of a tab: plain data. */
export type TabTrust = Pick<TrustRequest, "sweep" | "walkForward" | "tried" | "seed"> & {
  readonly config: ConfigInput;
};

/** Another market that the configuration is tried on. */
export interface TabOtherMarket {
  /** what it is called, which no other one is */
  readonly name: string;
  /** a preset's name */
  readonly instrument: string;
  /** files with bars, mark prices and funding rates; or bars in the engine's column format */
  readonly from: readonly File[] | Blob;
}

export interface TrustTabRequest {
  readonly kind: "trust";
  readonly study: TabTrust;
  readonly others: readonly TabOtherMarket[];
  readonly strategy: TabStrategy | null;
}

/** What is told while it runs. */
export interface TrustPartTold {
  readonly progress: TrustProgress;
  /** parts that were begun, in their order; the last is under way */
  readonly begun: readonly TrustPart[];
}

/** What came of it. */
export interface TrustEnd {
  readonly verdict: TrustJson;
  /** null: not known */
  readonly tookMs: number | null;
}
