/** A report of risk as text for a terminal. */
import { dateText, NO_NUMBER, numberText, spanText } from "../../reports/number-text.js";
import type { GapStress } from "../../risk/gap-stress.js";
import type { Spread } from "../../risk/quantiles.js";
import type { RerunStress, RiskReport, StressMetrics } from "../../risk/risk-options.js";
import type { TailLoss } from "../../risk/tail-losses.js";
import type { CommandContext } from "../context.js";
import { coloursOf } from "../print/colours.js";
import { tableText } from "../print/table.js";

type Kind = Parameters<typeof numberText>[1];

function table(
  head: readonly string[],
  rows: readonly string[][],
  context: CommandContext,
): string {
  const paint = coloursOf(context.host.stdout, context.host.env);
  return tableText(
    [head.map((title) => paint.dim(title)), ...rows],
    `l${"r".repeat(head.length - 1)}`,
  );
}

function overTime({ marginUse, leverage, distance }: RiskReport, context: CommandContext): string {
  const { columns, ...words } = context.texts.risk;
  const cells = (values: readonly (number | null)[], kind: Kind) =>
    values.map((value) => numberText(value, kind));
  const high = ({ median, p95, p99, most }: Spread, kind: Kind) =>
    cells([median, p95, p99, most], kind);
  const upper = table(
    [columns.value, columns.median, columns.p95, columns.p99, columns.most],
    [
      [words.marginUse, ...high(marginUse, "share")],
      [words.leverage, ...high(leverage, "times")],
    ],
    context,
  );
  const { median, p5, p1, least } = distance;
  const lower = table(
    [columns.value, columns.median, columns.p5, columns.p1, columns.least],
    [[words.distance, ...cells([median, p5, p1, least], "share")]],
    context,
  );
  return `${upper}\n${lower}`;
}

function tailsTable(tails: readonly TailLoss[], context: CommandContext): string {
  const { columns, days } = context.texts.risk;
  const rows = tails.map((tail) => [
    days(tail.days),
    numberText(tail.windows, "count"),
    ...[tail.var95, tail.cvar95, tail.var99, tail.cvar99].map((one) => numberText(one, "share")),
  ]);
  const { horizon, windows, var95, cvar95, var99, cvar99 } = columns;
  return table([horizon, windows, var95, cvar95, var99, cvar99], rows, context);
}

function gapsTable(gaps: readonly GapStress[], context: CommandContext): string {
  const { columns, ofDays } = context.texts.risk;
  const rows = gaps.map(({ gap, liquidations, days, median, worst }) => [
    numberText(gap, "signedShare"),
    ofDays(numberText(liquidations, "count"), numberText(days, "count")),
    numberText(median, "signedShare"),
    numberText(worst, "signedShare"),
  ]);
  const { gap, liquidations, median1, worst } = columns;
  return table([gap, liquidations, median1, worst], rows, context);
}

function stressRow(title: string, metrics: StressMetrics, { texts }: CommandContext): string[] {
  const { totalReturn, maxDrawdown, turnover, funding, liquidated } = metrics;
  return [
    title,
    numberText(totalReturn, "signedShare"),
    numberText(maxDrawdown, "share"),
    numberText(turnover, "times"),
    numberText(funding, "signedMoney"),
    liquidated ? texts.risk.endedLiquidated : "",
  ];
}

function stressLines(
  { metrics, funding, volume, config }: RiskReport,
  context: CommandContext,
): string[] {
  const { columns, ...words } = context.texts.risk;
  const rows = [stressRow(words.asItIs, metrics, context)];
  const add = ({ before, after }: RerunStress, title: string, beforeTitle: string | null) => {
    if (before !== null && beforeTitle !== null) rows.push(stressRow(beforeTitle, before, context));
    if (after !== null) rows.push(stressRow(title, after, context));
  };
  add(funding, words.fundingTimes(funding.factor), null);
  const capped = words.capped(numberText(volume.maxParticipation, "share"));
  const own = config.fills.maxParticipation !== null;
  add(volume, words.volumeOver(volume.factor), own ? null : capped);
  const head = [
    columns.stress,
    columns.totalReturn,
    columns.drawdown,
    columns.turnover,
    columns.funding,
    columns.ended,
  ];
  return [
    table(head, rows, context),
    ...(funding.missing === null ? [] : [words.noFunding]),
    ...(volume.missing === null ? [] : [words.noVolume]),
  ];
}

function sizeLines({ size, check }: RiskReport, { texts }: CommandContext): string[] {
  const words = texts.risk;
  if (size === null) return [words.tooShort];
  const allowed = numberText(size.probability, "share");
  const lines = [
    words.now(numberText(size.liquidationNow, "share"), numberText(size.horizonDays, "count")),
    size.factor === null
      ? words.anySize(allowed)
      : words.largest(numberText(size.factor, "times"), allowed),
  ];
  const sizes = Object.entries(check.sizes);
  if (sizes.length > 0) {
    const named = sizes.map(([name, value]) => `${name} ${numberText(value, "quantity")}`);
    lines.push(words.sizes(named.join(", ")));
  }
  if (check.metrics !== null) {
    const { totalReturn, maxDrawdown, liquidated } = check.metrics;
    const result = liquidated ? words.endedLiquidated : numberText(totalReturn, "signedShare");
    lines.push(words.checked(result, numberText(maxDrawdown, "share")));
  }
  lines.push(words.basis(numberText(size.draws, "count"), numberText(size.blockDays, "short")));
  return lines;
}

function distanceLines({ distance, held }: RiskReport, { texts }: CommandContext): string[] {
  const words = texts.risk;
  if (held === 0) return [words.flat];
  const share = words.held(numberText(held, "share"));
  if (distance.least === null) return [share, words.never];
  return [share, words.nearest(numberText(distance.least, "share"))];
}

/** The whole text. */
export function riskText(report: RiskReport, tookMs: number, context: CommandContext): string {
  const words = context.texts.risk;
  const paint = coloursOf(context.host.stdout, context.host.env);
  const { days, metrics } = report;
  const count = numberText(days.timeMs.length, "count");
  const last = days.timeMs.at(-1);
  const date = last === undefined ? NO_NUMBER : dateText(last);
  return [
    `${paint.bold(words.title)}  ${words.took(count, spanText(tookMs))}`,
    ...(metrics.liquidated ? [paint.bold(words.liquidated(date))] : []),
    "",
    paint.bold(words.overTime),
    overTime(report, context),
    ...distanceLines(report, context),
    "",
    paint.bold(words.tails),
    tailsTable(report.tails, context),
    "",
    paint.bold(words.gaps),
    gapsTable(report.gaps, context),
    "",
    paint.bold(words.stress),
    ...stressLines(report, context),
    "",
    paint.bold(words.size),
    ...sizeLines(report, context),
    "",
  ].join("\n");
}
