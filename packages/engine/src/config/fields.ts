/**
 * Building blocks of the configuration schema: each gives the JSON Schema of a field (for editors and
 * for the types of callers) and, under one keyword of our own, the rule by which it is read. So a
 * bound or a default is written once.
 */
import type { TSchema, TUnsafe } from "typebox";
import * as Type from "typebox";

/** The keyword that carries the rule; cut from the exported JSON Schema. */
export const RULE_KEYWORD = "x-perpmill-rule";

interface RuleBase {
  /** what an absent field or null becomes; undefined: the field is required */
  readonly fallback?: number | string | boolean | null | readonly unknown[];
  /** null is a value of its own, not the default */
  readonly nullIsValue?: boolean;
}

/** A number or a decimal text. */
export interface DecimalRule extends RuleBase {
  readonly kind: "decimal";
  /** inclusive bounds */
  readonly min?: number;
  readonly max?: number;
  /** exclusive bound */
  readonly above?: number;
  readonly whole?: boolean;
  readonly decimalsMax?: number;
}

export interface ChoiceRule extends RuleBase {
  readonly kind: "choice";
  readonly values: readonly string[];
}

/** `flag`: true or false; `time`: semantics 10; `seed`: 0 to 2^64 - 1; `text`: any text; `hours`: semantics 8; `size`: OrderSize. */
export interface PlainRule extends RuleBase {
  readonly kind: "flag" | "time" | "seed" | "text" | "hours" | "size";
}

/** An array of sections. */
export interface ListRule extends RuleBase {
  readonly kind: "list";
}

export type FieldRule = DecimalRule | ChoiceRule | PlainRule | ListRule;

const DECIMAL_PATTERN = "^[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?$";

/** The rule of a schema node; null for a section. */
export function ruleOf(schema: TSchema): FieldRule | null {
  return (Reflect.get(schema, RULE_KEYWORD) as FieldRule | undefined) ?? null;
}

function field<T>(rule: FieldRule, description: string, forms: object[]): TUnsafe<T> {
  const required = rule.fallback === undefined;
  return Type.Unsafe<T>({
    description,
    ...(required || rule.fallback === null ? {} : { default: rule.fallback }),
    anyOf: required && !rule.nullIsValue ? forms : [...forms, { type: "null" }],
    [RULE_KEYWORD]: rule,
  });
}

/** A number, as a JSON number or as text. */
export function decimal(
  description: string,
  rule: Omit<DecimalRule, "kind">,
): TUnsafe<number | string | null> {
  return field({ kind: "decimal", ...rule }, description, [
    {
      type: rule.whole ? "integer" : "number",
      ...(rule.min === undefined ? {} : { minimum: rule.min }),
      ...(rule.max === undefined ? {} : { maximum: rule.max }),
      ...(rule.above === undefined ? {} : { exclusiveMinimum: rule.above }),
    },
    { type: "string", pattern: DECIMAL_PATTERN },
  ]);
}

/** One of some words. */
export function choice<const V extends string>(
  description: string,
  values: readonly V[],
  fallback: V | null,
): TUnsafe<V | null> {
  return field({ kind: "choice", values, fallback }, description, [
    { type: "string", enum: values },
  ]);
}

/** True or false. */
export function flag(description: string, fallback = false): TUnsafe<boolean | null> {
  return field({ kind: "flag", fallback }, description, [{ type: "boolean" }]);
}

/** A free text, null by default. */
export function text(description: string): TUnsafe<string | null> {
  return field({ kind: "text", fallback: null }, description, [{ type: "string" }]);
}

/** Hours of the week, null by default. */
export function hours(description: string): TUnsafe<string | null> {
  return field({ kind: "hours", fallback: null }, description, [{ type: "string" }]);
}

/** An ISO date or time (UTC) or milliseconds, null by default. */
export function time(description: string): TUnsafe<number | string | null> {
  return field({ kind: "time", fallback: null }, description, [
    { type: "integer" },
    { type: "string" },
  ]);
}

/** A whole number of 64 bits, 0 by default; text where a double cannot hold it. */
export function seed(description: string): TUnsafe<number | string | null> {
  return field({ kind: "seed", fallback: 0 }, description, [
    { type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
    { type: "string", pattern: "^\\d{1,20}$" },
  ]);
}

/** The size of an order, required. */
export function orderSize(description: string): TSchema {
  const member = (name: string) => ({
    type: "object",
    properties: {
      [name]: {
        anyOf: [
          { type: "number", exclusiveMinimum: 0 },
          { type: "string", pattern: DECIMAL_PATTERN },
        ],
      },
    },
    required: [name],
    additionalProperties: false,
  });
  return field({ kind: "size" }, description, [member("equityRatio"), member("quantity")]);
}
