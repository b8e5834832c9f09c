/** The tiles at the top and the list of every number. */
import {
  METRIC_GROUPS,
  type MetricName,
  metricEntry,
  metricsOf,
  metricValue,
} from "../metric-catalog.js";
import { numberText } from "../number-text.js";
import type { ResultJson } from "../result-json.js";
import type { ReportTexts } from "../texts/index.js";
import { type Markup, markup } from "./markup.js";

const TILES: readonly MetricName[] = [
  "totalReturn",
  "finalEquity",
  "cagr",
  "sharpe",
  "maxDrawdown",
  "fills",
  "winRate",
  "ambiguousFillShare",
];

/** Money that was won or lost is coloured, nothing else. */
const COLOURED: readonly MetricName[] = [
  "totalReturn",
  "cagr",
  "spreadPnl",
  "inventoryPnl",
  "funding",
];

function tone(name: MetricName, value: number | null): string {
  if (value === null || value === 0 || !COLOURED.includes(name)) return "";
  return value < 0 ? " loss" : " gain";
}

function shown(
  result: ResultJson,
  name: MetricName,
): { text: string; exact: string; tone: string } {
  const value = metricValue(result, name);
  return {
    text: numberText(value, metricEntry(name).kind),
    exact: value === null ? "null" : String(value),
    tone: tone(name, value),
  };
}

/** The strip of headline numbers. */
export function tilesMarkup(result: ResultJson, texts: ReportTexts): Markup {
  return markup`<div class="tiles">${TILES.map((name) => {
    const [label, help] = texts.metric[name];
    const { text, exact, tone } = shown(result, name);
    return markup`<div class="tile" title="${exact}"><span>${label}</span><b class="num${tone}">${text}</b><small>${help}</small></div>`;
  })}</div>`;
}

/** Every number by group, each with one sentence of explanation. */
export function numbersMarkup(result: ResultJson, texts: ReportTexts): Markup {
  const groups = METRIC_GROUPS.map((group) => {
    const rows = metricsOf(group)
      .filter((name) => !name.startsWith("rejected.") || result.rejected !== null)
      .map((name) => {
        const [label, help] = texts.metric[name];
        const { text, exact, tone } = shown(result, name);
        return markup`<div class="metric" title="${exact}"><dt>${label}<small>${help}</small></dt><dd class="num${tone}">${text}</dd></div>`;
      });
    return markup`<dl><h3>${texts.groups[group]}</h3>${rows}</dl>`;
  });
  return markup`<section class="panel"><h2>${texts.metrics}</h2><div class="groups">${groups}</div></section>`;
}
