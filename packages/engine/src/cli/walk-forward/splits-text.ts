/** Time splits as text for a terminal. */
import { numberText, spanText } from "../../reports/number-text.js";
import type { SplitWindow, TimeSplitsResult } from "../../walk-forward/time-splits.js";
import type { CommandContext } from "../context.js";
import { coloursOf } from "../print/colours.js";
import { tableText } from "../print/table.js";
import { metricText, metricTitle } from "../sweep/sweep-text.js";
import { luckText } from "./folds-text.js";

function metricOf({ own }: SplitWindow, name: string): string {
  const value = own.metrics[name];
  return typeof value === "number" ? metricText(name, value) : "–";
}

function windowsTable({ windows }: TimeSplitsResult, context: CommandContext): string {
  const paint = coloursOf(context.host.stdout, context.host.env);
  const { columns, ended } = context.texts.walkForward;
  const titles = [
    columns.window,
    columns.own,
    columns.sharpe,
    columns.drawdown,
    columns.fills,
    columns.part,
    columns.profit,
    columns.fills,
  ].map((title) => paint.dim(title));
  const rows = windows.map((window) => {
    const growth = numberText(window.part.totalReturn, "signedShare");
    return [
      window.name,
      metricOf(window, "totalReturn"),
      metricOf(window, "sharpe"),
      metricOf(window, "maxDrawdown"),
      metricOf(window, "fills"),
      window.part.ended ? `${growth} ${ended}` : growth,
      numberText(window.profit, "signedMoney"),
      numberText(window.part.fills, "count"),
    ];
  });
  return tableText([titles, ...rows], `l${"r".repeat(titles.length - 1)}`);
}

function balanceLines({ windows, balance }: TimeSplitsResult, context: CommandContext): string[] {
  const words = context.texts.walkForward;
  const names = balance.byProfit.map((at) => windows[at].name);
  const lines = [words.withoutBest(names[0], numberText(balance.withoutBest, "signedShare"))];
  if (balance.half === 0) return lines;
  const half = numberText(balance.half, "count");
  return [words.carry(names.slice(0, balance.half).join(", "), half), ...lines];
}

/** The whole text. */
export function splitsText(
  result: TimeSplitsResult,
  tookMs: number,
  context: CommandContext,
): string {
  const words = context.texts.walkForward;
  const paint = coloursOf(context.host.stdout, context.host.env);
  const { metrics, windows, balance } = result;
  const count = numberText(windows.length, "count");
  const runs = numberText(windows.length + 1, "count");
  const whole = (["totalReturn", "sharpe", "maxDrawdown", "fills"] as const).map(
    (name) => `${metricTitle(name, context)} ${metricText(name, metrics[name] ?? Number.NaN)}`,
  );
  whole.push(words.winning(numberText(balance.winning, "count"), count));
  return [
    `${paint.bold(words.splitsTitle(count))}  ${words.runs(runs, spanText(tookMs), Math.max(1, result.workers))}`,
    "",
    windowsTable(result, context),
    "",
    paint.bold(words.whole),
    whole.join(" · "),
    ...balanceLines(result, context),
    luckText(result.luck, context),
    "",
  ].join("\n");
}
