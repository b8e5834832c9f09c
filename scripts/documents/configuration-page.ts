/** docs/configuration.md: every key of a configuration, from the schema that reads it. */
import { type FieldRule, ruleOf } from "../../packages/engine/src/config/fields.js";
import { INSTRUMENT, SECTIONS, TIER } from "../../packages/engine/src/config/schema.js";
import { SECTION_TEXTS_ZH } from "../../packages/engine/src/config/starter-texts.js";
import { PRESET_NAMES } from "../../packages/engine/src/instruments/presets.js";
import { listStrategies } from "../../packages/engine/src/strategies/registry.js";
import { boundsText, code, type Language, table } from "./markdown.js";
import { INSTRUMENT_TEXTS_ZH, PAGE_TEXTS, TIER_TEXTS_ZH } from "./page-texts.js";

interface Section {
  readonly description?: string;
  readonly properties: Readonly<Record<string, object>>;
}

/** @throws Error when a key has no text in the language of the page */
function meaning(schema: object, zh: string | undefined, lang: Language): string {
  const text = lang === "zh" ? zh : (Reflect.get(schema, "description") as string | undefined);
  if (text === undefined) throw new Error(`no ${lang} text for ${JSON.stringify(schema)}`);
  return text;
}

function typeText(rule: FieldRule, lang: Language): string {
  const { types } = PAGE_TEXTS[lang].configuration;
  if (rule.kind === "choice") return rule.values.map(code).join(", ");
  if (rule.kind === "decimal") return rule.whole === true ? types.whole : types.number;
  return types[rule.kind];
}

function defaultText(rule: FieldRule, lang: Language): string {
  const { required, absent } = PAGE_TEXTS[lang].configuration;
  if (rule.fallback === undefined) return required;
  if (rule.fallback === null || Array.isArray(rule.fallback)) return absent;
  return code(rule.fallback);
}

function membersTable(
  section: Section,
  textsZh: (name: string) => string | undefined,
  lang: Language,
): string {
  const texts = PAGE_TEXTS[lang].configuration;
  const rows = Object.entries(section.properties).map(([name, schema]) => {
    const rule = ruleOf(schema);
    if (rule === null) throw new Error(`${name} has no rule`);
    const bounds = rule.kind === "decimal" ? boundsText(rule) : "";
    const text = meaning(schema, textsZh(name), lang);
    return [`\`${name}\``, typeText(rule, lang), defaultText(rule, lang), bounds, text];
  });
  const head = [texts.key, texts.type, texts.default, texts.bounds, texts.meaning];
  return table(head, rows, "lllll");
}

/** The page in a language. */
export function configurationPage(lang: Language): string {
  const texts = PAGE_TEXTS[lang].configuration;
  const presets = PRESET_NAMES.map((name) => `\`${name}\``).join(", ");
  const sections = Object.entries(SECTIONS).flatMap(([name, schema]) => [
    `## \`${name}\``,
    meaning(schema, SECTION_TEXTS_ZH[name], lang),
    membersTable(schema, (member) => SECTION_TEXTS_ZH[`${name}.${member}`], lang),
  ]);
  const links = listStrategies().map(({ id }) => texts.strategies(id));
  const parts = [
    `# ${texts.title}`,
    ...texts.intro,
    "## `instrument`",
    texts.preset(presets),
    membersTable(INSTRUMENT, (name) => INSTRUMENT_TEXTS_ZH[name], lang),
    `### ${texts.tiers}`,
    membersTable(TIER, (name) => TIER_TEXTS_ZH[name], lang),
    ...sections,
    "## `strategy`",
    texts.strategy(links.join(", ")),
  ];
  return `${parts.join("\n\n")}\n`;
}
