/** The configuration as JSON Schema (draft 2020-12), for editors and other programs. */
import { STRATEGIES } from "@perpmill/core-wasm/strategies";
import type { TObject, TSchema } from "typebox";
import { PRESET_NAMES } from "../instruments/presets.js";
import { configFieldTexts } from "./field-texts.js";
import { RULE_KEYWORD, ruleOf } from "./fields.js";
import { INSTRUMENT, SECTIONS } from "./schema.js";
import type { StarterLanguage } from "./starter.js";
import { strategySchema } from "./strategy-schema.js";

export interface ConfigSchemaOptions {
  /** of titles and descriptions; default: `"en"` */
  readonly lang?: StarterLanguage | undefined;
}

type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

function isRequired(schema: TSchema): boolean {
  const rule = ruleOf(schema);
  if (rule !== null) return rule.fallback === undefined;
  return Object.values((schema as TObject).properties).some(isRequired);
}

/** Where a schema stands, for the words of its fields. */
interface Wording {
  readonly lang: StarterLanguage;
  /** path of the schema in the configuration */
  readonly path: string;
  /** id of the strategy that the parameters are of */
  readonly strategy?: string;
}

type JsonObject = { [key: string]: JsonValue };

/** Title and description of a field or section. */
function words({ path, lang, strategy }: Wording): JsonObject {
  const texts = configFieldTexts(path, lang, strategy);
  return texts === null ? {} : { title: texts.title, description: texts.description };
}

function exportedMember(key: string, member: unknown, wording: Wording): JsonValue {
  if (key === "items") {
    const row = { ...wording, path: `${wording.path}[]` };
    return { ...(exported(member, wording) as JsonObject), ...words(row) };
  }
  if (key !== "properties") return exported(member, wording);
  const fields = Object.entries(member as Record<string, TSchema>).map(([name, schema]) => {
    const at = { ...wording, path: `${wording.path}.${name}` };
    return [name, { ...(exported(schema, at) as JsonObject), ...words(at) }];
  });
  return Object.fromEntries(fields);
}

/** A copy without our keyword, with the required keys of every object. */
function exported(schema: unknown, wording: Wording): JsonValue {
  if (Array.isArray(schema)) return schema.map((member) => exported(member, wording));
  if (typeof schema !== "object" || schema === null) return schema as JsonValue;
  const members = Object.entries(schema)
    .filter(([key]) => key !== RULE_KEYWORD)
    .map(([key, member]) => [key, exportedMember(key, member, wording)]);
  const copy = Object.fromEntries(members);
  const properties = Reflect.get(schema, "properties") as Record<string, TSchema> | undefined;
  if (properties !== undefined && copy.required === undefined) {
    const required = Object.keys(properties).filter((name) => isRequired(properties[name]));
    if (required.length > 0) copy.required = required;
  }
  return copy;
}

function instrumentSchema(lang: StarterLanguage): JsonValue {
  const path = "instrument";
  const whole = {
    ...(exported(INSTRUMENT, { path, lang }) as JsonObject),
    ...words({ path, lang }),
  };
  const preset = {
    type: "string",
    enum: [...PRESET_NAMES],
    ...words({ path: "instrument.preset", lang }),
  };
  return {
    ...words({ path, lang }),
    anyOf: [
      preset,
      { ...whole, properties: { preset, ...Object(whole.properties) }, required: ["preset"] },
      whole,
    ],
  };
}

function strategySchemas(lang: StarterLanguage): JsonValue {
  const path = "strategy";
  return {
    ...words({ path, lang }),
    oneOf: STRATEGIES.map((descriptor) => {
      const { id, label, help } = descriptor;
      const wording = { path, lang, strategy: id };
      const schema = exported(strategySchema(descriptor), wording) as JsonObject;
      return {
        ...schema,
        title: label[lang],
        description: help[lang],
        properties: { name: { const: id }, ...(schema.properties as object) },
        required: ["name", ...((schema.required as string[] | undefined) ?? [])],
      };
    }),
  };
}

/** A section may be left out or null unless one of its members is required. */
function sectionSchema(path: string, schema: TSchema, lang: StarterLanguage): JsonValue {
  const section = { ...(exported(schema, { path, lang }) as JsonObject), ...words({ path, lang }) };
  return isRequired(schema) ? section : { anyOf: [section, { type: "null" }] };
}

const TITLES = {
  en: {
    title: "Perpmill configuration",
    description: "A backtest of a market-making strategy (semantics 1).",
  },
  zh: { title: "Perpmill 配置", description: "一次做市策略回测（语义 1）。" },
} as const;

/** The JSON Schema of a configuration file, as a plain object. Rules across fields are not in it. */
export function configJsonSchema(options: ConfigSchemaOptions = {}): JsonObject {
  const lang = options.lang ?? "en";
  const sections = Object.entries(SECTIONS).map(([name, schema]) => [
    name,
    sectionSchema(name, schema, lang),
  ]);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    ...TITLES[lang],
    type: "object",
    properties: {
      instrument: instrumentSchema(lang),
      ...(Object.fromEntries(sections) as JsonObject),
      strategy: strategySchemas(lang),
    },
    required: ["instrument", "account", "strategy"],
    additionalProperties: false,
  };
}
