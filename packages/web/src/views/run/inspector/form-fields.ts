/** The fields of a configuration as forms show them, from the engine's schema: no rule is written here. */
import {
  type ConfigInput,
  configFieldTexts,
  configJsonSchema,
  type Language,
  PerpmillError,
  parseConfig,
} from "@perpmill/engine";
import { withValue } from "../../../engine/config-path";
import { displayOf, type FieldSlider } from "./field-display";

export type FieldKind = "number" | "choice" | "flag" | "text" | "time" | "seed";

/** Bounds of a number in the configuration's units. */
export interface FieldBounds {
  readonly min?: number;
  readonly max?: number;
  /** exclusive */
  readonly above?: number;
  readonly whole: boolean;
}

export interface FormField {
  /** path in the configuration */
  readonly path: string;
  readonly kind: FieldKind;
  readonly label: string;
  readonly help: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** what holds while nothing is set; null: nothing does, or it is not known here */
  readonly fallback: number | string | boolean | null;
  /** what an empty field means, in words, where it is no value; null: nothing more is known */
  readonly none: string | null;
  readonly required: boolean;
  /** whether null is a value of its own */
  readonly nullable: boolean;
  readonly bounds: FieldBounds;
  /** what is shown is the value times this */
  readonly factor: number;
  readonly unit: string;
  readonly slider: FieldSlider | null;
}

type Node = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function formsOf(node: Node): readonly Node[] {
  return Array.isArray(node.anyOf) ? node.anyOf.filter(isNode) : [node];
}

/** The properties of a section; of an instrument, all that one has. */
function propertiesOf(node: unknown): Node {
  const shapes = isNode(node) ? formsOf(node).map(({ properties }) => properties) : [];
  return shapes.filter(isNode).at(-1) ?? {};
}

const SEED = /d\{1,/;

/** Choices of the schema that a form does not offer: runs on trades need more than the bars that are open. */
const NOT_OFFERED: Readonly<Record<string, readonly string[]>> = { "path.model": ["trades"] };

function kindOf(forms: readonly Node[]): FieldKind | null {
  const types = forms.map(({ type }) => type);
  const pattern = forms.map((form) => form.pattern).find((one) => typeof one === "string");
  if (types.includes("array")) return null;
  if (forms.some((form) => Array.isArray(form.enum))) return "choice";
  if (types.includes("boolean")) return "flag";
  if (types.includes("number")) return "number";
  if (!types.includes("integer")) return "text";
  if (pattern === undefined) return "time";
  return SEED.test(String(pattern)) ? "seed" : "number";
}

function boundsOf(forms: readonly Node[]): FieldBounds {
  const form = forms.find(({ type }) => type === "number" || type === "integer") ?? {};
  const { minimum, maximum, exclusiveMinimum, type } = form;
  return {
    ...(typeof minimum === "number" ? { min: minimum } : {}),
    ...(typeof maximum === "number" ? { max: maximum } : {}),
    ...(typeof exclusiveMinimum === "number" ? { above: exclusiveMinimum } : {}),
    whole: type === "integer",
  };
}

const LEAST: ConfigInput = {
  instrument: { tickSize: 1, stepSize: 1 },
  account: { initialBalance: 1 },
  strategy: { name: "dual-maker", bidSpread: 0, askSpread: 0, size: { quantity: 1 } },
};

/** Whether the engine keeps a null that is written, instead of taking the default. */
function keepsNull(section: string, name: string): boolean {
  try {
    const read = parseConfig(withValue(LEAST, `${section}.${name}`, null));
    const values: unknown = Reflect.get(read, section);
    return isNode(values) && values[name] === null;
  } catch (error) {
    if (error instanceof PerpmillError) return false;
    throw error;
  }
}

function fallbackOf(node: Node): FormField["fallback"] {
  const value = node.default;
  return typeof value === "number" || typeof value === "string" || typeof value === "boolean"
    ? value
    : null;
}

function fieldOf(
  section: string,
  name: string,
  node: Node,
  required: readonly unknown[],
  language: Language,
): FormField | null {
  const forms = formsOf(node);
  const kind = kindOf(forms);
  const path = `${section}.${name}`;
  const texts = configFieldTexts(path, language);
  if (kind === null || texts === null) return null;
  const words = forms.flatMap((form) => (Array.isArray(form.enum) ? form.enum.map(String) : []));
  const fallback = fallbackOf(node);
  return {
    path,
    kind,
    label: texts.title,
    help: texts.description,
    choices: words
      .filter((value) => !NOT_OFFERED[path]?.includes(value))
      .map((value) => ({ value, label: texts.choices[value] ?? value })),
    fallback,
    none: null,
    required: required.includes(name),
    nullable: fallback !== null && kind === "number" && keepsNull(section, name),
    bounds: boundsOf(forms),
    ...displayOf(path),
  };
}

function requiredOf(node: unknown): readonly unknown[] {
  const shapes = isNode(node) ? formsOf(node) : [];
  return shapes.flatMap((shape) => (Array.isArray(shape.required) ? shape.required : []));
}

/** The fields of a section, in the schema's order, without lists. */
export function sectionFields(section: string, language: Language): readonly FormField[] {
  const node = propertiesOf(configJsonSchema())[section];
  return Object.entries(propertiesOf(node)).flatMap(([name, member]) => {
    const field = isNode(member)
      ? fieldOf(section, name, member, requiredOf(node), language)
      : null;
    return field === null ? [] : [field];
  });
}

/** The columns of the margin tiers. */
export function tierFields(language: Language): readonly FormField[] {
  const tiers = propertiesOf(propertiesOf(configJsonSchema()).instrument).tiers;
  const list = isNode(tiers) ? formsOf(tiers).find(({ type }) => type === "array") : undefined;
  const items = list?.items;
  return Object.entries(propertiesOf(items)).flatMap(([name, member]) => {
    const required = requiredOf(items);
    const field = isNode(member)
      ? fieldOf("instrument.tiers", name, member, required, language)
      : null;
    return field === null ? [] : [field];
  });
}
