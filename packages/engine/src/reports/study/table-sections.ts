/** Sections of the studies that are a table of rows: a sweep, a search. */
import { luckText } from "../../luck/luck-text.js";
import type { SearchJson } from "../../search/search-json.js";
import { SWEEP_OUTCOMES } from "../../sweeps/protocol.js";
import type { SweepJson } from "../../sweeps/sweep-json.js";
import type { TableJson } from "../../sweeps/table-json.js";
import type { Markup } from "../html/markup.js";
import { trialsPane } from "./curves.js";
import { heatmapMarkup } from "./heatmap.js";
import { heatmapOf } from "./heatmap-cells.js";
import { listOf, panelOf, type StudySections, type StudyTile, sayingOf, tilesOf } from "./page.js";
import { plateauMarkup } from "./plateau-markup.js";
import {
  count,
  metricText,
  metricTitle,
  type StudyWords,
  shortPath,
  tone,
  valueText,
} from "./study-words.js";

/** Metrics beside the one that rows are ordered by. */
const SHOWN = ["totalReturn", "cagr", "sharpe", "maxDrawdown", "fills", "turnover"] as const;
const ROWS_SHOWN = 20;

/** What both kinds have in common. */
interface TableStudy {
  readonly study: SweepJson | SearchJson;
  readonly columns: TableJson;
  readonly axes: readonly string[];
  /** the column that rows are ordered by, and its name for people */
  readonly metric: string;
  readonly title: string;
  /** the best first */
  readonly best: readonly number[];
}

/** People count from 1, as the command does. */
function numberOfRow(row: number): string {
  return String(row + 1);
}

function tilesMarkup(
  { study, columns, best, metric, title }: TableStudy,
  words: StudyWords,
): Markup {
  const { texts, run } = words;
  const total = Object.values(study.outcomes).reduce((sum, one) => sum + one, 0);
  const [row] = best;
  const of = (name: string) => (row === undefined ? null : (columns[name]?.[row] ?? null));
  const shown: StudyTile[] = [
    {
      label: texts.outcome.complete,
      value: count(study.outcomes.complete),
      help: texts.ofAll(count(total)),
    },
    {
      label: texts.outcome.liquidated,
      value: count(study.outcomes.liquidated),
      help: texts.ofAll(count(total)),
    },
    {
      label: `${texts.best}: ${title}`,
      value: metricText(metric, of(metric)),
      help: `${texts.row} ${row === undefined ? "–" : numberOfRow(row)}`,
    },
  ];
  for (const name of SHOWN) {
    const value = of(name);
    const [label, help] = run.metric[name];
    if (name === metric || label === title || columns[name] === undefined) continue;
    const isMoney = (name === "totalReturn" || name === "cagr") && typeof value === "number";
    shown.push({ label, value: metricText(name, value), help, tone: isMoney ? tone(value) : "" });
  }
  return tilesOf(shown.slice(0, 8));
}

function bestMarkup({ columns, axes, best, metric, title }: TableStudy, words: StudyWords): Markup {
  const { texts } = words;
  // An objective that is a metric alone is that column already.
  const names = [...new Set([metric, ...SHOWN])].filter(
    (name) =>
      columns[name] !== undefined && (name === metric || metricTitle(name, words) !== title),
  );
  const titles = [
    texts.row,
    ...axes.map(shortPath),
    ...names.map((name) => (name === metric ? title : metricTitle(name, words))),
  ];
  const rows = best
    .slice(0, ROWS_SHOWN)
    .map((row) => [
      numberOfRow(row),
      ...axes.map((path) => valueText(columns[path]?.[row])),
      ...names.map((name) => metricText(name, columns[name]?.[row] ?? null)),
    ]);
  const body = rows.length === 0 ? sayingOf([texts.noBest]) : listOf(titles, rows);
  return panelOf(texts.bestRows(title), "", body);
}

function outcomesMarkup({ study }: TableStudy, { texts }: StudyWords): Markup {
  const rows = SWEEP_OUTCOMES.filter((outcome) => study.outcomes[outcome] > 0).map((outcome) => [
    texts.outcome[outcome],
    count(study.outcomes[outcome]),
  ]);
  return panelOf(texts.outcomes, "", listOf(["", ""], rows));
}

function sectionsOf(table: TableStudy, words: StudyWords, more: readonly Markup[]): Markup[] {
  const { study, columns, axes, metric, best } = table;
  const { texts, lang } = words;
  const [row] = best;
  const map = heatmapOf(columns, axes, metric, row ?? null);
  const luck = luckText(study.luck, study.luckMissing, lang);
  return [
    tilesMarkup(table, words),
    panelOf(texts.luck, "", sayingOf(luck)),
    ...more,
    ...(map === null ? [] : [heatmapMarkup(map, metric, table.title, words)]),
    ...(row === undefined ? [] : [plateauMarkup(columns, axes, metric, row, words)]),
    bestMarkup(table, words),
    outcomesMarkup(table, words),
  ];
}

export function sweepSections(study: SweepJson, words: StudyWords): StudySections {
  const { columns, axes, best, rankBy } = study;
  const title = metricTitle(rankBy, words);
  const table = { study, columns, axes, metric: rankBy, title, best };
  return {
    title: words.texts.titles.sweep(count(study.rows)),
    facts: "",
    body: sectionsOf(table, words, []),
  };
}

/** Trials from the best to the worst by the first objective; infeasible ones are left out. */
function bestTrials({ columns, objectives }: SearchJson, metric: string): number[] {
  const values = columns[metric] ?? [];
  const sign = objectives[0]?.direction === "min" ? 1 : -1;
  return values
    .flatMap((value, row) =>
      typeof value === "number" && columns.feasible?.[row] !== false ? [{ row, value }] : [],
    )
    .sort((a, b) => sign * (a.value - b.value) || a.row - b.row)
    .map(({ row }) => row);
}

export function searchSections(study: SearchJson, words: StudyWords): StudySections {
  const { columns, objectives, method, best, history } = study;
  const space = study.space.map(({ path }) => path);
  const { texts } = words;
  const metric = objectives.length === 1 ? "objective" : "objective1";
  const rows = bestTrials(study, metric);
  const first = best === null ? rows : [best.trial, ...rows.filter((row) => row !== best.trial)];
  const title = objectives.map(({ expression }) => metricTitle(expression, words)).join(" · ");
  const table = { study, columns, axes: space, metric, title, best: first };
  const pane = trialsPane(history, texts.history, texts.historyNote);
  return {
    title: texts.titles.search(count(study.trials), method),
    facts: `${texts.objective} ${title}`,
    body: sectionsOf(table, words, pane === null ? [] : [pane]),
  };
}
