/** One declared parameter as a descriptor has it: texts and slider filled in, everything checked. */
import {
  isWholeUnit,
  type NumberUnit,
  type StrategyParameter,
  type Text,
} from "@perpmill/core-wasm/strategies";
import { show } from "../config/issues.js";
import { nearestName } from "../config/nearest.js";
import { PerpmillError } from "../errors.js";
import type {
  BooleanDeclaration,
  ChoiceDeclaration,
  NumberDeclaration,
  ParameterDeclaration,
  TextInput,
} from "./parameters.js";

const UNITS: readonly NumberUnit[] = [
  "ratio",
  "multiple",
  "perPrice",
  "price",
  "days",
  "count",
  "bars",
  "ms",
];

const TYPES = ["number", "size", "choice", "boolean"] as const;

/** Keys of `strategy` that are not parameters. */
const TAKEN: readonly string[] = ["name", "module", "orderRefreshMs"];

/** What is wrong with a definition. */
export function invalidDefinition(field: string, message: string, hint: string): PerpmillError {
  return new PerpmillError("STRATEGY_INVALID", { message, where: { field }, hint });
}

/** `bidSpread` as "Bid spread". */
function words(name: string): string {
  const text = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A text in every language. */
export function textOf(input: TextInput | undefined, fallback: string): Text {
  if (input === undefined) return { en: fallback, zh: fallback };
  return typeof input === "string" ? { en: input, zh: input } : input;
}

function checkName(name: string, field: string): void {
  if (!/^[a-z][A-Za-z0-9]*$/.test(name) || TAKEN.includes(name)) {
    throw invalidDefinition(
      field,
      `a parameter cannot be named ${show(name)}`,
      `Use a name such as "bidSpread", and none of ${TAKEN.join(", ")}.`,
    );
  }
}

function checkBounds(declared: NumberDeclaration, field: string): void {
  const { unit, min, max, default: value } = declared;
  if (!UNITS.includes(unit)) {
    throw invalidDefinition(
      `${field}.unit`,
      `${field}.unit is ${show(unit)}, there are ${UNITS.join(", ")}`,
      `Did you mean "${nearestName(String(unit), UNITS)}"?`,
    );
  }
  if (!Number.isFinite(min) || !Number.isFinite(max) || min > max) {
    throw invalidDefinition(
      field,
      `${field} must have bounds min ≤ max, got ${show(min)} and ${show(max)}`,
      "Give the smallest and the largest value that make sense.",
    );
  }
  if (value === undefined || value === null) return;
  const whole = !isWholeUnit(unit) || Number.isSafeInteger(value);
  if (typeof value !== "number" || !(value >= min && value <= max) || !whole) {
    throw invalidDefinition(
      `${field}.default`,
      `${field}.default is ${show(value)}, outside of its own bounds ${min} to ${max}${whole ? "" : " or not whole"}`,
      "Change the default or the bounds.",
    );
  }
}

type Common = Pick<StrategyParameter, "name" | "label" | "help" | "dependsOn">;

function numberParameter(declared: NumberDeclaration, common: Common): StrategyParameter {
  const { unit, min, max, scale = "linear", default: fallback } = declared;
  return {
    ...common,
    type: "number",
    unit,
    min,
    max,
    required: fallback === undefined,
    ...(fallback === undefined ? {} : { default: fallback }),
    sliderMin: declared.sliderMin ?? min,
    sliderMax: declared.sliderMax ?? max,
    step: declared.step ?? (isWholeUnit(unit) ? 1 : (max - min) / 1000),
    scale,
  };
}

function choiceParameter(
  { values, default: fallback }: ChoiceDeclaration,
  common: Common,
  field: string,
): StrategyParameter {
  if (!Array.isArray(values) || !values.includes(fallback)) {
    throw invalidDefinition(
      `${field}.default`,
      `${field}.default is ${show(fallback)}, which is none of its values ${show(values)}`,
      "Give a list of words in values, and one of them as the default.",
    );
  }
  const labelled = values.map((value: string) => ({ value, label: textOf(undefined, value) }));
  return { ...common, type: "choice", required: false, values: labelled, default: fallback };
}

function booleanParameter(
  { default: fallback }: BooleanDeclaration,
  common: Common,
  field: string,
): StrategyParameter {
  if (typeof fallback !== "boolean") {
    throw invalidDefinition(
      `${field}.default`,
      `${field}.default must be true or false, got ${show(fallback)}`,
      "Give one of the two.",
    );
  }
  return { ...common, type: "boolean", required: false, default: fallback };
}

/**
 * A declared parameter as data.
 * @throws STRATEGY_INVALID with the field
 */
export function declaredParameter(name: string, declared: ParameterDeclaration): StrategyParameter {
  const field = `parameters.${name}`;
  checkName(name, field);
  const common: Common = {
    name,
    label: textOf(declared.label, words(name)),
    help: textOf(declared.help, ""),
    ...(declared.dependsOn === undefined ? {} : { dependsOn: declared.dependsOn }),
  };
  switch (declared.type) {
    case "size":
      return { ...common, type: "size", required: true };
    case "choice":
      return choiceParameter(declared, common, field);
    case "boolean":
      return booleanParameter(declared, common, field);
    case "number":
    case undefined:
      checkBounds(declared, field);
      return numberParameter(declared, common);
    default:
      throw invalidDefinition(
        `${field}.type`,
        `${field}.type is ${show(Reflect.get(declared, "type"))}, there are ${TYPES.join(", ")}`,
        "Leave it out for a number.",
      );
  }
}
