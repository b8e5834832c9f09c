/** The linked panes: equity, drawdown and inventory over one time axis, with one crosshair. */
import { firstRow } from "../../market-data/first-row.js";
import { axisNumber, minuteText, numberText, plainNumber } from "../number-text.js";
import type { ResultJson } from "../result-json.js";
import type { SeriesPoints } from "../result-series.js";
import type { ReportTexts } from "../texts/index.js";
import { type Markup, markup } from "./markup.js";
import { type Pane, type PaneMark, paneMarkup, type TimeSpan, timeShare } from "./pane.js";
import { timeTicks, valueScale } from "./scale.js";

/** Equity that grew or shrank by more than this is drawn on a log scale. */
const LOG_FROM_RATIO = 3;
/** Columns that the pointer can be over. */
const HOVER_COLUMNS = 160;
/** More marks than these would hide the curve. */
const MAX_MARKS = 12;

function bounds(values: readonly number[], ...include: readonly number[]): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of [...values, ...include]) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return values.length === 0 ? [0, 1] : [low, high];
}

function marks(result: ResultJson, texts: ReportTexts): PaneMark[] {
  const names: Readonly<Record<string, string>> = texts.reasons;
  const { time, reason } = result.series.events;
  // A liquidation ends the run: it is the mark to keep when there are too many.
  const rows = time.map((_, row) => row).sort((a, b) => rank(reason[a]) - rank(reason[b]) || a - b);
  return rows
    .slice(0, MAX_MARKS)
    .map((row) => ({ timeMs: time[row], label: names[reason[row]] ?? reason[row] }));
}

function rank(reason: string): number {
  return ["liquidation", "limit", "stop"].indexOf(reason) >>> 0;
}

function drawdownPane(result: ResultJson, texts: ReportTexts): Pane {
  const { drawdown } = result.series;
  // Drawn hanging from the top, so the axis runs from minus the largest fall to 0.
  const points = { time: drawdown.time, value: drawdown.value.map((value) => -value) };
  const low = Math.min(bounds(points.value, 0)[0], -0.001);
  const label = axisNumber(-low * 100, 3);
  return {
    name: "drawdown",
    title: texts.drawdown,
    note: texts.drawdownNote,
    size: "low",
    points,
    scale: valueScale(low, 0, 3, false),
    fill: "zero",
    steps: false,
    format: (value) => `${label(value * 100)} %`,
    formatLast: (value) => numberText(value, "share"),
    empty: texts.noData,
    marks: [],
  };
}

function panes(result: ResultJson, texts: ReportTexts): Pane[] {
  const { equity, inventory } = result.series;
  const [low, high] = bounds(equity.value);
  const scale = valueScale(low, high, 5, low > 0 && high / low > LOG_FROM_RATIO);
  return [
    {
      name: "equity",
      title: texts.equity,
      note: scale.log ? `${texts.equityNote} · ${texts.equityLog}` : texts.equityNote,
      size: "tall",
      points: equity,
      scale,
      fill: "foot",
      steps: false,
      format: axisNumber(high - low, 6),
      formatLast: (value) => plainNumber(value, 5),
      empty: texts.noData,
      marks: marks(result, texts),
    },
    drawdownPane(result, texts),
    {
      name: "inventory",
      title: texts.inventory,
      note: texts.inventoryNote,
      size: "low",
      points: inventory,
      scale: valueScale(...bounds(inventory.value, 0), 4, false),
      fill: "sides",
      steps: true,
      format: (value) => plainNumber(value, 4),
      formatLast: (value) => plainNumber(value, 4),
      empty: texts.noTrades,
      marks: [],
    },
  ];
}

/** Last value at or before a time; null before the first. */
function valueAt(points: SeriesPoints, timeMs: number): number | null {
  const later = firstRow(points.time.length, (row) => points.time[row] <= timeMs);
  return later === 0 ? null : points.value[later - 1];
}

function crosshair(result: ResultJson, texts: ReportTexts, span: TimeSpan): Markup[] {
  const { equity, drawdown, inventory } = result.series;
  if (equity.time.length < 2) return [];
  return Array.from({ length: HOVER_COLUMNS }, (_, column) => {
    const timeMs = span.first + ((column + 0.5) / HOVER_COLUMNS) * (span.last - span.first);
    const held = valueAt(inventory, timeMs);
    return markup`<i${column * 2 >= HOVER_COLUMNS ? markup` class="r"` : null}><b><u>${minuteText(timeMs)}</u>
<s>${texts.equity}</s> ${numberText(valueAt(equity, timeMs), "money")}
<s>${texts.drawdown}</s> ${numberText(valueAt(drawdown, timeMs), "share")}
<s>${texts.inventory}</s> ${numberText(held, "quantity")}</b></i>`;
  });
}

/** All panes with their time axis. */
export function chartMarkup(result: ResultJson, texts: ReportTexts): Markup {
  // A run that ended early is drawn as long as it lasted.
  const { first, last } = result.data;
  const span = { first, last: result.series.equity.time.at(-1) ?? last };
  const ticks = timeTicks(span.first, span.last).map(
    (tick) =>
      markup`<span${tick.minor ? markup` class="minor"` : null} style="left:${(
        timeShare(tick.timeMs, span) * 100
      ).toFixed(2)}%">${tick.label}</span>`,
  );
  return markup`<div class="chart">${panes(result, texts).map((pane) => paneMarkup(pane, span))}
<div class="times">${ticks}</div><div class="cross">${crosshair(result, texts, span)}</div></div>`;
}
