/** `perpmill data check`: the quality of bars, as text, JSON and a picture. */
import type { Bars } from "../../market-data/bars.js";
import { openSeries } from "../../market-data/load-node.js";
import { coverageSvg } from "../../quality/coverage-svg.js";
import { type QualityReport, qualityReport } from "../../quality/quality-report.js";
import { qualityHeadline, qualityLines } from "../../quality/quality-text.js";
import { requireUnchanged, type Wanted } from "../../store/index.js";
import type { CommandContext } from "../context.js";
import type { FillChoice } from "../fill-choice.js";
import { openSource, readBars, type SourceOptions } from "../open-data.js";
import { positiveNumber, spanMs } from "../option-values.js";
import { type NamedFile, withOutputFiles } from "../output-files.js";
import { coloursOf } from "../print/colours.js";
import { startProgress } from "../print/progress.js";
import { padText, textWidth, wrapText } from "../print/text-width.js";

export interface DataCheckOptions extends SourceOptions {
  readonly mark?: string;
  readonly funding?: string;
  readonly against?: string;
  readonly tick?: string;
  readonly interval?: string;
  readonly fill?: FillChoice;
  readonly svg?: string;
  readonly json?: boolean;
}

const WIDTH = 100;
const INDENT = 4;

async function makeReport(
  sources: readonly string[],
  options: DataCheckOptions,
  context: CommandContext,
): Promise<QualityReport> {
  const { host, texts } = context;
  const intervalMs = options.interval === undefined ? undefined : spanMs(options.interval, texts);
  const tickSize =
    options.tick === undefined ? undefined : positiveNumber("--tick", options.tick, texts);
  const shared = { signal: host.signal, onBadRow: "skip" } as const;
  const open = async (names: readonly string[], wanted: Wanted, given: SourceOptions) => {
    const source = await openSource(names, wanted, given, context);
    for (const dataSet of source.dataSets) await requireUnchanged(dataSet, host.signal);
    return source;
  };
  const read = async (
    names: readonly string[],
    wantedMs: number | undefined,
    given: SourceOptions,
  ): Promise<Bars> => {
    const wanted = { kind: "last", intervalMs: wantedMs } as const;
    const source = await open(names, wanted, given);
    return (await readBars(source, { ...shared, intervalMs }, given, context)).bars;
  };
  const bars = await read(sources, intervalMs, options);
  const series = async <Kind extends "mark" | "funding">(kind: Kind, name: string) => {
    const { paths } = await open([name], { kind, intervalMs: bars.intervalMs }, options);
    return (await openSeries(paths, { ...shared, kind })).series;
  };
  // How the source is to be read says nothing of the bars that it is compared with.
  const { mark, funding, against, format, table, ...others } = options;
  return qualityReport(bars, {
    mark: mark === undefined ? undefined : await series("mark", mark),
    funding: funding === undefined ? undefined : await series("funding", funding),
    second: against === undefined ? undefined : await read([against], bars.intervalMs, others),
    tickSize,
  });
}

function reportText(report: QualityReport, context: CommandContext): string {
  const { host, lang } = context;
  const paint = coloursOf(host.stdout, host.env);
  const lines = qualityLines(report, lang);
  const width = Math.min(24, Math.max(...lines.map(({ title }) => textWidth(title)))) + 2;
  const shown = lines.flatMap(({ title, text, details, notable }) => [
    `${notable ? paint.yellow("!") : paint.green("✓")} ${padText(title, width)}${notable ? paint.bold(text) : text}`,
    ...details.flatMap((detail) =>
      wrapText(detail, WIDTH - INDENT).map((line) => `${" ".repeat(INDENT)}${paint.dim(line)}`),
    ),
  ]);
  return [paint.bold(qualityHeadline(report, lang)), "", ...shown, ""].join("\n");
}

/** The report as JSON has it: columns of days as lists. */
function reportJson({ days, ...report }: QualityReport): object {
  const { firstDayMs, share, possible } = days;
  return { ...report, days: { firstDayMs, share: [...share], possible: [...possible] } };
}

/**
 * Reads bars, leaving bad rows out and counting them, and prints what is odd about them.
 * @throws the errors of the readers, USAGE, DATASET_*, OUTPUT_*; ABORTED
 */
export async function dataCheckCommand(
  sources: readonly string[],
  options: DataCheckOptions,
  context: CommandContext,
): Promise<void> {
  const { host, lang, texts } = context;
  const outputs: NamedFile[] =
    options.svg === undefined ? [] : [{ option: "--svg", path: options.svg }];
  const inputs = sources.map((path) => ({ option: "SOURCE", path }));
  const report = await withOutputFiles(context, async (files) => {
    files.check(outputs, inputs);
    const progress = await startProgress(host, texts.reading);
    try {
      const made = await makeReport(sources, options, context);
      if (options.svg !== undefined) await files.write(options.svg, [coverageSvg(made, lang)]);
      return made;
    } finally {
      progress.end();
    }
  });
  if (options.json === true) {
    host.stdout.write(`${JSON.stringify(reportJson(report), null, 2)}\n`);
    return;
  }
  host.stdout.write(reportText(report, context));
  if (options.svg !== undefined) host.stdout.write(`${texts.wrote(options.svg)}\n`);
}
