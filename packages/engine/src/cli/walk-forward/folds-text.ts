/** A walk-forward or a k-fold as text for a terminal. */
import { dateText, numberText, plainNumber, spanText } from "../../reports/number-text.js";
import type { AxisValue } from "../../sweeps/axis.js";
import type { FoldResult, FoldsResult, ParameterDrift } from "../../walk-forward/fold-options.js";
import type { KFoldResult } from "../../walk-forward/k-fold.js";
import type { OutOfSampleLuck } from "../../walk-forward/out-of-sample-luck.js";
import type { WalkForwardResult } from "../../walk-forward/walk-forward.js";
import type { TimeWindow } from "../../walk-forward/windows.js";
import type { CommandContext } from "../context.js";
import { coloursOf } from "../print/colours.js";
import { tableText } from "../print/table.js";
import { metricText, metricTitle } from "../sweep/sweep-text.js";

const DAY_MS = 86_400_000;
/** Values of a parameter that are written out. */
const VALUES_SHOWN = 24;

function count(value: number): string {
  return numberText(value, "count");
}

function windowText({ startMs, endMs }: TimeWindow): string {
  return `${dateText(startMs)} → ${dateText(endMs - DAY_MS)}`;
}

function valueText(value: AxisValue | undefined): string {
  return value === null || value === undefined ? "–" : String(value);
}

/** The last part of a path. */
function shortPath(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

function objectiveText({ objective }: FoldsResult, value: number | null): string {
  return value === null ? "–" : metricText(objective.expression, value);
}

/** Title of what the best is best by, in the language where it is a metric. */
function objectiveTitle({ objective }: FoldsResult, context: CommandContext): string {
  return metricTitle(objective.expression, context);
}

function foldRow(result: FoldsResult, fold: FoldResult, at: number, context: CommandContext) {
  const { columns: _, ...words } = context.texts.walkForward;
  const { best, account, test, train } = fold;
  const { rank = null, of = 0 } = best?.outOfSample ?? {};
  const growth = numberText(account.totalReturn, "signedShare");
  return [
    String(at + 1),
    train.map(windowText).join(" + "),
    windowText(test),
    ...result.space.map((path) => valueText(best?.parameters[path])),
    best === null ? words.none : objectiveText(result, best.inSample.objective),
    objectiveText(result, best?.outOfSample.objective ?? null),
    best === null ? "–" : `${rank ?? "–"}/${of}`,
    account.ended ? `${growth} ${words.ended}` : growth,
    count(account.fills),
  ];
}

function foldsTable(result: FoldsResult, context: CommandContext): string {
  const paint = coloursOf(context.host.stdout, context.host.env);
  const { columns } = context.texts.walkForward;
  const name = objectiveTitle(result, context);
  const titles = [
    columns.fold,
    columns.train,
    columns.test,
    ...result.space.map(shortPath),
    `${name} ${columns.inSample}`,
    columns.outOfSample,
    columns.rank,
    columns.account,
    columns.fills,
  ].map((title) => paint.dim(title));
  const rows = result.folds.map((fold, at) => foldRow(result, fold, at, context));
  return tableText([titles, ...rows], `rll${"r".repeat(titles.length - 3)}`);
}

function driftText({ path, values, changes }: ParameterDrift, context: CommandContext): string {
  const shown = values.slice(0, VALUES_SHOWN).map(valueText).join(" → ");
  const all = values.length > VALUES_SHOWN ? `${shown} → …` : shown;
  const chosen = values.filter((value) => value !== null).length;
  const { drift } = context.texts.walkForward;
  return drift(path, all, count(changes), count(Math.max(0, chosen - 1)));
}

/** What luck can explain of an account, in a sentence. */
export function luckText(luck: OutOfSampleLuck | null, { texts }: CommandContext): string {
  const words = texts.walkForward;
  if (luck === null) return words.noLuck;
  const { minimumTrackRecordDays: needed } = luck;
  const probability = numberText(luck.probabilisticSharpe, "share");
  const more = needed === null ? words.never : words.needed(count(Math.ceil(needed)));
  return `${words.luck(probability, count(luck.days))}${words.stop}${more}`;
}

function efficiencyLines(result: FoldsResult, context: CommandContext): string[] {
  const words = context.texts.walkForward;
  const { efficiency } = result;
  const yearly = (value: number | null) => numberText(value, "signedShare");
  const lines = [
    words.efficiency(
      yearly(efficiency.inSampleYearly),
      yearly(efficiency.outOfSampleYearly),
      efficiency.ratio === null ? "–" : plainNumber(efficiency.ratio, 3),
    ),
    words.objective(
      objectiveTitle(result, context),
      objectiveText(result, efficiency.inSampleObjective),
      objectiveText(result, efficiency.outOfSampleObjective),
    ),
  ];
  const { meanRankShare: place } = efficiency;
  return place === null ? lines : [...lines, words.rank(numberText(place, "share"))];
}

function joinedText(result: FoldsResult, context: CommandContext): string {
  const { metrics, folds } = result;
  const names = ["totalReturn", "cagr", "sharpe", "maxDrawdown", "fills"] as const;
  const parts = names.map((name) => {
    const value = metrics[name];
    return `${metricTitle(name, context)} ${metricText(name, value ?? Number.NaN)}`;
  });
  const { winning } = context.texts.walkForward;
  return [...parts, winning(count(metrics.winningFolds), count(folds.length))].join(" · ");
}

function foldsText(
  head: string,
  windows: string,
  result: FoldsResult,
  tookMs: number,
  context: CommandContext,
): string {
  const words = context.texts.walkForward;
  const paint = coloursOf(context.host.stdout, context.host.env);
  const notes = [words.runs(count(result.runs), spanText(tookMs), Math.max(1, result.workers))];
  if (result.reused > 0) notes.push(words.reused(count(result.reused)));
  if (result.unusedDays > 0) notes.push(words.unused(count(result.unusedDays)));
  if (result.emptyFolds > 0) notes.push(words.empty(count(result.emptyFolds)));
  return [
    `${paint.bold(head)}  ${windows}`,
    notes.join(" · "),
    "",
    foldsTable(result, context),
    "",
    paint.bold(words.joined),
    joinedText(result, context),
    ...efficiencyLines(result, context),
    luckText(result.luck, context),
    "",
    paint.bold(words.driftTitle),
    ...result.drift.map((drift) => driftText(drift, context)),
    "",
  ].join("\n");
}

/** The whole text of a walk-forward. */
export function walkForwardText(
  result: WalkForwardResult,
  tookMs: number,
  context: CommandContext,
): string {
  const words = context.texts.walkForward;
  const { scheme, trainDays, testDays } = result.windows;
  const windows = words.scheme(scheme, count(trainDays), count(testDays));
  const head = words.walkForwardTitle(count(result.folds.length));
  return foldsText(
    head,
    `${windows}${words.comma}${words.position[result.position]}`,
    result,
    tookMs,
    context,
  );
}

/** The whole text of a k-fold. */
export function kFoldText(result: KFoldResult, tookMs: number, context: CommandContext): string {
  const words = context.texts.walkForward;
  const { purgeDays, embargoDays } = result.windows;
  const windows = words.kFoldWindows(count(purgeDays), count(embargoDays));
  return foldsText(words.kFoldTitle(count(result.folds.length)), windows, result, tookMs, context);
}
