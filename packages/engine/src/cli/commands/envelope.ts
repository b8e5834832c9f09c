/** `perpmill envelope`: how much of a result hangs on what minute bars cannot know. */
import { type MetricName, metricEntry, metricValue } from "../../reports/metric-catalog.js";
import { type NumberKind, numberText, spanText } from "../../reports/number-text.js";
import { resultJsonText } from "../../reports/result-json.js";
import { reportTexts } from "../../reports/texts/index.js";
import { type EnvelopeResult, envelope } from "../../runs/envelope.js";
import type { CommandContext } from "../context.js";
import { type DataOptions, loadInputs } from "../load-inputs.js";
import { coloursOf } from "../print/colours.js";
import { startProgress } from "../print/progress.js";
import { printWidth } from "../print/result-text.js";
import { tableText } from "../print/table.js";
import { wrapText } from "../print/text-width.js";

export interface EnvelopeOptions extends DataOptions {
  readonly json?: boolean;
}

/** Columns of the table of runs. */
const RUN_METRICS: readonly MetricName[] = [
  "totalReturn",
  "maxDrawdown",
  "sharpe",
  "fills",
  "ambiguousFillShare",
];

/** How a distance between two values of a kind is shown. */
const UNSIGNED: Readonly<Partial<Record<NumberKind, NumberKind>>> = {
  signedMoney: "money",
  signedShare: "share",
};

function runsTable(result: EnvelopeResult, context: CommandContext): string {
  const { texts, lang, host } = context;
  const paint = coloursOf(host.stdout, host.env);
  const names = reportTexts(lang).metric;
  const titles = [
    texts.runColumns.model,
    texts.runColumns.rule,
    texts.runColumns.cap,
    ...RUN_METRICS.map((name) => names[name][0]),
  ].map((title) => paint.dim(title));
  const rows = result.rows.map(({ model, rule, maxParticipation, metrics }) => [
    model,
    rule,
    maxParticipation === null ? texts.noCap : numberText(maxParticipation, "share"),
    ...RUN_METRICS.map((name) => numberText(metricValue(metrics, name), metricEntry(name).kind)),
  ]);
  return tableText([titles, ...rows], "lllrrrrr");
}

function spreadTable(result: EnvelopeResult, context: CommandContext): string {
  const { texts, lang, host } = context;
  const paint = coloursOf(host.stdout, host.env);
  const columns = texts.envelopeColumns;
  const titles = [
    columns.metric,
    columns.base,
    columns.min,
    columns.max,
    columns.model,
    columns.rule,
    columns.maxParticipation,
  ].map((title) => paint.dim(title));
  const rows = result.spreads.map(({ metric, base, min, max, by }) => {
    const { kind } = metricEntry(metric);
    // A metric that no run has does not move either.
    const moves = min === null ? [null, null, null] : [by.model, by.rule, by.maxParticipation];
    return [
      reportTexts(lang).metric[metric][0],
      ...[base, min, max].map((value) => numberText(value, kind)),
      ...moves.map((value) => numberText(value, UNSIGNED[kind] ?? kind)),
    ];
  });
  return tableText([titles, ...rows], "lrrrrrr");
}

/** Runs every combination and prints the spread of the headline numbers and where it comes from. */
export async function envelopeCommand(
  configPath: string,
  options: EnvelopeOptions,
  context: CommandContext,
): Promise<void> {
  const { host, texts } = context;
  const inputs = await loadInputs(configPath, options, context);
  const progress = await startProgress(host, texts.running);
  const startedMs = host.nowMs();
  const listen = inputs.userStrategy === null ? () => undefined : host.endOnInterrupt();
  let result: EnvelopeResult;
  try {
    result = await envelope({
      ...inputs,
      signal: host.signal,
      onProgress: ({ bars, totalBars }) => progress.report(bars / totalBars, ""),
    });
  } finally {
    listen();
    progress.end();
  }
  if (options.json === true) {
    host.stdout.write(resultJsonText(result));
    return;
  }
  const paint = coloursOf(host.stdout, host.env);
  const title = texts.envelopeTitle(numberText(result.rows.length, "count"));
  host.stdout.write(
    [
      `${paint.bold(title)}  ${spanText(host.nowMs() - startedMs)}`,
      spreadTable(result, context),
      runsTable(result, context),
      wrapText(texts.envelopeNote, printWidth(context)).join("\n"),
    ].join("\n\n"),
  );
  host.stdout.write("\n");
}
