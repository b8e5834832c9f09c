/** A search as it is shown, and as it is kept: what was asked, and its trials as columns. */
import { type SearchJson, type SweepSize, searchJson } from "@perpmill/engine";
import type { TabSearch, TabSearchEnd } from "../../../engine/study-protocol";
import type { ShownEnd } from "../../../stores/study-facts";
import type { SharedData } from "../../run/inspector/share-link";
import type { SweepDraft } from "../sweep/sweep-draft";
import { columnsThere, type KeptRows, StudyRows } from "../table/study-rows";
import type { DataThere } from "../there/study-market";

/** What is asked, and of which bars. */
export interface SearchStudy {
  readonly id: string;
  readonly draft: SweepDraft;
  readonly search: TabSearch;
  readonly data: SharedData | null;
  /** where the server runs it; null: it runs in the tab */
  readonly there: DataThere | null;
  readonly symbol: string | null;
  readonly axes: SweepSize["axes"];
  readonly rows: StudyRows;
}

/** What came of it: in the tab all that the engine says of it. */
export type SearchEnd = (TabSearchEnd | ShownEnd) & {
  readonly infeasible: number;
  /** of several objectives the trial nearest to the best of each; null: none is feasible */
  readonly best: { readonly trial: number } | null;
};

interface SearchDocument extends Omit<SearchStudy, "id" | "rows">, KeptRows {
  /** null: it was stopped before its end */
  readonly end: SearchEnd | null;
}

export function keptSearch({ id: _, rows, ...asked }: SearchStudy, end: SearchEnd | null) {
  return { ...asked, ...columnsThere(rows), end } satisfies SearchDocument;
}

/** @param document as `keptSearch` gave it */
export function openedSearch(id: string, document: unknown) {
  const { columns, length, total, end, ...asked } = document as SearchDocument;
  const study: SearchStudy = { id, ...asked, rows: StudyRows.of(columns, length, total) };
  return { study, end };
}

/** All of a search of the tab, as the engine and the command write it. */
export function wholeSearch({ rows }: SearchStudy, end: TabSearchEnd): SearchJson {
  return searchJson({ ...end, trials: columnsThere(rows), returns: null }, end.data);
}
