/** The frame of a study's report: head, header with what it is of, and the sections. */
import { Markup, markup } from "../html/markup.js";
import { paletteMarkup } from "../html/palette.js";
import { STYLE } from "../html/style.js";
import { dateText, intervalText } from "../number-text.js";
import { resultJsonText } from "../result-json.js";
import type { ReportedStudy } from "./study-json.js";
import { STUDY_STYLE } from "./study-style.js";
import { count, type StudyWords } from "./study-words.js";

/** One tile of the strip at the top. */
export interface StudyTile {
  readonly label: string;
  readonly value: string;
  readonly help: string;
  /** `gain`, `loss` or empty */
  readonly tone?: string;
}

export function tilesOf(tiles: readonly StudyTile[]): Markup {
  return markup`<div class="tiles">${tiles.map(
    ({ label, value, help, tone = "" }) =>
      markup`<div class="tile"><span>${label}</span><b class="num ${tone}">${value}</b><small>${help}</small></div>`,
  )}</div>`;
}

export function panelOf(title: string, note: string, body: Markup | readonly Markup[]): Markup {
  return markup`<section class="panel"><h2>${title} <small>${note}</small></h2>${body}</section>`;
}

/** A table of text; columns before `numbersFrom` stand at the left. */
export function listOf(
  titles: readonly string[],
  rows: readonly (readonly (string | Markup)[])[],
  numbersFrom = 1,
): Markup {
  const side = (at: number) => (at < numbersFrom ? markup` class="text"` : null);
  const head = titles.map((title, at) => markup`<th${side(at)}>${title}</th>`);
  const lines = rows.map(
    (row) => markup`<tr>${row.map((cell, at) => markup`<td${side(at)}>${cell}</td>`)}</tr>`,
  );
  return markup`<div class="scroll"><table class="list"><thead><tr>${head}</tr></thead><tbody>${lines}</tbody></table></div>`;
}

/** The text with numbers that keep their unit on their line. */
export function unbroken(text: string): string {
  return text.replaceAll(" %", "\u00a0%");
}

/** Sentences, the first of which is the verdict. */
export function sayingOf(sentences: readonly string[]): Markup {
  return markup`<div class="say">${sentences.map((one) => markup`<p>${unbroken(one)}</p>`)}</div>`;
}

function headline({ config, data }: ReportedStudy): string {
  return `${config.instrument.symbol ?? data.source} · ${config.strategy.name}`;
}

function header(study: ReportedStudy, title: string, facts: string, { run }: StudyWords): Markup {
  const { data } = study;
  return markup`<header><h1>${headline(study)} · ${title}</h1>${
    data.synthetic && markup`<span class="badge warn">${run.synthetic}</span>`
  }<span class="facts"><b>${dateText(data.first)} → ${dateText(data.last)}</b> · ${intervalText(data.intervalMs)} · ${run.barsRun(count(data.bars), null)} · ${count(data.holes)} ${run.holes}${
    facts !== "" && ` · ${facts}`
  }</span>${paletteMarkup(run)}</header>${
    data.synthetic && markup`<p class="note">${run.syntheticNote}</p>`
  }`;
}

function identity({ data, engine }: ReportedStudy, { run }: StudyWords): Markup {
  const names = run.identityRows;
  const rows: readonly (readonly [string, string])[] = [
    [names.source, data.source],
    [names.md5, data.md5 ?? "–"],
    [names.interval, intervalText(data.intervalMs)],
    [names.period, `${dateText(data.first)} → ${dateText(data.last)}`],
    [names.engine, `perpmill ${engine.version}`],
    [names.kernel, engine.kernelSha256],
  ];
  return markup`<section class="panel"><h2>${run.identity}</h2><dl class="identity">${rows.map(
    ([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`,
  )}</dl></section>`;
}

/** What a kind of study puts into the page. */
export interface StudySections {
  readonly title: string;
  /** behind the facts of the data */
  readonly facts: string;
  readonly body: readonly Markup[];
}

/** The whole page. */
export function pageOf(study: ReportedStudy, sections: StudySections, words: StudyWords): string {
  const { run, texts } = words;
  const { title, facts, body } = sections;
  const style = new Markup(STYLE + STUDY_STYLE);
  return markup`<!doctype html>
<html lang="${texts.htmlLang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${headline(study)} · ${title}</title><style>${style}</style></head>
<body><main>${header(study, title, facts, words)}${body}
<div class="two">${identity(study, words)}<section class="panel"><h2>${run.configuration}</h2><pre>${resultJsonText(
    study.config,
  )}</pre></section></div></main></body></html>
`.text;
}
