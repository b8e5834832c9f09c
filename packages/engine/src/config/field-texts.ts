/** What a field of the configuration is called and means, in the reader's language. */
import { STRATEGIES, type StrategyDescriptor } from "@perpmill/core-wasm/strategies";
import type { TObject, TSchema } from "typebox";
import { CHOICE_TITLES, FIELD_TITLES } from "./field-titles.js";
import { ruleOf } from "./fields.js";
import {
  INSTRUMENT,
  INSTRUMENT_HELP,
  PRESET_HELP,
  SECTIONS,
  STRATEGY_HELP,
  TIER,
} from "./schema.js";
import type { StarterLanguage } from "./starter.js";

/** A field, a section or a strategy's parameter in words. */
export interface FieldTexts {
  /** a short name, for a label */
  readonly title: string;
  /** a sentence or two */
  readonly description: string;
  /** by value, of fields that are one of some words; empty for all others */
  readonly choices: Readonly<Record<string, string>>;
}

interface Described {
  readonly description: string;
  /** values of a field that is one of some words */
  readonly values: readonly string[];
}

function describedBy(schema: TSchema): Described {
  const rule = ruleOf(schema);
  const description = String(Reflect.get(schema, "description") ?? "");
  return { description, values: rule?.kind === "choice" ? rule.values : [] };
}

function* membersOf(path: string, schema: TObject): Generator<[string, Described]> {
  yield [path, describedBy(schema)];
  for (const [name, member] of Object.entries(schema.properties)) {
    yield [`${path}.${name}`, describedBy(member)];
  }
}

function* schemaFields(): Generator<[string, Described]> {
  const said = (description: string): Described => ({ description, values: [] });
  yield* membersOf("instrument", INSTRUMENT);
  yield ["instrument", said(INSTRUMENT_HELP)];
  yield ["instrument.preset", said(PRESET_HELP)];
  for (const [path, field] of membersOf("instrument.tiers", TIER)) {
    yield [path === "instrument.tiers" ? "instrument.tiers[]" : path, field];
  }
  for (const [name, schema] of Object.entries(SECTIONS)) yield* membersOf(name, schema);
  yield ["strategy", said(STRATEGY_HELP)];
}

/** Every field and section of a configuration but the strategies' parameters, by its path. */
export const DESCRIBED_FIELDS: ReadonlyMap<string, Described> = new Map(schemaFields());

function choicesIn(
  path: string,
  values: readonly string[],
  lang: StarterLanguage,
): FieldTexts["choices"] {
  const titles = CHOICE_TITLES[path] ?? {};
  return Object.fromEntries(
    values.map((value) => [value, titles[value]?.[lang === "zh" ? 1 : 0] ?? value]),
  );
}

/** The words of a field outside `strategy`; null when there is no such field. */
function sectionTexts(path: string, lang: StarterLanguage): FieldTexts | null {
  const described = DESCRIBED_FIELDS.get(path);
  const titles = FIELD_TITLES[path];
  if (described === undefined || titles === undefined) return null;
  const [en, zh, helpZh] = titles;
  return {
    title: lang === "zh" ? zh : en,
    description: lang === "zh" ? helpZh : described.description,
    choices: choicesIn(path, described.values, lang),
  };
}

function parameterTexts(
  descriptor: StrategyDescriptor | undefined,
  name: string,
  lang: StarterLanguage,
): FieldTexts | null {
  const parameter = descriptor?.parameters.find((one) => one.name === name);
  if (parameter === undefined) return null;
  const values = parameter.type === "choice" ? parameter.values : [];
  const choices = Object.fromEntries(values.map(({ value, label }) => [value, label[lang]]));
  return { title: parameter.label[lang], description: parameter.help[lang], choices };
}

/**
 * What a field of a configuration is called and means.
 * @param path as in errors: `account.leverage`, `fills` for a section, `instrument.tiers[]` for a
 * row of the tiers, `instrument.tiers.notionalCap` for a column, `strategy.levels` for a parameter of `strategy`
 * @param strategy id of the strategy whose parameters are meant
 * @returns null when there is no such field
 */
export function configFieldTexts(
  path: string,
  lang: StarterLanguage,
  strategy?: string,
): FieldTexts | null {
  const parameter = /^strategy\.(\w+)$/.exec(path);
  if (parameter === null) return sectionTexts(path, lang);
  const descriptor = STRATEGIES.find(({ id }) => id === strategy);
  return parameterTexts(descriptor, parameter[1], lang);
}
