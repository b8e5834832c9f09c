/** RESULT.json as one page that needs nothing else: no scripts, no fonts, no network. */
import { attributionMarkup } from "./html/attribution.js";
import { chartMarkup } from "./html/chart.js";
import { Markup, markup } from "./html/markup.js";
import { numbersMarkup, tilesMarkup } from "./html/numbers.js";
import { paletteMarkup } from "./html/palette.js";
import { returnsMarkup } from "./html/returns.js";
import { STYLE } from "./html/style.js";
import { dateText, intervalText, numberText, plainNumber } from "./number-text.js";
import { type ResultJson, resultJsonText } from "./result-json.js";
import { strategyTitle } from "./strategy-title.js";
import { type Language, type ReportTexts, reportTexts } from "./texts/index.js";
import { warningMessage } from "./texts/warning-messages.js";

export interface HtmlReportOptions {
  readonly lang: Language;
}

function headline(result: ResultJson): string {
  const symbol = result.config.instrument?.symbol ?? result.data.source;
  return `${symbol} · ${strategyTitle(result)}`;
}

function header(result: ResultJson, texts: ReportTexts): Markup {
  const { data, timing, config } = result;
  const ran = numberText(result.bars, "count");
  const all = result.bars === data.bars ? null : numberText(data.bars, "count");
  const badges = [
    data.synthetic && markup`<span class="badge warn">${texts.synthetic}</span>`,
    result.liquidated && markup`<span class="badge bad">${texts.liquidated}</span>`,
    result.stopped !== null &&
      markup`<span class="badge warn">${texts.stopped}: ${result.stopped}</span>`,
  ].filter((badge) => badge !== false);
  return markup`<header><h1>${headline(result)}</h1>${badges}
<span class="facts"><b>${dateText(data.first)} → ${dateText(data.last)}</b> · ${intervalText(data.intervalMs)} · ${texts.barsRun(ran, all)} · ${numberText(data.holes, "count")} ${texts.holes} · ${plainNumber(config.account.leverage)}× · <b>${numberText(timing.runMs, "duration")}</b> (${numberText(timing.nsPerBar, "short")} ns/bar)</span>
${paletteMarkup(texts)}</header>
${data.synthetic && markup`<p class="note">${texts.syntheticNote}</p>`}`;
}

function warningsMarkup(result: ResultJson, texts: ReportTexts, lang: Language): Markup {
  const items = result.warnings.map((warning) => {
    const { code } = warning;
    const title = texts.warningTitles[String(code)];
    return markup`<div class="warning"><code>${String(code)}</code>${
      title !== undefined && markup` <b>${title}</b>`
    }<div>${warningMessage(warning, lang)}</div></div>`;
  });
  return markup`<section class="panel"><h2>${texts.warnings}</h2>${
    items.length === 0 ? markup`<p><small>${texts.noWarnings}</small></p>` : items
  }</section>`;
}

function identity(result: ResultJson, texts: ReportTexts): Markup {
  const { data, engine, timing } = result;
  const names = texts.identityRows;
  const rows: readonly (readonly [string, string])[] = [
    [names.source, data.source],
    [names.md5, data.md5 ?? "–"],
    [names.interval, intervalText(data.intervalMs)],
    [names.period, `${dateText(data.first)} → ${dateText(data.last)}`],
    [names.engine, `perpmill ${engine.version} · semantics ${result.semantics} · ${timing.layer}`],
    [names.kernel, engine.kernelSha256],
    [names.resultHash, result.resultHash ?? "–"],
    [names.tradesHash, result.tradesHash ?? "–"],
    [
      names.timing,
      `${numberText(timing.runMs, "duration")} + ${numberText(timing.loadMs, "duration")}`,
    ],
  ];
  return markup`<section class="panel"><h2>${texts.identity}</h2><dl class="identity">${rows.map(
    ([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`,
  )}</dl></section>`;
}

/** Text in which a stretch between backticks is code. */
function withCode(text: string): Markup[] {
  return text
    .split("`")
    .map((part, index) => (index % 2 === 1 ? markup`<code>${part}</code>` : markup`${part}`));
}

function limits(texts: ReportTexts): Markup {
  return markup`<section class="panel"><h2>${texts.limits}</h2><ul>${texts.limitItems.map(
    (item) => markup`<li>${withCode(item)}</li>`,
  )}</ul></section>`;
}

function configuration(result: ResultJson, texts: ReportTexts): Markup {
  return markup`<section class="panel"><h2>${texts.configuration} <small>${texts.reproduce}</small></h2><pre>${resultJsonText(
    result.config,
  )}</pre></section>`;
}

/**
 * One self-contained HTML page: tiles, equity, drawdown, inventory, attribution, returns, every
 * number with its meaning, warnings, limits, configuration. All that comes from input is escaped.
 */
export function htmlReport(result: ResultJson, options: HtmlReportOptions): string {
  const texts = reportTexts(options.lang);
  const page = markup`<!doctype html>
<html lang="${texts.htmlLang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${headline(result)} · ${texts.title}</title><style>${new Markup(STYLE)}</style></head>
<body><main>${header(result, texts)}${tilesMarkup(result, texts)}
<div class="split">${chartMarkup(result, texts)}<aside>${attributionMarkup(result, texts)}${warningsMarkup(result, texts, options.lang)}${limits(texts)}</aside></div>
${returnsMarkup(result, texts)}${numbersMarkup(result, texts)}
<div class="two">${identity(result, texts)}${configuration(result, texts)}</div></main></body></html>
`;
  return page.text;
}
