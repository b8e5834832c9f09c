/** Tasks of studies: rows of one, and what is found out about them when all are there. */
import type { AskedRow, RowResult, RowsRecipe } from "@perpmill/engine";
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

export type StudyTask = StudyRowsTask;

export interface StudyTaskResults {
  /** how many were given */
  "study-rows": { readonly kind: "study-rows"; readonly rows: number };
}
