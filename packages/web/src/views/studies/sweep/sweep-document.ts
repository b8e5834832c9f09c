/** A sweep as it is kept: what was asked, and its rows as columns. */
import type { SweepColumn } from "@perpmill/engine";
import type { TabSweepEnd } from "../../../engine/sweep-protocol";
import type { SweepStudy } from "../../../stores/sweeps";

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
