/** Charts of a study over folds: its windows, in and out of sample side by side, parameters fold by fold. */
import type { ParameterDrift } from "../../walk-forward/fold-options.js";
import type { FoldJson, KFoldJson, WalkForwardJson } from "../../walk-forward/folds-json.js";
import type { TimeWindow } from "../../walk-forward/windows.js";
import { type Markup, markup } from "../html/markup.js";
import { dateText } from "../number-text.js";
import { panelOf } from "./page.js";
import {
  count,
  metricText,
  metricTitle,
  type StudyWords,
  shortPath,
  valueText,
} from "./study-words.js";

const DAY_MS = 86_400_000;
/** More folds than these are not drawn one by one. */
const FOLDS_SHOWN = 60;

type FoldsJson = WalkForwardJson | KFoldJson;

export function windowText({ startMs, endMs }: TimeWindow): string {
  return `${dateText(startMs)} → ${dateText(endMs - DAY_MS)}`;
}

/** Each fold's training and test on one line of time. */
export function timelineMarkup({ folds }: FoldsJson, { texts }: StudyWords): Markup {
  const shown = folds.slice(0, FOLDS_SHOWN);
  const all = shown.flatMap(({ train, test }) => [...train, test]);
  const first = Math.min(...all.map(({ startMs }) => startMs));
  const width = Math.max(...all.map(({ endMs }) => endMs)) - first || 1;
  const share = (ms: number) => `${((ms / width) * 100).toFixed(2)}%`;
  const bar = (window: TimeWindow, kind: string) =>
    markup`<i class="${kind}" title="${windowText(window)}" style="left:${share(window.startMs - first)};width:${share(window.endMs - window.startMs)}"></i>`;
  const rows = shown.map(
    ({ train, test }, at) =>
      markup`<div class="row"><span>${at + 1}</span><span class="track">${train.map((window) => bar(window, "train"))}${bar(test, "test")}</span></div>`,
  );
  return panelOf(texts.timeline, texts.timelineNote, markup`<div class="timeline">${rows}</div>`);
}

function barOf(value: number | null, low: number, width: number, kind: string): Markup | null {
  if (value === null) return null;
  const bottom = ((Math.min(0, value) - low) / width) * 100;
  const height = (Math.abs(value) / width) * 100;
  return markup`<i class="${kind}${value < 0 && " loss"}" style="bottom:${bottom.toFixed(2)}%;height:${height.toFixed(2)}%"></i>`;
}

/** The objective of each fold's best in its training and on its test. */
export function pairsMarkup({ folds, objective }: FoldsJson, words: StudyWords): Markup {
  const { texts } = words;
  const shown = folds.slice(0, FOLDS_SHOWN).map(({ best }) => ({
    inside: best?.inSample.objective ?? null,
    outside: best?.outOfSample.objective ?? null,
  }));
  const values = shown
    .flatMap(({ inside, outside }) => [inside, outside])
    .filter((value) => value !== null);
  const low = Math.min(0, ...values);
  const width = Math.max(0, ...values) - low || 1;
  const name = metricTitle(objective.expression, words);
  const text = (value: number | null) => metricText(objective.expression, value);
  const pairs = shown.map(
    ({ inside, outside }, at) =>
      markup`<span class="pair" title="${at + 1}: ${text(inside)} → ${text(outside)}">${barOf(inside, low, width, "in")}${barOf(outside, low, width, "out")}<small>${at + 1}</small></span>`,
  );
  const legend = markup`<div class="legend"><span><i></i>${texts.inSample}</span><span><i class="out"></i>${texts.outOfSample}</span></div>`;
  const zero = markup`<hr style="bottom:${((-low / width) * 100).toFixed(2)}%">`;
  return panelOf(texts.bars(name), "", [
    legend,
    markup`<div class="pairs">${zero}${pairs}</div><p></p>`,
  ]);
}

function stepsMarkup({ values, least, most }: ParameterDrift): Markup | null {
  if (least === null || most === null) return null;
  const width = most - least || 1;
  const bars = values.map((value) => {
    if (typeof value !== "number") return markup`<i class="gap"></i>`;
    const height = 15 + (85 * (value - least)) / width;
    return markup`<i style="height:${height.toFixed(1)}%" title="${valueText(value)}"></i>`;
  });
  return markup`<div class="steps">${bars}</div>`;
}

/** How each parameter of the best moves. */
export function driftMarkup({ drift }: FoldsJson, { texts }: StudyWords): Markup {
  const charts = drift.map((one) => {
    const chosen = one.values.filter((value) => value !== null).length;
    const changes = texts.changes(count(one.changes), count(Math.max(0, chosen - 1)));
    const values = one.values.slice(0, FOLDS_SHOWN).map(valueText).join(" → ");
    return markup`<div class="slice"><h3>${shortPath(one.path)} <small>${changes}</small></h3>${stepsMarkup(one)}<p><small>${values}</small></p></div>`;
  });
  return panelOf(texts.drift, "", markup`<div class="slices">${charts}</div>`);
}

/** The rank of a fold's best among all trials on its test. */
export function rankText({ best }: FoldJson): string {
  return best === null ? "–" : `${best.outOfSample.rank ?? "–"}/${best.outOfSample.of}`;
}
