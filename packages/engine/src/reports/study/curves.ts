/** Curves of a study in the manner of a run's: an account by days, the best value by trial. */
import { type Markup, markup } from "../html/markup.js";
import { type Pane, type PaneMark, paneMarkup, timeShare } from "../html/pane.js";
import { timeTicks, valueScale } from "../html/scale.js";
import { axisNumber, numberText, plainNumber } from "../number-text.js";
import type { SeriesPoints } from "../result-series.js";
import { thinRows } from "../thin.js";

const POINTS_MAX = 1200;
/** Equity that grew or shrank by more than this is drawn on a log scale. */
const LOG_FROM_RATIO = 3;

function bounds(values: readonly number[]): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return values.length === 0 ? [0, 1] : [low, high];
}

/** The best value so far by trial; null where there was never one. */
export function trialsPane(
  history: readonly (number | null)[],
  title: string,
  note: string,
): Markup | null {
  const points = history.flatMap((value, trial) => (value === null ? [] : [{ trial, value }]));
  if (points.length < 2) return null;
  const values = points.map(({ value }) => value);
  const [low, high] = bounds(values);
  const pane: Pane = {
    name: "account",
    title,
    note,
    size: "low",
    points: { time: points.map(({ trial }) => trial), value: values },
    scale: valueScale(low, high, 4, false),
    fill: "foot",
    steps: true,
    format: axisNumber(high - low || 1, 4),
    formatLast: (value) => plainNumber(value, 4),
    empty: "",
    marks: [],
  };
  const span = { first: 0, last: history.length - 1 };
  return markup`<div class="chart">${paneMarkup(pane, span)}</div>`;
}

/** What an account's curve is drawn of. */
export interface AccountCurve {
  readonly time: readonly number[];
  readonly equity: readonly number[];
  /** quote, before the first day */
  readonly initial: number;
}

function drawdowns({ equity, initial }: AccountCurve): number[] {
  let peak = initial;
  return equity.map((now) => {
    peak = Math.max(peak, now);
    return peak > 0 ? -(peak - now) / peak : 0;
  });
}

function thinned(time: readonly number[], value: readonly number[]): SeriesPoints {
  const rows = thinRows(Float64Array.from(value), POINTS_MAX);
  return {
    time: Array.from(rows, (row) => time[row]),
    value: Array.from(rows, (row) => value[row]),
  };
}

/** Equity by days and its drawdown over one axis of time. */
export function accountPanes(
  curve: AccountCurve,
  marks: readonly PaneMark[],
  words: { readonly title: string; readonly note: string; readonly drawdown: string },
): Markup {
  const { time, equity } = curve;
  const [low, high] = bounds(equity);
  const scale = valueScale(low, high, 5, low > 0 && high / low > LOG_FROM_RATIO);
  const fall = drawdowns(curve);
  const deepest = Math.min(-0.001, ...fall);
  const label = axisNumber(-deepest * 100, 3);
  const shared = { steps: false, empty: "–" } as const;
  const panes: Pane[] = [
    {
      ...shared,
      name: "account",
      title: words.title,
      note: words.note,
      size: "tall",
      points: thinned(time, equity),
      scale,
      fill: "foot",
      format: axisNumber(high - low || 1, 6),
      formatLast: (value) => plainNumber(value, 5),
      marks,
    },
    {
      ...shared,
      name: "drawdown",
      title: words.drawdown,
      note: "",
      size: "low",
      points: thinned(time, fall),
      scale: valueScale(deepest, 0, 3, false),
      fill: "zero",
      format: (value) => `${label(value * 100)} %`,
      formatLast: (value) => numberText(value, "share"),
      marks: [],
    },
  ];
  const span = { first: time[0] ?? 0, last: time.at(-1) ?? 1 };
  const ticks = timeTicks(span.first, span.last).map(
    (tick) =>
      markup`<span${tick.minor ? markup` class="minor"` : null} style="left:${(
        timeShare(tick.timeMs, span) * 100
      ).toFixed(2)}%">${tick.label}</span>`,
  );
  return markup`<div class="chart">${panes.map((pane) => paneMarkup(pane, span))}<div class="times">${ticks}</div></div>`;
}
