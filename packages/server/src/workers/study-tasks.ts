/** Tasks of studies: rows of one, one as a whole, what belongs to all rows, files of them. */
import type {
  AskedRow,
  InstrumentInput,
  Language,
  NormaliseContext,
  RowResult,
  RowsRecipe,
  StudyColumn,
  StudyRequest,
  StudyStage,
  SummaryPlan,
  SweepRows,
  TriedStudy,
  WalkedStudy,
} from "@perpmill/engine";
import type { RunData, TaskPlaces, UserModule } from "./task-data.js";

/** Rows of a sweep, given one by one while it runs. */
export interface StudyRowsTask {
  readonly kind: "study-rows";
  readonly places: TaskPlaces;
  readonly data: RunData;
  /** null: a built-in strategy */
  readonly strategy: UserModule | null;
  readonly recipe: RowsRecipe;
  readonly rows: readonly AskedRow[];
}

/** A row that is there. */
export interface GivenRow {
  readonly index: number;
  readonly row: RowResult;
}

/** A row by its key, for a study that goes on after a stop. */
export interface KeptRow {
  readonly key: string;
  readonly row: RowResult;
}

/** Another market that a verdict runs on. */
export interface OtherData {
  readonly name: string;
  /** a preset's name, or an instrument */
  readonly instrument: string | InstrumentInput;
  readonly data: RunData;
}

/** A study that one process works on with several threads. */
export interface StudyWholeTask {
  readonly kind: "study-whole";
  readonly places: TaskPlaces;
  readonly data: RunData;
  /** null: a built-in strategy */
  readonly strategy: UserModule | null;
  readonly request: StudyRequest;
  readonly threads: number;
  /** of a verdict: what was tried before; null: nobody told */
  readonly tried: TriedStudy | null;
  /** of a verdict: what choosing on the past has come to; null: nobody told */
  readonly walked: WalkedStudy | null;
  /** of a verdict */
  readonly others: readonly OtherData[];
  /** rows of before, which are not run again */
  readonly kept: readonly KeptRow[];
}

/** What a whole study tells on its way. */
export interface StudyPart {
  /** null: as before */
  readonly stage: StudyStage | null;
  /** trials that follow each other */
  readonly trials: readonly SweepRows[];
  readonly kept: readonly KeptRow[];
}

/** Rows as a file: a line of JSON each, `[index, outcome, point, cells, problem, hasReturns]`. */
export interface RowsFile {
  readonly path: string;
  /** f32 of those rows that have them, little-endian, one after the other; null: left out */
  readonly returns: { readonly path: string; readonly days: number } | null;
}

/** What belongs to all rows of a sweep. */
export interface StudyFinishTask {
  readonly kind: "study-finish";
  readonly places: TaskPlaces;
  readonly data: RunData;
  readonly plan: SummaryPlan;
  readonly context: NormaliseContext;
  readonly rows: RowsFile;
}

export const STUDY_FORMATS = ["csv", "json", "parquet"] as const;
export type StudyFormat = (typeof STUDY_FORMATS)[number];

/** Rows as a file of a format. */
export interface StudyExportTask {
  readonly kind: "study-export";
  readonly rows: RowsFile;
  readonly columns: readonly StudyColumn[];
  readonly format: StudyFormat;
  /** JSON of what belongs to all rows, for formats that have it; null: not known yet */
  readonly document: string | null;
  readonly out: string;
}

/** A study as a page. */
export interface StudyReportTask {
  readonly kind: "study-report";
  /** JSON */
  readonly document: string;
  /** of a sweep; null: the document has all of it */
  readonly rows: RowsFile | null;
  readonly columns: readonly StudyColumn[];
  readonly language: Language;
}

export type StudyTask =
  | StudyRowsTask
  | StudyWholeTask
  | StudyFinishTask
  | StudyExportTask
  | StudyReportTask;

export interface StudyTaskResults {
  /** how many were given */
  "study-rows": { readonly kind: "study-rows"; readonly rows: number };
  /** JSON of the document */
  "study-whole": { readonly kind: "study-whole"; readonly document: string };
  "study-finish": { readonly kind: "study-finish"; readonly document: string };
  "study-report": { readonly kind: "study-report"; readonly html: string };
  "study-export": { readonly kind: "study-export"; readonly bytes: number };
}
