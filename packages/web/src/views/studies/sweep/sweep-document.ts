/** A sweep as it is shown, and as it is kept: what was asked, and its rows as columns. */
import { type SweepJson, type SweepSize, sweepJson } from "@perpmill/engine";
import type { TabSweep, TabSweepEnd } from "../../../engine/sweep-protocol";
import type { ShownEnd } from "../../../stores/study-facts";
import type { SharedData } from "../../run/inspector/share-link";
import { columnsThere, type KeptRows, StudyRows } from "../table/study-rows";
import type { DataThere } from "../there/study-market";
import type { SweepDraft } from "./sweep-draft";

/** What is asked, and of which bars. */
export interface SweepStudy {
  readonly id: string;
  readonly draft: SweepDraft;
  readonly sweep: TabSweep;
  readonly data: SharedData | null;
  /** where the server runs it; null: it runs in the tab */
  readonly there: DataThere | null;
  readonly symbol: string | null;
  readonly axes: SweepSize["axes"];
  readonly rows: StudyRows;
}

/** What came of it: in the tab all that the engine says of it. */
export type SweepEnd = TabSweepEnd | ShownEnd;

interface SweepDocument extends Omit<SweepStudy, "id" | "rows">, KeptRows {
  /** null: it was stopped before its end */
  readonly end: SweepEnd | null;
}

export function keptSweep({ id: _, rows, ...asked }: SweepStudy, end: SweepEnd | null) {
  return { ...asked, ...columnsThere(rows), end } satisfies SweepDocument;
}

/** @param document as `keptSweep` gave it */
export function openedSweep(id: string, document: unknown) {
  const { columns, length, total, end, ...asked } = document as SweepDocument;
  const study: SweepStudy = { id, ...asked, rows: StudyRows.of(columns, length, total) };
  return { study, end };
}

/** All of a sweep of the tab, as the engine and the command write it. */
export function wholeSweep({ rows }: SweepStudy, end: TabSweepEnd): SweepJson {
  return sweepJson({ ...end, table: columnsThere(rows), returns: null }, end.data);
}
