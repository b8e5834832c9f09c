/** A calibration as text for a terminal. */
import type { CalibrationResult, CalibrationRow } from "../../calibration/calibration-options.js";
import { type LeastBiased, leastBiased } from "../../calibration/least-biased.js";
import { intervalText, numberText, plainNumber, spanText } from "../../reports/number-text.js";
import type { CommandContext } from "../context.js";
import { coloursOf } from "../print/colours.js";
import { printWidth } from "../print/result-text.js";
import { tableText } from "../print/table.js";
import { wrapText } from "../print/text-width.js";

const RIGHT_COLUMNS = 9;

/** Fills of one run are whole, a mean over seeds need not be. */
function fillsText(fills: number): string {
  return plainNumber(fills, Math.max(4, Math.ceil(Math.log10(fills + 1)) + 1));
}

/** Seconds, so that a column of them can be compared. */
function secondsText(ms: number): string {
  return `${numberText(ms / 1000, "short")} s`;
}

/** As a share; what rounding leaves of nothing is nothing. */
function shareText(share: number | null): string {
  return numberText(share === null ? null : Math.round(share * 1e9) / 1e9, "signedShare");
}

function cells({ model, renewedMs, fills, spreadPnl, total, bias }: CalibrationRow): string[] {
  const off = bias?.total;
  const bps = numberText(off?.bps, "signedBps").replace(" bp", "");
  return [
    model,
    secondsText(renewedMs),
    fillsText(fills.mean),
    bias === null ? "" : shareText(bias.fills.relative),
    numberText(spreadPnl.mean, "money"),
    bias === null ? "" : shareText(bias.spreadPnl.relative),
    numberText(total.mean, "signedMoney"),
    off === undefined ? "" : numberText(off.absolute, "signedMoney"),
    off === undefined ? "" : `± ${numberText(off.standardError, "money")}`,
    off === undefined ? "" : bps,
  ];
}

function settingText(
  rows: readonly CalibrationRow[],
  { refreshMs, rule, byFills, byTotal }: LeastBiased,
  context: CommandContext,
): string {
  const { texts, host } = context;
  const { columns, setting, nearest, allAlike, liquidated } = texts.calibrate;
  const paint = coloursOf(host.stdout, host.env);
  const titles = [
    ...[columns.model, columns.renewed],
    ...[columns.fills, columns.bias],
    ...[columns.spreadPnl, columns.bias],
    ...[columns.total, columns.bias, "", columns.bps],
  ].map((title) => paint.dim(title));
  const ofIt = rows.filter((row) => row.refreshMs === refreshMs && row.rule === rule);
  const count = (value: number) => numberText(value, "count");
  const areAllNearest = byFills.length > 1 && byTotal.length === ofIt.length - 1;
  return [
    paint.bold(setting(spanText(refreshMs), rule)),
    tableText([titles, ...ofIt.map(cells)], `l${"r".repeat(RIGHT_COLUMNS)}`),
    areAllNearest ? allAlike : nearest(byFills.join(", "), byTotal.join(", ")),
    ...ofIt
      .filter((row) => row.liquidated > 0)
      .map((row) => liquidated(row.model, count(row.liquidated), count(row.runs))),
  ].join("\n");
}

/** The whole text. */
export function calibrationText(
  { rows, trades, bars }: CalibrationResult,
  tookMs: number,
  context: CommandContext,
): string {
  const { texts, host } = context;
  const paint = coloursOf(host.stdout, host.env);
  const count = (value: number) => numberText(value, "count");
  const title = texts.calibrate.title(
    count(trades),
    count(bars.count),
    intervalText(bars.intervalMs),
  );
  return [
    `${paint.bold(title)}  ${spanText(tookMs)}`,
    ...leastBiased(rows).map((setting) => settingText(rows, setting, context)),
    `${wrapText(texts.calibrate.note, printWidth(context)).join("\n")}\n`,
  ].join("\n\n");
}
