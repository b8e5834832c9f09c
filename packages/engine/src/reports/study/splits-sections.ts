/** Sections of time splits. */
import type { TimeSplitsJson } from "../../walk-forward/folds-json.js";
import { type Markup, markup } from "../html/markup.js";
import { numberText } from "../number-text.js";
import { accountPanes } from "./curves.js";
import { accountLuck } from "./folds-sections.js";
import { listOf, panelOf, type StudySections, sayingOf, tilesOf } from "./page.js";
import { count, metricText, type StudyWords, tone } from "./study-words.js";

function balanceSentences({ windows, balance }: TimeSplitsJson, { texts }: StudyWords): string[] {
  const names = balance.byProfit.map((at) => windows[at]?.name ?? "");
  const without = texts.withoutBest(names[0] ?? "", numberText(balance.withoutBest, "signedShare"));
  if (balance.half === 0) return [without];
  return [texts.carrying(count(balance.half), names.slice(0, balance.half).join(", ")), without];
}

function windowsMarkup({ windows }: TimeSplitsJson, words: StudyWords): Markup {
  const { texts, run } = words;
  const titles = [
    texts.window,
    texts.own,
    run.metric.sharpe[0],
    run.metric.maxDrawdown[0],
    texts.fills,
    texts.part,
    texts.profit,
    texts.fills,
  ];
  const toned = (value: unknown, text: string) =>
    markup`<span class="${typeof value === "number" && tone(value)}">${text}</span>`;
  const rows = windows.map(({ name, own, part, profit }) => [
    name,
    toned(own.metrics.totalReturn, metricText("totalReturn", own.metrics.totalReturn)),
    metricText("sharpe", own.metrics.sharpe),
    metricText("maxDrawdown", own.metrics.maxDrawdown),
    metricText("fills", own.metrics.fills),
    toned(part.totalReturn, numberText(part.totalReturn, "signedShare")),
    toned(profit, numberText(profit, "signedMoney")),
    count(part.fills),
  ]);
  return panelOf(texts.windows, "", listOf(titles, rows));
}

function tilesMarkup(study: TimeSplitsJson, words: StudyWords): Markup {
  const { metrics, balance, windows, luck } = study;
  const { texts, run } = words;
  const names = ["totalReturn", "cagr", "sharpe", "maxDrawdown", "fills"] as const;
  return tilesOf([
    ...names.map((name) => ({
      label: run.metric[name][0],
      value: metricText(name, metrics[name]),
      help: name === "maxDrawdown" ? texts.dailyFall : run.metric[name][1],
      tone: name === "totalReturn" || name === "cagr" ? tone(metrics[name]) : "",
    })),
    {
      label: texts.winningParts,
      value: `${count(balance.winning)} / ${count(windows.length)}`,
      help: texts.winningPartsHelp,
    },
    {
      label: texts.surely,
      value: numberText(luck?.probabilisticSharpe ?? null, "share"),
      help: texts.surelyHelp,
    },
  ]);
}

export function splitsSections(study: TimeSplitsJson, words: StudyWords): StudySections {
  const { texts, run } = words;
  const { account, windows, config } = study;
  const curve = { ...account, initial: config.account.initialBalance };
  const marks = windows.slice(1).map(({ startMs, name }) => ({ timeMs: startMs, label: name }));
  return {
    title: texts.titles["time-splits"](count(windows.length)),
    facts: "",
    body: [
      tilesMarkup(study, words),
      accountPanes(curve, marks.length > 40 ? [] : marks, {
        title: texts.whole,
        note: texts.wholeNote,
        drawdown: run.drawdown,
      }),
      panelOf(
        texts.luck,
        "",
        sayingOf([
          ...balanceSentences(study, words),
          accountLuck(study.luck, words),
          texts.mayBeChosen,
        ]),
      ),
      windowsMarkup(study, words),
    ],
  };
}
