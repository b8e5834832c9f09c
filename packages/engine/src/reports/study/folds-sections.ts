/** Sections of a walk-forward and of a k-fold. */

import type { KFoldJson, WalkForwardJson } from "../../walk-forward/folds-json.js";
import type { OutOfSampleLuck } from "../../walk-forward/out-of-sample-luck.js";
import { type Markup, markup } from "../html/markup.js";
import { NO_NUMBER, numberText, plainNumber } from "../number-text.js";
import { accountPanes } from "./curves.js";
import { driftMarkup, pairsMarkup, rankText, timelineMarkup, windowText } from "./folds-charts.js";
import { listOf, panelOf, type StudySections, sayingOf, tilesOf } from "./page.js";
import {
  count,
  metricText,
  metricTitle,
  type StudyWords,
  shortPath,
  tone,
  valueText,
} from "./study-words.js";

type FoldsJson = WalkForwardJson | KFoldJson;

/** What luck can explain of an account that nobody picked by its days. */
export function accountLuck(luck: OutOfSampleLuck | null, { texts }: StudyWords): string {
  if (luck === null) return texts.luckShort;
  const { minimumTrackRecordDays: needed } = luck;
  return texts.luckJoined(
    numberText(luck.probabilisticSharpe, "share"),
    count(luck.days),
    needed === null ? null : count(Math.ceil(needed)),
  );
}

function tilesMarkup({ metrics, efficiency, folds, luck }: FoldsJson, words: StudyWords): Markup {
  const { texts, run } = words;
  const [returnLabel, returnHelp] = run.metric.totalReturn;
  const [fallLabel] = run.metric.maxDrawdown;
  const yearly = (value: number | null) => numberText(value, "signedShare");
  return tilesOf([
    {
      label: returnLabel,
      value: metricText("totalReturn", metrics.totalReturn),
      help: returnHelp,
      tone: tone(metrics.totalReturn),
    },
    {
      label: fallLabel,
      value: metricText("maxDrawdown", metrics.maxDrawdown),
      help: texts.dailyFall,
    },
    {
      label: texts.inSampleYear,
      value: yearly(efficiency.inSampleYearly),
      help: texts.inSampleYearHelp,
    },
    {
      label: texts.outOfSampleYear,
      value: yearly(efficiency.outOfSampleYearly),
      help: texts.outOfSampleYearHelp,
      tone: tone(efficiency.outOfSampleYearly),
    },
    {
      label: texts.efficiency,
      value: efficiency.ratio === null ? NO_NUMBER : plainNumber(efficiency.ratio, 2),
      help: texts.efficiencyHelp,
    },
    {
      label: texts.place,
      value: numberText(efficiency.meanRankShare, "share"),
      help: texts.placeHelp,
    },
    {
      label: texts.winning,
      value: `${count(metrics.winningFolds)} / ${count(folds.length)}`,
      help: texts.winningHelp,
    },
    {
      label: texts.surely,
      value: numberText(luck?.probabilisticSharpe ?? null, "share"),
      help: texts.surelyHelp,
    },
  ]);
}

function toned(value: number, text: string): Markup {
  return markup`<span class="${tone(value)}">${text}</span>`;
}

function foldsMarkup(study: FoldsJson, words: StudyWords): Markup {
  const { texts } = words;
  const { folds, space, objective } = study;
  const { expression } = objective;
  const titles = [
    "",
    texts.train,
    texts.test,
    ...space.map(shortPath),
    `${metricTitle(expression, words)} · ${texts.inSample}`,
    texts.outOfSample,
    texts.rank,
    texts.account,
    texts.fills,
  ];
  const rows = folds.map((fold, at) => {
    const { best, account } = fold;
    const growth = numberText(account.totalReturn, "signedShare");
    const inside = best === null ? texts.noChoice : metricText(expression, best.inSample.objective);
    return [
      String(at + 1),
      fold.train.map(windowText).join(" + "),
      windowText(fold.test),
      ...space.map((path) => valueText(best?.parameters[path])),
      inside,
      metricText(expression, best?.outOfSample.objective ?? null),
      rankText(fold),
      toned(account.totalReturn, account.ended ? `${growth} · ${texts.ended}` : growth),
      count(account.fills),
    ];
  });
  return panelOf(texts.folds, "", listOf(titles, rows, 3));
}

function bodyOf(study: FoldsJson, words: StudyWords): Markup[] {
  const { texts, run } = words;
  const { account, folds, config } = study;
  const curve = { ...account, initial: config.account.initialBalance };
  const marks = folds.map(({ test }, at) => ({ timeMs: test.startMs, label: String(at + 1) }));
  return [
    tilesMarkup(study, words),
    accountPanes(curve, marks.length > 40 ? [] : marks.slice(1), {
      title: texts.joined,
      note: texts.joinedNote,
      drawdown: run.drawdown,
    }),
    panelOf(texts.luck, "", sayingOf([accountLuck(study.luck, words), texts.notDeflated])),
    pairsMarkup(study, words),
    foldsMarkup(study, words),
    driftMarkup(study, words),
    timelineMarkup(study, words),
  ];
}

export function walkForwardSections(study: WalkForwardJson, words: StudyWords): StudySections {
  const { texts } = words;
  const { scheme, trainDays, testDays } = study.windows;
  const windows = texts.scheme(scheme, count(trainDays), count(testDays));
  return {
    title: texts.titles["walk-forward"](count(study.folds.length)),
    facts: `${windows} · ${texts.position[study.position]} · ${texts.method} ${study.method} · ${count(study.runs)} ${texts.runs}`,
    body: bodyOf(study, words),
  };
}

export function kFoldSections(study: KFoldJson, words: StudyWords): StudySections {
  const { texts } = words;
  const { purgeDays, embargoDays } = study.windows;
  return {
    title: texts.titles["k-fold"](count(study.folds.length)),
    facts: `${texts.purge(count(purgeDays), count(embargoDays))} · ${texts.method} ${study.method} · ${count(study.runs)} ${texts.runs}`,
    body: bodyOf(study, words),
  };
}
