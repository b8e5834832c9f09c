/** The heatmap of a study as a table: tinted by the value, the best outlined. */

import { SWEEP_METRICS } from "../../sweeps/metric-columns.js";
import { lessIsBetter } from "../../sweeps/rank.js";
import { type Markup, markup } from "../html/markup.js";
import type { Heatmap } from "./heatmap-cells.js";
import { panelOf } from "./page.js";
import { metricText, type StudyWords, shortPath } from "./study-words.js";

/** The strongest tint, per cent. */
const TINT_MAX = 62;

type Tint = (value: number) => { readonly tone: string; readonly percent: number };

/** What counts as good is strong: of signed values the larger ones, of others the better ones. */
function tintOf(values: readonly number[], metric: string): Tint {
  const low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const known = SWEEP_METRICS.find((name) => name === metric);
  if (low < 0) {
    const largest = Math.max(-low, high) || 1;
    return (value) => ({
      tone: value < 0 ? "loss" : "gain",
      percent: (Math.abs(value) / largest) ** 0.7 * TINT_MAX,
    });
  }
  const width = high - low || 1;
  const isLess = known !== undefined && lessIsBetter(known);
  return (value) => {
    const share = (value - low) / width;
    return { tone: "", percent: (isLess ? 1 - share : share) * TINT_MAX };
  };
}

function cellMarkup(
  value: number | null | undefined,
  isBest: boolean,
  metric: string,
  tint: Tint,
): Markup {
  if (value === undefined) return markup`<td class="none"></td>`;
  if (value === null) return markup`<td class="none">×</td>`;
  const { tone, percent } = tint(value);
  return markup`<td class="${tone}${isBest && " best"}" style="--tint:${percent.toFixed(0)}%">${metricText(metric, value)}</td>`;
}

/**
 * The panel of a heatmap.
 * @param name of the metric for people
 */
export function heatmapMarkup(
  map: Heatmap,
  metric: string,
  name: string,
  words: StudyWords,
): Markup {
  const { texts } = words;
  const { x, y, cells, best, merged } = map;
  const tint = tintOf(
    cells.flat().filter((value) => typeof value === "number"),
    metric,
  );
  const hopeless = cells.flat().includes(null);
  const head = x.steps.map(({ label }) => markup`<th>${label}</th>`);
  const rows = y.steps.map(({ label }, line) => {
    const fields = cells[line].map((value, at) =>
      cellMarkup(value, best?.y === line && best.x === at, metric, tint),
    );
    return markup`<tr><th>${label}</th>${fields}</tr>`;
  });
  const notes = [merged ? texts.heatmapNote : texts.heatmapAlone];
  if (hopeless) notes.push(texts.heatmapHopeless);
  const title = texts.heatmap(name, shortPath(y.path), shortPath(x.path));
  return panelOf(
    title,
    notes.join(" · "),
    markup`<div class="scroll"><table class="heat"><thead><tr><th>${shortPath(y.path)} ↓ ${shortPath(x.path)} →</th>${head}</tr></thead><tbody>${rows}</tbody></table></div>`,
  );
}
