/** The documents that a study's report is made of. */
import type { SearchJson } from "../../search/search-json.js";
import type { SweepJson } from "../../sweeps/sweep-json.js";
import type { TrustJson } from "../../trust/trust-json.js";
import type { KFoldJson, TimeSplitsJson, WalkForwardJson } from "../../walk-forward/folds-json.js";

/** A study as plain JSON, by its `kind`. */
export type ReportedStudy =
  | SweepJson
  | SearchJson
  | WalkForwardJson
  | KFoldJson
  | TimeSplitsJson
  | TrustJson;

/** Kinds of studies that have a report. */
export const REPORTED_KINDS = [
  "sweep",
  "search",
  "walk-forward",
  "k-fold",
  "time-splits",
  "trust",
] as const satisfies readonly ReportedStudy["kind"][];
