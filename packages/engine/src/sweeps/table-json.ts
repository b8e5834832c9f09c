/** A table as plain JSON. */
import type { CellValue } from "./metric-columns.js";
import type { SweepTable } from "./table.js";

/** Columns by name, in their order; what does not exist is null. */
export type TableJson = Readonly<Record<string, readonly CellValue[]>>;

export function tableJson({ columns }: SweepTable): TableJson {
  return Object.fromEntries(
    columns.map(({ name, kind, values }): [string, readonly CellValue[]] => [
      name,
      kind === "number" ? Array.from(values, (one) => (Number.isNaN(one) ? null : one)) : values,
    ]),
  );
}
