/** What a study is asked, as JSON: discriminated by `kind`. */
import { type Static, Type } from "typebox";
import { KFoldStudySchema, TimeSplitsStudySchema, WalkForwardStudySchema } from "./fold-studies.js";
import { RiskStudySchema } from "./risk-study.js";
import { SearchStudySchema } from "./search-study.js";
import { SweepStudySchema } from "./sweep-study.js";
import { TrustStudySchema } from "./trust-study.js";

/** The schema of a request. What no schema can say (paths, names of metrics) the engine checks itself. */
export const StudyRequestSchema = Type.Union(
  [
    SweepStudySchema,
    SearchStudySchema,
    WalkForwardStudySchema,
    KFoldStudySchema,
    TimeSplitsStudySchema,
    TrustStudySchema,
    RiskStudySchema,
  ],
  { title: "StudyRequest" },
);

/** What a study is asked. */
export type StudyRequest = Static<typeof StudyRequestSchema>;

/** The kinds of studies. */
export const STUDY_KINDS = [
  "sweep",
  "search",
  "walk-forward",
  "k-fold",
  "time-splits",
  "trust",
  "risk",
] as const satisfies readonly StudyRequest["kind"][];
export type StudyKind = (typeof STUDY_KINDS)[number];
