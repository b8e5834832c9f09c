/** A sweep as it is shown, and as it is kept: what was asked, and its rows as columns. */
import type { SweepSize } from "@perpmill/engine";
import type { TabSweep, TabSweepEnd } from "../../../engine/sweep-protocol";
import type { SharedData } from "../../run/inspector/share-link";
import { columnsThere, type KeptRows, StudyRows } from "../table/study-rows";
import type { SweepDraft } from "./sweep-draft";

/** What is asked, and of which bars. */
export interface SweepStudy {
  readonly id: string;
  readonly draft: SweepDraft;
  readonly sweep: TabSweep;
  readonly data: SharedData | null;
  readonly symbol: string | null;
  readonly axes: SweepSize["axes"];
  readonly rows: StudyRows;
}

interface SweepDocument extends Omit<SweepStudy, "id" | "rows">, KeptRows {
  /** null: it was stopped before its end */
  readonly end: TabSweepEnd | null;
}

export function keptSweep({ id: _, rows, ...asked }: SweepStudy, end: TabSweepEnd | null) {
  return { ...asked, ...columnsThere(rows), end } satisfies SweepDocument;
}

/** @param document as `keptSweep` gave it */
export function openedSweep(id: string, document: unknown) {
  const { columns, length, total, end, ...asked } = document as SweepDocument;
  const study: SweepStudy = { id, ...asked, rows: StudyRows.of(columns, length, total) };
  return { study, end };
}
