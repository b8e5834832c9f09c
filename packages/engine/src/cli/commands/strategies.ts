/** `perpmill strategies`: what can be run, and with which parameters. */
import { shortestDecimal } from "../../decimal-text.js";
import { conditionText } from "../../strategies/conditions.js";
import {
  describeStrategy,
  listStrategies,
  type StrategyDescriptor,
  type StrategyParameter,
} from "../../strategies/registry.js";
import type { CommandContext } from "../context.js";
import { coloursOf } from "../print/colours.js";
import { printWidth } from "../print/result-text.js";
import { tableText } from "../print/table.js";
import { wrapText } from "../print/text-width.js";

function defaultText(parameter: StrategyParameter, { texts, lang }: CommandContext): string {
  if (parameter.required || parameter.type === "size") return texts.required;
  if (parameter.type !== "number") return String(parameter.default);
  switch (parameter.default) {
    case "interval":
      return texts.defaultInterval;
    case "side":
      return texts.defaultSide;
    case null:
      return parameter.none?.[lang] ?? "null";
    case undefined:
      return texts.required;
    default:
      return shortestDecimal(parameter.default);
  }
}

function rangeText(parameter: StrategyParameter, { texts }: CommandContext): string {
  switch (parameter.type) {
    case "size":
      return texts.units.size;
    case "boolean":
      return texts.units.flag;
    case "choice":
      return parameter.values.map(({ value }) => value).join(", ");
    case "number":
      return `${texts.units[parameter.unit]} ${shortestDecimal(parameter.min)} … ${shortestDecimal(parameter.max)}`;
  }
}

/** A parameter's meaning: what each word of a choice is, and when it counts. */
function helpOf(parameter: StrategyParameter, context: CommandContext): string[] {
  const { texts, lang } = context;
  const condition = conditionText(parameter);
  return [
    parameter.help[lang],
    ...(parameter.type === "choice"
      ? parameter.values.map(({ value, label }) => `${value}: ${label[lang]}`)
      : []),
    ...(parameter.type === "size" ? [texts.sizeHelp] : []),
    ...(condition === "" ? [] : [texts.counts(condition)]),
  ];
}

function detailText(strategy: StrategyDescriptor, context: CommandContext): string {
  const { texts, lang, host } = context;
  const paint = coloursOf(host.stdout, host.env);
  const width = printWidth(context);
  const head = [
    `${paint.bold(strategy.id)}  ${strategy.label[lang]} · ${texts.positionMode[strategy.positionMode]} · v${strategy.version}`,
    ...wrapText(strategy.help[lang], width),
    ...(strategy.source ?? []).flatMap(({ citation, url }) => [
      ...wrapText(`${texts.strategySource}: ${citation}`, width),
      `  ${url}`,
    ]),
  ];
  const rows = strategy.parameters.map((parameter) => [
    paint.bold(parameter.name),
    defaultText(parameter, context),
    rangeText(parameter, context),
  ]);
  const table = tableText(
    [[texts.parameter, texts.default, texts.range].map((title) => paint.dim(title)), ...rows],
    "lll",
  );
  const help = strategy.parameters.flatMap((parameter) => [
    `${paint.bold(parameter.name)} · ${parameter.label[lang]}`,
    ...helpOf(parameter, context)
      .flatMap((text) => wrapText(text, width - 2))
      .map((line) => `  ${line}`),
  ]);
  return [...head, "", table, "", ...help].join("\n");
}

function listText(context: CommandContext): string {
  const paint = coloursOf(context.host.stdout, context.host.env);
  return listStrategies()
    .flatMap((strategy) => [
      `${paint.bold(strategy.id)}  ${strategy.label[context.lang]}`,
      ...wrapText(strategy.help[context.lang], printWidth(context) - 2).map((line) => `  ${line}`),
    ])
    .join("\n");
}

/**
 * Lists the strategies, or one with its parameters; with `json` their descriptors.
 * @throws CONFIG_INVALID for an unknown name
 */
export function strategiesCommand(
  name: string | undefined,
  json: boolean,
  context: CommandContext,
): void {
  const strategy = name === undefined ? null : describeStrategy(name);
  const text = json
    ? JSON.stringify(strategy ?? listStrategies(), null, 2)
    : strategy === null
      ? listText(context)
      : detailText(strategy, context);
  context.host.stdout.write(`${text}\n`);
}
