/** The configuration as JSON Schema (draft 2020-12), for editors and other programs. */
import { STRATEGIES } from "@perpmill/core-wasm/strategies";
import type { TObject, TSchema } from "typebox";
import { PRESET_NAMES } from "../instruments/presets.js";
import { RULE_KEYWORD, ruleOf } from "./fields.js";
import { INSTRUMENT, SECTIONS, STRATEGY_SCHEMAS } from "./schema.js";

type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

function isRequired(schema: TSchema): boolean {
  const rule = ruleOf(schema);
  if (rule !== null) return rule.fallback === undefined;
  return Object.values((schema as TObject).properties).some(isRequired);
}

/** A copy without our keyword, with the required keys of every object. */
function exported(schema: unknown): JsonValue {
  if (Array.isArray(schema)) return schema.map(exported);
  if (typeof schema !== "object" || schema === null) return schema as JsonValue;
  const members = Object.entries(schema)
    .filter(([key]) => key !== RULE_KEYWORD)
    .map(([key, member]) => [key, exported(member)]);
  const copy = Object.fromEntries(members);
  const properties = Reflect.get(schema, "properties") as Record<string, TSchema> | undefined;
  if (properties !== undefined && copy.required === undefined) {
    const required = Object.keys(properties).filter((name) => isRequired(properties[name]));
    if (required.length > 0) copy.required = required;
  }
  return copy;
}

const PRESET = {
  type: "string",
  enum: [...PRESET_NAMES],
  description: "Name of an instrument preset; what else is given replaces its numbers.",
};

function instrumentSchema(): JsonValue {
  const whole = exported(INSTRUMENT) as { [key: string]: JsonValue };
  return {
    description: "What is traded: a preset's name, a preset with changes, or every number.",
    anyOf: [
      PRESET,
      {
        ...whole,
        properties: { preset: PRESET, ...(whole.properties as object) },
        required: ["preset"],
      },
      whole,
    ],
  };
}

function strategySchemas(): JsonValue {
  return {
    description: "The strategy and its parameters.",
    oneOf: STRATEGIES.map(({ id, label }) => {
      const schema = exported(STRATEGY_SCHEMAS.get(id)) as { [key: string]: JsonValue };
      return {
        ...schema,
        title: label.en,
        properties: { name: { const: id }, ...(schema.properties as object) },
        required: ["name", ...((schema.required as string[] | undefined) ?? [])],
      };
    }),
  };
}

/** A section may be left out or null unless one of its members is required. */
function sectionSchema(schema: TSchema): JsonValue {
  const section = exported(schema);
  return isRequired(schema) ? section : { anyOf: [section, { type: "null" }] };
}

/** The JSON Schema of a configuration file, as a plain object. Rules across fields are not in it. */
export function configJsonSchema(): { [key: string]: JsonValue } {
  const sections = Object.entries(SECTIONS).map(([name, schema]) => [name, sectionSchema(schema)]);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Perpmill configuration",
    description: "A backtest of a market-making strategy (semantics 1).",
    type: "object",
    properties: {
      instrument: instrumentSchema(),
      ...(Object.fromEntries(sections) as { [key: string]: JsonValue }),
      strategy: strategySchemas(),
    },
    required: ["instrument", "account", "strategy"],
    additionalProperties: false,
  };
}
