/** A search as it is shown, and as it is kept: what was asked, and its trials as columns. */
import type { SweepSize } from "@perpmill/engine";
import type { TabSearch, TabSearchEnd } from "../../../engine/study-protocol";
import type { SharedData } from "../../run/inspector/share-link";
import type { SweepDraft } from "../sweep/sweep-draft";
import { columnsThere, type KeptRows, StudyRows } from "../table/study-rows";

/** What is asked, and of which bars. */
export interface SearchStudy {
  readonly id: string;
  readonly draft: SweepDraft;
  readonly search: TabSearch;
  readonly data: SharedData | null;
  readonly symbol: string | null;
  readonly axes: SweepSize["axes"];
  readonly rows: StudyRows;
}

interface SearchDocument extends Omit<SearchStudy, "id" | "rows">, KeptRows {
  /** null: it was stopped before its end */
  readonly end: TabSearchEnd | null;
}

export function keptSearch({ id: _, rows, ...asked }: SearchStudy, end: TabSearchEnd | null) {
  return { ...asked, ...columnsThere(rows), end } satisfies SearchDocument;
}

/** @param document as `keptSearch` gave it */
export function openedSearch(id: string, document: unknown) {
  const { columns, length, total, end, ...asked } = document as SearchDocument;
  const study: SearchStudy = { id, ...asked, rows: StudyRows.of(columns, length, total) };
  return { study, end };
}
