/** What the page and its engine worker say to each other. Bars and trades stay in the worker. */
import type { ConfigInput, EnvelopeResult, ResultJson, RiskJson } from "@perpmill/engine";
import type { KlinesAnswers, KlinesRequest } from "./klines-protocol";
import type { BarsFacts } from "./market-facts";
import type { MarketAnswers, MarketRequest } from "./market-protocol";
import type { StudyTabAnswers, StudyTabRequest, TabParts } from "./study-protocol";
import type { SweepTabAnswers, SweepTabRequest } from "./sweep-protocol";
import type { TabStrategy } from "./tab-strategy";
import type { TradesAnswers, TradesRequest } from "./trades-protocol";

export type { BarsFacts, TabStrategy };

export type TabRequest =
  | KlinesRequest
  | MarketRequest
  | StudyTabRequest
  | SweepTabRequest
  | TradesRequest
  | { readonly kind: "openFiles"; readonly files: readonly File[] }
  /** labelled synthetic, with mark prices and funding of its own */
  | { readonly kind: "openSample"; readonly bars: number; readonly seed: number }
  /** bars in the engine's column format, as servers send them */
  | {
      readonly kind: "openColumns";
      readonly columns: Blob;
      readonly name: string;
      readonly synthetic: boolean;
    }
  | {
      readonly kind: "run";
      readonly config: ConfigInput;
      /** most points of each curve */
      readonly points: number;
      /** without hashes, for a curve that follows a slider; all other numbers are the same */
      readonly quick: boolean;
      /** null: a built-in one */
      readonly strategy: TabStrategy | null;
      /** whether its fills are of no interest: those of the run before stay the ones that are looked at */
      readonly apart?: boolean;
    }
  /** every path model, fill rule and share of volume */
  | {
      readonly kind: "envelope";
      readonly config: ConfigInput;
      readonly strategy: TabStrategy | null;
    }
  /** how near it comes to losing the account */
  | {
      readonly kind: "risk";
      readonly config: ConfigInput;
      readonly strategy: TabStrategy | null;
    };

/** A run as the page needs it. */
export interface TabRun {
  readonly result: ResultJson;
  /** from the request to the result, in the worker */
  readonly totalMs: number;
}

export interface TabAnswers
  extends KlinesAnswers,
    MarketAnswers,
    StudyTabAnswers,
    SweepTabAnswers,
    TradesAnswers {
  readonly openFiles: BarsFacts;
  readonly openSample: BarsFacts;
  readonly openColumns: BarsFacts;
  readonly run: TabRun;
  readonly envelope: EnvelopeResult;
  readonly risk: RiskJson;
}

/** An error of the engine as it travels. */
export interface TabError {
  readonly code: string;
  readonly message: string;
  readonly hint: string | null;
  readonly field: string | null;
}

/** How far a request is: bytes of a file, bars of a run, or a share of one. */
export interface TabProgress {
  readonly done: number;
  readonly total: number | null;
}

export type ToTab =
  /** comes first where memory may be shared: see cancel-flags.ts */
  | { readonly type: "flags"; readonly flags: Int32Array }
  | { readonly type: "call"; readonly id: number; readonly request: TabRequest }
  | { readonly type: "cancel"; readonly id: number };

export type FromTab =
  | { readonly type: "progress"; readonly id: number; readonly progress: TabProgress }
  /** some of what the answer will be, while it is worked out */
  | { readonly type: "part"; readonly id: number; readonly part: TabParts[keyof TabParts] }
  | { readonly type: "done"; readonly id: number; readonly value: TabAnswers[keyof TabAnswers] }
  | { readonly type: "failed"; readonly id: number; readonly error: TabError };
