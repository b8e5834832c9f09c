/** The result of a run as text for a terminal. */
import {
  type MetricGroup,
  type MetricName,
  metricEntry,
  metricsOf,
  metricValue,
} from "../../reports/metric-catalog.js";
import { dateText, intervalText, numberText, plainNumber } from "../../reports/number-text.js";
import { strategyTitle } from "../../reports/strategy-title.js";
import { reportTexts } from "../../reports/texts/index.js";
import { warningMessage } from "../../reports/texts/warning-messages.js";
import type { BacktestResult } from "../../runs/result.js";
import type { CommandContext } from "../context.js";
import { fillChoice } from "../fill-choice.js";
import { type Colours, coloursOf } from "./colours.js";
import { curveText } from "./curve.js";
import { tableText } from "./table.js";
import { wrapText } from "./text-width.js";

/** Width where the terminal does not say, and the most that is used of a wide one. */
const USUAL_WIDTH = 80;
const MOST_WIDTH = 120;
/** Two columns of metrics need this much. */
const TWO_COLUMNS_FROM = 72;

const LEFT: readonly MetricGroup[] = ["return", "trading"];
const RIGHT: readonly MetricGroup[] = ["risk", "costs"];

/** Money that was won or lost is coloured. */
const COLOURED: ReadonlySet<MetricName> = new Set<MetricName>([
  "totalReturn",
  "cagr",
  "spreadPnl",
  "inventoryPnl",
  "funding",
]);

/** Width to print in. */
export function printWidth({ host }: CommandContext): number {
  return Math.min(MOST_WIDTH, Math.max(40, host.stdout.columns ?? USUAL_WIDTH));
}

function metricRow(
  name: MetricName,
  result: BacktestResult,
  context: CommandContext,
  paint: Colours,
): [string, string] {
  const value = metricValue(result.metrics, name);
  const text = numberText(value, metricEntry(name).kind);
  const coloured =
    value === null || value === 0 || !COLOURED.has(name)
      ? text
      : value < 0
        ? paint.red(text)
        : paint.green(text);
  return [reportTexts(context.lang).metric[name][0], coloured];
}

function groupRows(
  groups: readonly MetricGroup[],
  result: BacktestResult,
  context: CommandContext,
  paint: Colours,
): [string, string][] {
  const rows: [string, string][] = [];
  for (const group of groups) {
    if (rows.length > 0) rows.push(["", ""]);
    rows.push([paint.bold(reportTexts(context.lang).groups[group]), ""]);
    for (const name of metricsOf(group)) {
      if (name.startsWith("rejected.") && result.metrics.rejected === null) continue;
      rows.push(metricRow(name, result, context, paint));
    }
  }
  return rows;
}

function sideBySide(left: [string, string][], right: [string, string][]): string[][] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, row) => [
    ...(left[row] ?? ["", ""]),
    "  ",
    ...(right[row] ?? ["", ""]),
  ]);
}

function metricsText(result: BacktestResult, context: CommandContext, paint: Colours): string {
  if (printWidth(context) < TWO_COLUMNS_FROM) {
    return tableText(groupRows([...LEFT, ...RIGHT, "trust"], result, context, paint), "lr");
  }
  const trust = groupRows(["trust"], result, context, paint);
  const half = Math.ceil((trust.length + 1) / 2);
  const lower = sideBySide(trust.slice(0, half), [["", ""], ...trust.slice(half)]);
  const upper = sideBySide(
    groupRows(LEFT, result, context, paint),
    groupRows(RIGHT, result, context, paint),
  );
  return tableText([...upper, ["", "", "", "", ""], ...lower], "lrllr").replace(/ +$/gm, "");
}

function headline(result: BacktestResult, { texts }: CommandContext, paint: Colours): string {
  const { config, data, metrics } = result;
  const ran = numberText(metrics.bars, "count");
  const all = metrics.bars === data.bars ? null : numberText(data.bars, "count");
  const facts = [
    paint.bold(`${config.instrument.symbol ?? data.source} · ${strategyTitle(result)}`),
    `${dateText(data.first)} → ${dateText(data.last)}`,
    `${texts.barsRun(ran, all)} (${intervalText(data.intervalMs)})`,
    `${plainNumber(config.account.leverage)}×`,
  ];
  const badges: string[] = [];
  if (data.synthetic) badges.push(paint.yellow(paint.bold(texts.synthetic)));
  if (data.fill !== "none") badges.push(paint.yellow(texts.data.filled(fillChoice(data.fill))));
  if (metrics.liquidated) badges.push(paint.red(paint.bold(texts.liquidated)));
  if (metrics.stopped !== null) badges.push(paint.yellow(texts.stopped(metrics.stopped)));
  return [facts.join("  "), ...(badges.length === 0 ? [] : [badges.join("  ")])].join("\n");
}

function warningLines(result: BacktestResult, context: CommandContext, paint: Colours): string[] {
  const titles = reportTexts(context.lang).warningTitles;
  return result.warnings.flatMap((warning) => {
    const { code } = warning;
    const title = titles[code] === undefined ? "" : `${titles[code]}${context.texts.sentenceEnd}`;
    const [first, ...rest] = wrapText(
      `${code}: ${title}${warningMessage(warning, context.lang)}`,
      printWidth(context) - 2,
    );
    return [
      `${paint.yellow("!")} ${first.replace(code, paint.yellow(code))}`,
      ...rest.map((line) => `  ${line}`),
    ];
  });
}

/** Which days' rules of the exchange were used, unless the configuration has the numbers itself. */
function rulesLines(
  { instrumentRules: { source, filtersDate, tiersDate } }: BacktestResult,
  { texts }: CommandContext,
  paint: Colours,
): string[] {
  if (source === "configuration") return [];
  const text = texts.instrumentRules(source === "imported", filtersDate ?? "–", tiersDate ?? "–");
  return [paint.dim(text)];
}

/** How the run was timed. */
export interface TimingNote {
  /** what came before the run, such as reading the data */
  readonly before: string;
}

/** Headline, metrics, equity curve, warnings, time and result hash. */
export function resultText(
  result: BacktestResult,
  note: TimingNote,
  context: CommandContext,
): string {
  const { host, texts } = context;
  const paint = coloursOf(host.stdout, host.env);
  const { timing, metrics } = result;
  const curve = curveText(result.equity, printWidth(context));
  const time = texts.time(
    numberText(timing.runMs, "duration"),
    numberText(metrics.bars, "count"),
    numberText(timing.nsPerBar, "short"),
    timing.layer,
  );
  const parts = [
    headline(result, context, paint),
    metricsText(result, context, paint),
    curve === "" ? "" : `${paint.bold(texts.equityCurve)}\n${curve}`,
    warningLines(result, context, paint).join("\n"),
    [
      `${paint.bold(time)}; ${note.before}`,
      ...rulesLines(result, context, paint),
      paint.dim(`${texts.resultHash} ${result.metrics.resultHash ?? "–"}`),
    ].join("\n"),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

/** What bar-based simulation cannot know, as a list. */
export function limitsText(context: CommandContext): string {
  const { host, texts, lang } = context;
  const paint = coloursOf(host.stdout, host.env);
  const items = reportTexts(lang).limitItems.flatMap((item) =>
    wrapText(item, printWidth(context) - 2).map((line, row) => `${row === 0 ? "·" : " "} ${line}`),
  );
  return `${paint.bold(texts.limits)}\n${items.join("\n")}\n`;
}
