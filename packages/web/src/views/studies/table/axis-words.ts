/** Parameters of tables: their short names and values as people read them. */
import type { AxisValue } from "@perpmill/engine";
import { shownText } from "../../run/inspector/field-text";
import type { FormField } from "../../run/inspector/form-fields";

/** A parameter of a table. */
export interface TableAxis {
  readonly path: string;
  readonly label: string;
  /** of its values as they are shown; empty: none */
  readonly unit: string;
  readonly text: (value: AxisValue) => string;
}

/** @param field null: it is not known here, and stands by its path */
export function tableAxis(path: string, field: FormField | null, unit: string): TableAxis {
  if (field === null) {
    return { path, label: path, unit: "", text: (value) => (value === null ? "—" : String(value)) };
  }
  const choices = new Map(field.choices.map((one) => [one.value, one.label]));
  const text = (value: AxisValue): string => {
    if (value === null) return "—";
    if (typeof value === "string") return choices.get(value) ?? value;
    if (typeof value === "boolean") return value ? "✓" : "✗";
    return shownText(field, Number(value.toPrecision(6)));
  };
  return { path, label: field.label, unit, text };
}
