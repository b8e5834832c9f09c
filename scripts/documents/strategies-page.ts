/** docs/strategies.md: every strategy with its parameters, from its descriptor. */

import { starterValue } from "../../packages/engine/src/config/starter-values.js";
import { conditionText } from "../../packages/engine/src/strategies/conditions.js";
import {
  listStrategies,
  parameterCounts,
  type StrategyDescriptor,
  type StrategyParameter,
} from "../../packages/engine/src/strategies/registry.js";
import { boundsText, type Language, table } from "./markdown.js";
import { PAGE_TEXTS } from "./page-texts.js";
import { STRATEGY_FORMULAS } from "./strategy-formulas.js";

function defaultText(parameter: StrategyParameter, lang: Language): string {
  const texts = PAGE_TEXTS[lang].strategies;
  if (parameter.type === "size" || parameter.default === undefined) return texts.required;
  if (parameter.type !== "number") return `\`${parameter.default}\``;
  if (parameter.default === "interval") return texts.interval;
  if (parameter.default === "side") return texts.side;
  if (parameter.default === null) return parameter.none?.[lang] ?? texts.required;
  return `\`${parameter.default}\``;
}

function unitText(parameter: StrategyParameter, lang: Language): string {
  const texts = PAGE_TEXTS[lang].strategies;
  switch (parameter.type) {
    case "size":
      return texts.size;
    case "boolean":
      return texts.flag;
    case "choice":
      return parameter.values.map(({ value }) => `\`${value}\``).join(", ");
    case "number":
      return texts.units[parameter.unit];
  }
}

/** What a parameter is, what its words mean, and when it counts. */
function aboutText(parameter: StrategyParameter, lang: Language): string {
  const texts = PAGE_TEXTS[lang].strategies;
  const values = parameter.type === "choice" ? parameter.values : [];
  const condition = conditionText(parameter);
  return [
    `**${parameter.label[lang]}**${texts.separator}${parameter.help[lang]}`,
    ...values.map(({ value, label }) => `\`${value}\` – ${label[lang]}.`),
    ...(condition === "" ? [] : [texts.counts(condition)]),
  ].join(" ");
}

function parameterRow(parameter: StrategyParameter, lang: Language): string[] {
  const about = aboutText(parameter, lang);
  const head = [`\`${parameter.name}\``, unitText(parameter, lang), defaultText(parameter, lang)];
  if (parameter.type !== "number") return [...head, "", "", about];
  const usual = boundsText({ min: parameter.sliderMin, max: parameter.sliderMax });
  return [...head, boundsText(parameter), usual, about];
}

/** The `strategy` section that a run can begin with, with every default that counts and is a value. */
function example(strategy: StrategyDescriptor): string {
  const { id, parameters } = strategy;
  const values = Object.fromEntries(
    parameters.map((parameter) => [parameter.name, starterValue(parameter, strategy)]),
  );
  const members = parameters
    .filter((one) => values[one.name] !== null && parameterCounts(one, parameters, values))
    .map(({ name }) => [name, values[name]]);
  return JSON.stringify({ strategy: { name: id, ...Object.fromEntries(members) } }, null, 2);
}

function strategyPart(strategy: StrategyDescriptor, lang: Language): string[] {
  const texts = PAGE_TEXTS[lang].strategies;
  const head = [texts.parameter, texts.unit, texts.default, texts.range, texts.slider, texts.help];
  const formulas = STRATEGY_FORMULAS[strategy.id];
  if (formulas === undefined) throw new Error(`no formulas of ${strategy.id}`);
  const sources = (strategy.source ?? [])
    .map(({ citation, url }) => `[${citation}](${url})`)
    .join("; ");
  const rows = strategy.parameters.map((parameter) => parameterRow(parameter, lang));
  return [
    `## ${strategy.id}`,
    `${strategy.label[lang]} · ${texts.mode[strategy.positionMode]} · ${texts.version} ${strategy.version}`,
    strategy.help[lang],
    ...(sources === "" ? [] : [`${texts.source}${texts.separator}${sources}`]),
    `${texts.formulas}\n\n\`\`\`text\n${formulas.join("\n")}\n\`\`\``,
    table(head, rows, "llllll"),
    texts.example,
    `\`\`\`json\n${example(strategy)}\n\`\`\``,
  ];
}

/** The page in a language. */
export function strategiesPage(lang: Language): string {
  const texts = PAGE_TEXTS[lang].strategies;
  const parts = [
    `# ${texts.title}`,
    ...texts.intro,
    ...listStrategies().flatMap((strategy) => strategyPart(strategy, lang)),
  ];
  return `${parts.join("\n\n")}\n`;
}
