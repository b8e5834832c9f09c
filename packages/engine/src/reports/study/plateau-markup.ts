/** What stands around the best: one small chart for each parameter that is moved alone. */

import { SWEEP_METRICS } from "../../sweeps/metric-columns.js";
import { axisSlices, neighbourRows } from "../../sweeps/plateau.js";
import { lessIsBetter } from "../../sweeps/rank.js";
import type { SweepTable } from "../../sweeps/table.js";
import type { TableJson } from "../../sweeps/table-json.js";
import { type Markup, markup } from "../html/markup.js";
import { panelOf } from "./page.js";
import { metricText, type StudyWords, shortPath, valueText } from "./study-words.js";
import { tableOfJson } from "./table-of-json.js";

/** A slice with more rows is shown around the best. */
const ROWS_SHOWN = 15;

function sliceMarkup(
  path: string,
  rows: readonly number[],
  best: number,
  columns: TableJson,
  metric: string,
): Markup {
  const at = rows.indexOf(best);
  const from = Math.max(0, Math.min(at - (ROWS_SHOWN >> 1), rows.length - ROWS_SHOWN));
  const shown = rows.slice(from, from + ROWS_SHOWN);
  const values = shown.map((row) => columns[metric][row]);
  const numbers = values.filter((value) => typeof value === "number");
  const low = Math.min(0, ...numbers);
  const width = Math.max(0, ...numbers) - low || 1;
  const share = (value: number) => `${((value / width) * 100).toFixed(1)}%`;
  const lines = shown.map((row, index) => {
    const value = values[index];
    const bar =
      typeof value === "number" &&
      markup`<i class="${value < 0 && "loss"}" style="left:${share(Math.min(0, value) - low)};width:${share(Math.abs(value))}"></i>`;
    return markup`<div class="row${row === best && " best"}"><span>${valueText(columns[path][row])}</span><span class="track">${bar}</span><span class="num">${metricText(metric, value)}</span></div>`;
  });
  return markup`<div class="slice"><h3>${shortPath(path)}</h3>${lines}</div>`;
}

function neighbourSentence(
  table: SweepTable,
  columns: TableJson,
  axes: readonly string[],
  best: number,
  metric: string,
  { texts }: StudyWords,
): string {
  const values = neighbourRows(table, axes, best)
    .map((row) => columns[metric][row])
    .filter((value) => typeof value === "number");
  if (values.length === 0) return texts.noNeighbours;
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  const known = SWEEP_METRICS.find((name) => name === metric);
  const isLess = known !== undefined && lessIsBetter(known);
  const worst = isLess ? Math.max(...values) : Math.min(...values);
  const text = (value: unknown) => metricText(metric, value);
  return texts.neighbours(text(columns[metric][best]), text(mean), text(worst));
}

/**
 * The panel around the best row.
 * @param axes paths of the parameters
 */
export function plateauMarkup(
  columns: TableJson,
  axes: readonly string[],
  metric: string,
  best: number,
  words: StudyWords,
): Markup {
  const { texts } = words;
  const table = tableOfJson(columns, axes);
  const slices = axisSlices(table, axes, best).filter(({ rows }) => rows.length > 1);
  const charts = slices.map(({ path, rows }) => sliceMarkup(path, rows, best, columns, metric));
  return panelOf(texts.plateau, texts.plateauNote, [
    markup`<p>${neighbourSentence(table, columns, axes, best, metric, words)}</p>`,
    markup`<div class="slices">${charts}</div>`,
  ]);
}
