/** The sections of a configuration as fields, from the engine's schema: no bounds or choices are written here. */
import { configJsonSchema } from "@perpmill/engine";

/** Sections that have a form of their own kind: names and values, all with defaults. */
export const SECTION_NAMES = ["path", "fills", "funding", "rebate", "risk", "volatility"] as const;
export type SectionName = (typeof SECTION_NAMES)[number];

export interface SectionField {
  readonly name: string;
  /** path in the configuration */
  readonly path: string;
  readonly kind: "choice" | "flag" | "number";
  readonly choices: readonly string[];
  /** what holds when nothing is set, as text; empty: nothing */
  readonly fallback: string;
  /** the engine's own words, English */
  readonly help: string;
}

type Node = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function alternatives(node: Node): readonly Node[] {
  return Array.isArray(node.anyOf) ? node.anyOf.filter(isNode) : [node];
}

function propertiesOf(node: unknown): Node {
  const shapes = isNode(node) ? alternatives(node) : [];
  return shapes.map((shape) => shape.properties).find(isNode) ?? {};
}

function fieldOf(section: string, name: string, node: Node): SectionField {
  const shapes = alternatives(node);
  const choices = shapes.flatMap((shape) => (Array.isArray(shape.enum) ? shape.enum : []));
  const flag = shapes.some((shape) => shape.type === "boolean");
  return {
    name,
    path: `${section}.${name}`,
    kind: choices.length > 0 ? "choice" : flag ? "flag" : "number",
    choices: choices.map(String),
    fallback: node.default === undefined || node.default === null ? "" : String(node.default),
    help: typeof node.description === "string" ? node.description : "",
  };
}

/** The fields of a section, in the schema's order. */
export function sectionFields(section: SectionName): readonly SectionField[] {
  const sections = propertiesOf(configJsonSchema());
  return Object.entries(propertiesOf(sections[section])).flatMap(([name, node]) =>
    isNode(node) ? [fieldOf(section, name, node)] : [],
  );
}

/**
 * What was typed, for the configuration: nothing for an empty field, `null` for that word, a number,
 * or else the text itself, which the engine then refuses with its place.
 */
export function typedValue(text: string): number | string | null | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  if (trimmed === "null") return null;
  const value = Number(trimmed);
  return Number.isSafeInteger(value) || !Number.isInteger(value)
    ? value || zeroOr(trimmed)
    : trimmed;
}

function zeroOr(text: string): number | string {
  return Number(text) === 0 ? 0 : text;
}
