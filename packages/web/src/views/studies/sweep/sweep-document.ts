/** A sweep as it is kept: what was asked, and its rows as columns. */
import type { SweepColumn, SweepSize } from "@perpmill/engine";
import type { TabSweep, TabSweepEnd } from "../../../engine/sweep-protocol";
import type { SharedData } from "../../run/inspector/share-link";
import type { StudyRows } from "../table/study-rows";
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

export interface SweepDocument extends Omit<SweepStudy, "id" | "rows"> {
  readonly columns: readonly SweepColumn[];
  /** rows that are there, and that there would be */
  readonly length: number;
  readonly total: number;
  /** null: it was stopped before its end */
  readonly end: TabSweepEnd | null;
}

export function keptSweep(
  { id: _, rows, ...asked }: SweepStudy,
  end: TabSweepEnd | null,
): SweepDocument {
  const { columns, length, total } = rows;
  const there = columns.map((column): SweepColumn => {
    if (column.kind === "number") return { ...column, values: column.values.slice(0, length) };
    if (column.kind === "text") return { ...column, values: column.values.slice(0, length) };
    return { ...column, values: column.values.slice(0, length) };
  });
  return { ...asked, columns: there, length, total, end };
}
