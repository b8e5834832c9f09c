/** A sweep as text for a terminal. */
import type { LuckFinding } from "../../luck/luck.js";
import { luckText, luckTexts } from "../../luck/luck-text.js";
import { METRIC_NAMES, type MetricName, metricEntry } from "../../reports/metric-catalog.js";
import { numberText, spanText } from "../../reports/number-text.js";
import { reportTexts } from "../../reports/texts/index.js";
import type { WalkReason } from "../../runs/many-runs.js";
import type { SweepMetric } from "../../sweeps/metric-columns.js";
import { SWEEP_OUTCOMES } from "../../sweeps/protocol.js";
import { bestRows } from "../../sweeps/rank.js";
import type { SweepResult } from "../../sweeps/sweep-options.js";
import { type SweepColumn, sweepColumn } from "../../sweeps/table.js";
import type { CommandContext } from "../context.js";
import { coloursOf } from "../print/colours.js";
import { tableText } from "../print/table.js";

/** Metrics beside the one that rows are ordered by. */
export const SHOWN: readonly MetricName[] = [
  "totalReturn",
  "maxDrawdown",
  "sharpe",
  "fills",
  "turnover",
];

/** What is printed besides the result. */
export interface SweepPrint {
  readonly rankBy: SweepMetric;
  readonly top: number;
  readonly tookMs: number;
}

const WORST = ".worst";

/** The metric of which a name is the pessimistic edge, or the name itself. */
function ofRun(name: string): string {
  return name.endsWith(WORST) ? name.slice(0, -WORST.length) : name;
}

function catalogName(name: string): MetricName | undefined {
  return METRIC_NAMES.find((one) => one === name);
}

/** Title of a metric, in the language where it has one. */
export function metricTitle(name: string, context: CommandContext): string {
  const { lang, texts } = context;
  if (name.endsWith(WORST)) return texts.sweeps.worst(metricTitle(ofRun(name), context));
  const known = catalogName(name);
  return known === undefined ? name : reportTexts(lang).metric[known][0];
}

/** A value of a metric as people read it. */
export function metricText(name: string, value: number): string {
  const known = catalogName(ofRun(name));
  return numberText(
    Number.isNaN(value) ? null : value,
    known === undefined ? "ratio" : metricEntry(known).kind,
  );
}

/** The last part of a path, or more where two would be the same. */
export function shortPaths(paths: readonly string[]): string[] {
  const last = (path: string) => path.slice(path.lastIndexOf(".") + 1);
  const names = paths.map(last);
  return paths.map((path, at) =>
    names.indexOf(names[at]) === names.lastIndexOf(names[at]) ? names[at] : path,
  );
}

/** A parameter's value in a row. */
export function parameterText(column: SweepColumn | undefined, row: number): string {
  const value = column?.values[row] ?? null;
  return value === null || Number.isNaN(value) ? "–" : String(value);
}

function bestTable(
  result: SweepResult,
  { rankBy, top }: SweepPrint,
  context: CommandContext,
): string {
  const paint = coloursOf(context.host.stdout, context.host.env);
  const names = [...new Set([rankBy, ...SHOWN])].filter((name) => sweepColumn(result.table, name));
  const titles = [
    ...shortPaths(result.axes),
    ...names.map((name) => metricTitle(name, context)),
  ].map((title) => paint.dim(title));
  const rows = bestRows(result.table, rankBy, top).map((row) => [
    ...result.axes.map((path) => parameterText(sweepColumn(result.table, path), row)),
    ...names.map((name) => {
      const value = sweepColumn(result.table, name)?.values[row];
      return typeof value === "number" ? metricText(name, value) : "–";
    }),
  ]);
  if (rows.length === 0) return context.texts.sweeps.noBest(metricTitle(rankBy, context));
  return tableText([titles, ...rows], "r".repeat(titles.length));
}

/** How many rows ended how, and how they were come by. */
export function outcomeCounts(
  {
    outcomes,
    leftOut,
    reused,
    walked,
  }: Pick<SweepResult, "outcomes" | "leftOut" | "reused" | "walked">,
  { texts }: Pick<CommandContext, "texts">,
): readonly string[] {
  const counts = SWEEP_OUTCOMES.filter((outcome) => outcomes[outcome] > 0).map(
    (outcome) => `${texts.sweeps.outcomes[outcome]} ${numberText(outcomes[outcome], "count")}`,
  );
  if (leftOut > 0) counts.push(texts.sweeps.leftOut(numberText(leftOut, "count")));
  if (reused > 0) counts.push(texts.sweeps.reused(numberText(reused, "count")));
  const reasons = Object.entries(walked).map(
    ([reason, count]) =>
      `${texts.sweeps.walkReasons[reason as WalkReason]} ${numberText(count, "count")}`,
  );
  if (reasons.length > 0) counts.push(texts.sweeps.walked(reasons.join(", ")));
  return counts;
}

/** What is said beside every best: whether it is luck. */
export function luckLines(
  { luck, luckMissing }: LuckFinding,
  { lang, host }: Pick<CommandContext, "lang" | "host">,
): readonly string[] {
  const [verdict, ...more] = luckText(luck, luckMissing, lang);
  if (verdict === undefined) return [];
  const title = coloursOf(host.stdout, host.env).bold(luckTexts(lang).title);
  return [`${title} ${verdict}`, ...more.map((sentence) => `  ${sentence}`), ""];
}

/** The whole text. */
export function sweepText(result: SweepResult, print: SweepPrint, context: CommandContext): string {
  const { texts, host } = context;
  const paint = coloursOf(host.stdout, host.env);
  const { length } = result.table;
  const title = texts.sweeps.title(numberText(length, "count"));
  const threads = texts.sweeps.threads(Math.max(1, result.workers), spanText(print.tookMs));
  const lines = [
    `${paint.bold(title)}  ${threads}`,
    outcomeCounts(result, context).join(" · "),
    "",
  ];
  if (print.top > 0) {
    lines.push(paint.bold(texts.sweeps.best(metricTitle(print.rankBy, context))));
    lines.push(bestTable(result, print, context), "");
  }
  lines.push(...luckLines(result, context));
  const [refused] = result.refused;
  if (refused !== undefined) lines.push(texts.sweeps.refused(refused.row, refused.problem), "");
  return lines.join("\n");
}
