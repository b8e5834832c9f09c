/** The commented configuration that `perpmill init` writes. */
import type { TObject, TSchema } from "typebox";
import { describeStrategy } from "../strategies/registry.js";
import { ruleOf } from "./fields.js";
import { SECTIONS } from "./schema.js";
import { SECTION_TEXTS_ZH, STARTER_TEXTS } from "./starter-texts.js";
import { starterValue } from "./starter-values.js";

export type StarterLanguage = "en" | "zh";

const LINE_MAX = 100;

/** Where the starter says more than the default: a run that shows something. Orders of 2 % of it are far over every minimum. */
const STARTER_VALUES: Readonly<Record<string, unknown>> = {
  "account.initialBalance": 10_000,
  "account.leverage": 5,
  "funding.mode": "constant",
  "funding.rate": 0.0001,
};

interface Member {
  readonly name: string;
  readonly value: unknown;
  readonly comment: string;
}

/** CJK characters take two columns of a terminal. */
function width(text: string): number {
  let columns = 0;
  for (const character of text) columns += character > "\u2e7f" ? 2 : 1;
  return columns;
}

function memberLines({ name, value, comment }: Member, indent: string): string[] {
  const json = JSON.stringify(value)
    .replace(/^\{(.*)\}$/, "{ $1 }")
    .replaceAll('":', '": ');
  const line = `${indent}"${name}": ${json},`;
  if (width(line) + width(comment) + 4 <= LINE_MAX) return [`${line} // ${comment}`];
  return [`${indent}// ${comment}`, line];
}

function sectionLines(name: string, comment: string, members: readonly Member[]): string[] {
  return [
    `  // ${comment}`,
    `  "${name}": {`,
    ...members.flatMap((member) => memberLines(member, "    ")),
    "  },",
  ];
}

function sectionMembers(section: string, schema: TObject, language: StarterLanguage): Member[] {
  return Object.entries(schema.properties as Record<string, TSchema>).map(([name, member]) => {
    const path = `${section}.${name}`;
    const value = STARTER_VALUES[path] ?? ruleOf(member)?.fallback ?? null;
    const english = String(Reflect.get(member, "description"));
    return { name, value, comment: language === "zh" ? SECTION_TEXTS_ZH[path] : english };
  });
}

/**
 * The text of a configuration with every key, its default or a starting value, and what it means.
 * Accepted by `parseConfigText` and `normaliseConfig`.
 * @throws CONFIG_INVALID for an unknown strategy
 */
export function starterConfig(language: StarterLanguage, strategy = "dual-maker"): string {
  const texts = STARTER_TEXTS[language];
  const descriptor = describeStrategy(strategy);
  const sections = Object.entries(SECTIONS).flatMap(([name, schema]) => {
    const english = String(Reflect.get(schema, "description"));
    const comment = language === "zh" ? SECTION_TEXTS_ZH[name] : english;
    return sectionLines(name, comment, sectionMembers(name, schema, language));
  });
  const parameters = descriptor.parameters.map((parameter) => ({
    name: parameter.name,
    value: starterValue(parameter, descriptor),
    comment: parameter.help[language],
  }));
  const name = { name: "name", value: descriptor.id, comment: descriptor.help[language] };
  return [
    ...texts.head.map((line) => `// ${line}`),
    "{",
    `  // ${texts.instrument}`,
    '  "instrument": "ETHUSDT",',
    ...sections,
    ...sectionLines("strategy", texts.strategy, [name, ...parameters]),
    "}",
    "",
  ].join("\n");
}
