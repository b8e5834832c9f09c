/** A table back from its JSON. */
import type { SweepColumn, SweepTable } from "../../sweeps/table.js";
import type { TableJson } from "../../sweeps/table-json.js";

function columnOf(name: string, values: TableJson[string]): SweepColumn {
  if (values.every((value) => value === null || typeof value === "number")) {
    const numbers = Float64Array.from(values, (value) => Number(value ?? Number.NaN));
    return { name, kind: "number", values: numbers };
  }
  return {
    name,
    kind: "text",
    values: values.map((value) => (value === null ? null : String(value))),
  };
}

/** The columns of these names: numbers as numbers, the rest as text. */
export function tableOfJson(columns: TableJson, names: readonly string[]): SweepTable {
  const kept = names.map((name) => columnOf(name, columns[name] ?? []));
  return { length: kept[0]?.values.length ?? 0, columns: kept };
}
