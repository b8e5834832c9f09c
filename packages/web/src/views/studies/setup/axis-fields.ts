/** Every field of a configuration that an axis can move: the strategy's own first. */
import type { Language, StrategyDescriptor } from "@perpmill/engine";
import { type FormField, sectionFields } from "../../run/inspector/form-fields";
import { type StrategySurroundings, strategyForm } from "../../run/inspector/strategy-form";

/** Sections in the order in which people look for them. */
const SECTIONS = [
  "account",
  "fills",
  "path",
  "funding",
  "rebate",
  "risk",
  "volatility",
  "quoting",
  "instrument",
];

const MOVED: ReadonlySet<FormField["kind"]> = new Set(["number", "choice", "flag", "seed"]);

export interface AxisFieldGroup {
  readonly section: string;
  readonly fields: readonly FormField[];
}

/**
 * @param descriptor of the strategy; null: it is not known yet
 * @param values of its section of the configuration
 */
export function axisFields(
  descriptor: StrategyDescriptor | null,
  around: StrategySurroundings,
  language: Language,
  values: Readonly<Record<string, unknown>>,
): readonly AxisFieldGroup[] {
  const strategy = descriptor === null ? [] : strategyForm(descriptor, around, language, values);
  const groups = SECTIONS.map((section) => ({ section, fields: sectionFields(section, language) }));
  return [{ section: "strategy", fields: strategy }, ...groups]
    .map(({ section, fields }) => ({
      section,
      fields: fields.filter(({ kind }) => MOVED.has(kind)),
    }))
    .filter(({ fields }) => fields.length > 0);
}
