/** Reads an object by its schema: unknown keys first, then every member in the schema's order. */
import type { TObject, TSchema } from "typebox";
import { ruleOf } from "./fields.js";
import { type IssueList, isRecord, show } from "./issues.js";
import { nearestName } from "./nearest.js";
import { readField, UNREADABLE } from "./read-field.js";

/** Members by name; those that could not be read are missing. */
export type SectionValues = Readonly<Record<string, unknown>>;

/** The path of a member. */
export function memberPath(parent: string, key: string | number): string {
  return parent === "" ? String(key) : `${parent}.${key}`;
}

/** Adds an issue for every key that is not known. */
export function checkKeys(
  value: Readonly<Record<string, unknown>>,
  known: readonly string[],
  field: string,
  issues: IssueList,
): void {
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const path = memberPath(field, key);
    issues.add({
      code: "CONFIG_UNKNOWN_KEY",
      field: path,
      message: `${path} is not a known key`,
      hint: `Did you mean "${nearestName(key, known)}"? Known here: ${known.join(", ")}.`,
    });
  }
}

/** Whether every member of a section that was read stands at its default. */
export function isAtDefaults(values: SectionValues, schema: TObject): boolean {
  return Object.entries(schema.properties).every(([name, member]) => {
    return values[name] === ruleOf(member)?.fallback;
  });
}

function readList(value: unknown, item: TObject, field: string, issues: IssueList): unknown {
  if (!Array.isArray(value)) {
    issues.invalid(
      field,
      `${field} must be a list, got ${show(value)}`,
      "Write it in square brackets.",
    );
    return UNREADABLE;
  }
  const countBefore = issues.count;
  const rows = value.map((row, index) => readSection(row, item, memberPath(field, index), issues));
  return issues.count === countBefore ? rows : UNREADABLE;
}

function readMember(value: unknown, schema: TSchema, field: string, issues: IssueList): unknown {
  const rule = ruleOf(schema);
  if (rule === null) return readSection(value, schema as TObject, field, issues);
  if (rule.kind === "list" && value !== undefined && value !== null) {
    return readList(value, Reflect.get(schema, "anyOf")[0].items, field, issues);
  }
  return readField(value, rule, field, issues);
}

/**
 * The members of a section with defaults filled in.
 * @param value undefined or null: every member takes its default
 * @param alsoKnown keys that are read elsewhere
 */
export function readSection(
  value: unknown,
  schema: TObject,
  field: string,
  issues: IssueList,
  alsoKnown: readonly string[] = [],
): SectionValues {
  if (value !== undefined && value !== null && !isRecord(value)) {
    issues.invalid(field, `${field} must be an object, got ${show(value)}`, "Write it in braces.");
    return {};
  }
  const members = Object.keys(schema.properties);
  if (isRecord(value)) checkKeys(value, [...alsoKnown, ...members], field, issues);
  const values: Record<string, unknown> = {};
  for (const name of members) {
    const given = isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
    const read = readMember(given, schema.properties[name], memberPath(field, name), issues);
    if (read !== UNREADABLE) values[name] = read;
  }
  return values;
}
