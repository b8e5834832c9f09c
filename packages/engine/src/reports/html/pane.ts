/** One pane of the chart: a series as an SVG that stretches, its labels as text that does not. */
import type { SeriesPoints } from "../result-series.js";
import { type Markup, markup } from "./markup.js";
import type { ValueScale } from "./scale.js";

const WIDTH = 1000;
const HEIGHT = 200;

/** The horizontal axis that all panes share, UTC ms. */
export interface TimeSpan {
  readonly first: number;
  readonly last: number;
}

export interface Pane {
  readonly name: string;
  readonly title: string;
  readonly note: string;
  /** height class: `tall` or `low` */
  readonly size: "tall" | "low";
  readonly points: SeriesPoints;
  readonly scale: ValueScale;
  /** where the fill ends: the foot of the pane, or zero, or zero with a colour for each side */
  readonly fill: "foot" | "zero" | "sides";
  /** a held value rather than a slope between two */
  readonly steps: boolean;
  readonly format: (value: number) => string;
  /** of the last value, which stands in a tag of its own */
  readonly formatLast: (value: number) => string;
  /** shown in place of the series when it is empty */
  readonly empty: string;
  readonly marks: readonly PaneMark[];
}

/** Something that happened: a liquidation, a stop. */
export interface PaneMark {
  readonly timeMs: number;
  readonly label: string;
}

/** Place of a time as a share of the width, 0..1. */
export function timeShare(timeMs: number, span: TimeSpan): number {
  const width = span.last - span.first;
  return width > 0 ? Math.min(1, Math.max(0, (timeMs - span.first) / width)) : 0;
}

function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function linePath(pane: Pane, span: TimeSpan): string {
  const { time, value } = pane.points;
  let path = "";
  for (let index = 0; index < time.length; index++) {
    const x = short(timeShare(time[index], span) * WIDTH);
    const y = short((1 - pane.scale.at(value[index])) * HEIGHT);
    path += index === 0 ? `M${x},${y}` : pane.steps ? `H${x}V${y}` : `L${x},${y}`;
  }
  return path;
}

function areaPath(pane: Pane, span: TimeSpan, line: string): string {
  const { time } = pane.points;
  const base = pane.fill === "foot" ? HEIGHT : (1 - pane.scale.at(0)) * HEIGHT;
  const start = short(timeShare(time[0], span) * WIDTH);
  const end = short(timeShare(time[time.length - 1], span) * WIDTH);
  return `M${start},${short(base)}L${line.slice(1)}L${end},${short(base)}Z`;
}

function gridLines(pane: Pane): Markup[] {
  return pane.scale.ticks.map((tick) => {
    const y = short((1 - pane.scale.at(tick)) * HEIGHT);
    return markup`<path class="${tick === 0 ? "zero" : "grid"}" d="M0,${y}H${WIDTH}"/>`;
  });
}

function drawing(pane: Pane, span: TimeSpan): Markup {
  const line = linePath(pane, span);
  const area = areaPath(pane, span, line);
  if (pane.fill !== "sides") {
    return markup`<path class="area" d="${area}"/><path class="line" d="${line}"/>`;
  }
  const zero = (1 - pane.scale.at(0)) * HEIGHT;
  const above = short(Math.min(HEIGHT, Math.max(0, zero)));
  const below = short(HEIGHT - Math.min(HEIGHT, Math.max(0, zero)));
  return markup`<clipPath id="${pane.name}-above"><rect width="${WIDTH}" height="${above}"/></clipPath>
<clipPath id="${pane.name}-below"><rect y="${above}" width="${WIDTH}" height="${below}"/></clipPath>
<g clip-path="url(#${pane.name}-above)"><path class="area long" d="${area}"/><path class="line long" d="${line}"/></g>
<g clip-path="url(#${pane.name}-below)"><path class="area short" d="${area}"/><path class="line short" d="${line}"/></g>`;
}

/** Labels nearer to the last value's tag than this share of the height are left out. */
const LABEL_GAP = 0.08;

function labels(pane: Pane): Markup[] {
  const { value } = pane.points;
  const last = value[value.length - 1];
  const lastAt = pane.scale.at(last);
  const gap = pane.size === "tall" ? LABEL_GAP : LABEL_GAP * 2;
  const ticks = pane.scale.ticks
    .filter((tick) => Math.abs(pane.scale.at(tick) - lastAt) > gap)
    .map(
      (tick) =>
        markup`<span style="bottom:${short(pane.scale.at(tick) * 100)}%">${pane.format(tick)}</span>`,
    );
  return [
    ...ticks,
    markup`<span class="last" style="bottom:${short(lastAt * 100)}%">${pane.formatLast(last)}</span>`,
  ];
}

/** The pane as HTML: title line, drawing, value labels at the right. */
export function paneMarkup(pane: Pane, span: TimeSpan): Markup {
  const head = markup`<h3>${pane.title} <small>${pane.note}</small></h3>`;
  if (pane.points.value.length === 0) {
    return markup`<section class="pane ${pane.name} ${pane.size}">${head}<p class="empty">${pane.empty}</p></section>`;
  }
  const marks = pane.marks.map(
    (mark) =>
      markup`<i class="mark" style="left:${short(timeShare(mark.timeMs, span) * 100)}%"><b>${mark.label}</b></i>`,
  );
  return markup`<section class="pane ${pane.name} ${pane.size}">${head}
<div class="plot"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${pane.title}">
${gridLines(pane)}${drawing(pane, span)}</svg>${marks}</div><div class="values">${labels(pane)}</div></section>`;
}
