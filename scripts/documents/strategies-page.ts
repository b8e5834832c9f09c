/** docs/strategies.md: every strategy with its parameters, from its descriptor. */
import {
  listStrategies,
  type StrategyDescriptor,
  type StrategyParameter,
} from "../../packages/engine/src/strategies/registry.js";
import { boundsText, type Language, table } from "./markdown.js";
import { PAGE_TEXTS } from "./page-texts.js";

function defaultText(parameter: StrategyParameter, lang: Language): string {
  const texts = PAGE_TEXTS[lang].strategies;
  if (parameter.type === "size" || parameter.default === undefined) return texts.required;
  if (parameter.default === "interval") return texts.interval;
  if (parameter.default === "side") return texts.side;
  return `\`${parameter.default}\``;
}

function parameterRow(parameter: StrategyParameter, lang: Language): string[] {
  const texts = PAGE_TEXTS[lang].strategies;
  const about = `**${parameter.label[lang]}**${texts.separator}${parameter.help[lang]}`;
  const name = `\`${parameter.name}\``;
  if (parameter.type === "size") {
    return [name, texts.size, defaultText(parameter, lang), "", "", about];
  }
  const usual = boundsText({ min: parameter.sliderMin, max: parameter.sliderMax });
  const unit = texts.units[parameter.unit];
  return [name, unit, defaultText(parameter, lang), boundsText(parameter), usual, about];
}

/** The `strategy` section with what is required, and with the first parameter that is not. */
function example({ id, parameters }: StrategyDescriptor): string {
  const members = parameters.flatMap((parameter): [string, unknown][] => {
    if (parameter.type === "size") return [[parameter.name, { equityRatio: 0.02 }]];
    if (parameter.required) return [[parameter.name, 0.002]];
    return typeof parameter.default === "number" ? [[parameter.name, parameter.default]] : [];
  });
  return JSON.stringify({ strategy: { name: id, ...Object.fromEntries(members) } }, null, 2);
}

function strategyPart(strategy: StrategyDescriptor, lang: Language): string[] {
  const texts = PAGE_TEXTS[lang].strategies;
  const head = [texts.parameter, texts.unit, texts.default, texts.range, texts.slider, texts.help];
  const rows = strategy.parameters.map((parameter) => parameterRow(parameter, lang));
  return [
    `## ${strategy.id}`,
    `${strategy.label[lang]} · ${texts.mode[strategy.positionMode]} · ${texts.version} ${strategy.version}`,
    strategy.help[lang],
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
