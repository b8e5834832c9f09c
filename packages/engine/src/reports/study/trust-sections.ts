/** Sections of a trust verdict: the verdict and its findings first, then what each part has measured. */
import type { TrustFinding } from "../../trust/findings.js";
import type { TrustRow, TrustSpread } from "../../trust/headlines.js";
import type { TrustJson } from "../../trust/trust-json.js";
import type { StartRow } from "../../trust/trust-options.js";
import { findingText, modelText, stressText, verdictText } from "../../trust/trust-text.js";
import { type Markup, markup } from "../html/markup.js";
import { dateText, NO_NUMBER, numberText } from "../number-text.js";
import { listOf, panelOf, type StudySections, tilesOf, unbroken } from "./page.js";
import { count, metricText, metricTitle, type StudyWords, shortPath, tone } from "./study-words.js";

/** Numbers of a run in every table. */
const SHOWN = ["totalReturn", "sharpe", "maxDrawdown", "fills"] as const;

/** The severity as a class; a part that was not examined stands apart. */
function gradeClass({ matters, grade }: TrustFinding): string {
  return matters ? grade : "apart";
}

function verdictMarkup({ grade, findings }: TrustJson, { lang, texts }: StudyWords): Markup {
  const weakest = findings.find((finding) => finding.matters && finding.grade !== "strong");
  return markup`<section class="panel verdict ${grade}"><h2>${verdictText(grade, lang)}</h2>${
    weakest !== undefined && markup`<p>${texts.weakest(findingText(weakest, lang).title)}</p>`
  }</section>`;
}

function findingsMarkup({ findings }: TrustJson, { lang, texts }: StudyWords): Markup {
  const items = findings.map((finding) => {
    const { title, grade, text } = findingText(finding, lang);
    return markup`<div class="finding ${gradeClass(finding)}"><b>${grade}</b><div><h3>${title}</h3><p>${unbroken(text)}</p></div></div>`;
  });
  return panelOf(texts.findings, texts.findingsNote, items);
}

function tilesMarkup({ run, runs, findings, parts }: TrustJson, words: StudyWords): Markup {
  const { texts, run: reports } = words;
  const { tried, deflatedSharpe } = parts.luck;
  const weak = findings.filter(({ matters, grade }) => matters && grade !== "strong").length;
  return tilesOf([
    ...SHOWN.map((name) => ({
      label: reports.metric[name][0],
      value: metricText(name, run.metrics[name]),
      help: reports.metric[name][1],
      tone: name === "totalReturn" ? tone(run.metrics[name]) : "",
    })),
    {
      label: texts.tried,
      value: tried === null ? NO_NUMBER : count(tried),
      help: texts.triedHelp,
    },
    {
      label: texts.deflated,
      value: deflatedSharpe === null ? NO_NUMBER : numberText(deflatedSharpe, "share"),
      help: texts.deflatedHelp,
    },
    {
      label: texts.objections,
      value: `${count(weak)} / ${count(findings.length)}`,
      help: texts.objectionsHelp,
    },
    { label: texts.runsTaken, value: count(runs), help: texts.runsHelp },
  ]);
}

function spreadsMarkup(
  title: string,
  note: string,
  spreads: readonly TrustSpread[],
  words: StudyWords,
): Markup {
  const { metric, own, least, p5, median, p95, most } = words.texts.spread;
  const rows = spreads.map((spread) => [
    metricTitle(spread.metric, words),
    ...[spread.own, spread.least, spread.p5, spread.median, spread.p95, spread.most].map((value) =>
      metricText(spread.metric, value),
    ),
  ]);
  return panelOf(title, note, listOf([metric, own, least, p5, median, p95, most], rows));
}

function rowsMarkup(
  title: string,
  note: string,
  rows: readonly (readonly [name: string, row: TrustRow])[],
  words: StudyWords,
): Markup {
  const { texts } = words;
  const titles = ["", ...SHOWN.map((name) => metricTitle(name, words)), ""];
  const cells = rows.map(([name, { outcome, metrics }]) => [
    name,
    ...SHOWN.map((metric) => {
      const text = metricText(metric, metrics[metric]);
      if (metric !== "totalReturn") return text;
      return markup`<span class="${tone(metrics[metric])}">${text}</span>`;
    }),
    outcome === "complete" ? "" : texts.outcome[outcome],
  ]);
  return panelOf(title, note, listOf(titles, cells));
}

function neighbourMarkup({ parts, run }: TrustJson, words: StudyWords): Markup[] {
  const { neighbourhood } = parts;
  if (neighbourhood === null) return [];
  return neighbourhood.axes.map(({ path, own, values, rows }) => {
    const named = values.map((value, at) => [String(value), rows[at]] as const);
    const place = values.filter((value) => value < own).length;
    const all = named.toSpliced(place, 0, [`${own} ←`, run] as const);
    return rowsMarkup(
      `${words.texts.plateau}: ${shortPath(path)}`,
      words.texts.plateauNote,
      all,
      words,
    );
  });
}

function spreadPanels({ parts }: TrustJson, words: StudyWords): Markup[] {
  const { bootstrap, fills, paths } = parts;
  const { texts, lang } = words;
  const resampled =
    bootstrap === null
      ? []
      : [
          spreadsMarkup(
            texts.bootstrap,
            texts.resamples(count(bootstrap.draws)),
            bootstrap.spreads,
            words,
          ),
        ];
  return [
    ...resampled,
    spreadsMarkup(texts.fillsSpread, texts.ofRuns(count(fills.rows.length)), fills.spreads, words),
    ...paths.map(({ model, runs, spreads }) =>
      spreadsMarkup(
        `${texts.pathsSpread}: ${modelText(model, lang)}`,
        texts.ofRuns(count(runs)),
        spreads,
        words,
      ),
    ),
  ];
}

function rowPanels({ parts }: TrustJson, words: StudyWords): Markup[] {
  const { starts, stress, transfer } = parts;
  const { texts, lang } = words;
  const stressed = stress.rows.map((row) => [stressText(row.name, lang), row] as const);
  const begun = (rows: readonly StartRow[]) =>
    rows.map((row) => [`${dateText(row.startMs)} → ${dateText(row.endMs)}`, row] as const);
  const moved = transfer.map(
    (row) => [`${row.name} ${dateText(row.first)} → ${dateText(row.last)}`, row] as const,
  );
  return [
    rowsMarkup(texts.stress, "", stressed, words),
    ...(moved.length === 0 ? [] : [rowsMarkup(texts.transfer, "", moved, words)]),
    ...(starts === null
      ? []
      : [
          rowsMarkup(texts.starts, texts.startsToEnd, begun(starts.toEnd), words),
          rowsMarkup(texts.starts, texts.startsHalf, begun(starts.sameLength), words),
        ]),
  ];
}

export function trustSections(study: TrustJson, words: StudyWords): StudySections {
  const { texts } = words;
  const panels = [
    ...spreadPanels(study, words),
    ...neighbourMarkup(study, words),
    ...rowPanels(study, words),
  ];
  return {
    title: texts.titles.trust,
    facts: `${texts.runs} ${numberText(study.runs, "count")}`,
    body: [
      verdictMarkup(study, words),
      tilesMarkup(study, words),
      findingsMarkup(study, words),
      markup`<div class="parts">${panels}</div>`,
    ],
  };
}
