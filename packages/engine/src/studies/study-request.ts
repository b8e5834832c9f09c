/** What a study is asked, as JSON: discriminated by `kind`. */
import type { Static } from "typebox";
import { SweepStudySchema } from "./sweep-study.js";

/** The schema of a request. What no schema can say (paths, names of metrics) the engine checks itself. */
export const StudyRequestSchema = SweepStudySchema;

/** What a study is asked. */
export type StudyRequest = Static<typeof StudyRequestSchema>;

/** The kinds of studies. */
export const STUDY_KINDS = ["sweep"] as const satisfies readonly StudyRequest["kind"][];
export type StudyKind = (typeof STUDY_KINDS)[number];
