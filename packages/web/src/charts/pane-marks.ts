/** uPlot plug-in: holes in the data, fills and what stopped a run, and the last value at the axis. */
import type uPlot from "uplot";
import type { Colour } from "./kline-styles";
import { VALUE_AXIS_PX } from "./time-series";

/** What is drawn onto a pane. Times are UTC ms. */
export interface PaneMarks {
  readonly holes?: { readonly fromMs: readonly number[]; readonly toMs: readonly number[] };
  /** at their price; only where the pane shows prices */
  readonly fills?: {
    readonly timeMs: ArrayLike<number>;
    /** 1 buy, -1 sell */
    readonly side: ArrayLike<number>;
    readonly count: ArrayLike<number>;
    readonly price: ArrayLike<number>;
  };
  readonly events?: {
    readonly timeMs: readonly number[];
    /** in the language of the page */
    readonly name: readonly string[];
  };
}

const FONT_PX = 11;
const HATCH_STEP_PX = 6;
/** With so many px for each fill there is room for triangles. */
const TRIANGLE_ROOM_PX = 9;

interface Brush {
  readonly ctx: CanvasRenderingContext2D;
  readonly chart: uPlot;
  readonly colour: Colour;
  /** canvas px of a CSS px */
  readonly ratio: number;
}

function xOf({ chart }: Brush, timeMs: number): number {
  return chart.valToPos(timeMs / 1000, "x", true);
}

function drawHoles(brush: Brush, holes: NonNullable<PaneMarks["holes"]>): void {
  const { ctx, chart, colour, ratio } = brush;
  const { left, top, width, height } = chart.bbox;
  ctx.strokeStyle = colour("--hatch");
  ctx.lineWidth = ratio;
  for (const [at, fromMs] of holes.fromMs.entries()) {
    const from = Math.max(left, xOf(brush, fromMs));
    const to = Math.min(left + width, Math.max(xOf(brush, holes.toMs[at] ?? fromMs), from + ratio));
    if (from > left + width || to < left) continue;
    ctx.save();
    ctx.beginPath();
    ctx.rect(from, top, to - from, height);
    ctx.clip();
    ctx.beginPath();
    for (let x = from - height; x < to; x += HATCH_STEP_PX * ratio) {
      ctx.moveTo(x, top + height);
      ctx.lineTo(x + height, top);
    }
    ctx.stroke();
    ctx.restore();
  }
}

function drawFills(brush: Brush, fills: NonNullable<PaneMarks["fills"]>): void {
  const { ctx, chart, colour, ratio } = brush;
  const { left, width } = chart.bbox;
  const total = fills.timeMs.length;
  let inSight = 0;
  for (let at = 0; at < total; at += 1) {
    const x = xOf(brush, fills.timeMs[at] ?? 0);
    if (x >= left && x <= left + width) inSight += 1;
  }
  const roomy = inSight > 0 && width / ratio / inSight >= TRIANGLE_ROOM_PX;
  const size = 5 * ratio;
  for (const side of [1, -1]) {
    ctx.fillStyle = colour(side > 0 ? "--series-1" : "--series-2");
    ctx.beginPath();
    for (let at = 0; at < total; at += 1) {
      if (fills.side[at] !== side) continue;
      const x = xOf(brush, fills.timeMs[at] ?? 0);
      if (x < left || x > left + width) continue;
      const y = chart.valToPos(fills.price[at] ?? 0, "y", true);
      if (roomy) {
        // buys point up from below their price, sells down from above
        ctx.moveTo(x, y + side * ratio);
        ctx.lineTo(x - size * 0.8, y + side * (size + ratio));
        ctx.lineTo(x + size * 0.8, y + side * (size + ratio));
        ctx.closePath();
      } else ctx.rect(x - ratio / 2, side > 0 ? y + 2 * ratio : y - 6 * ratio, ratio, 4 * ratio);
    }
    ctx.fill();
  }
}

function drawEvents(brush: Brush, events: NonNullable<PaneMarks["events"]>): void {
  const { ctx, chart, colour, ratio } = brush;
  const { left, top, width, height } = chart.bbox;
  ctx.strokeStyle = colour("--warn");
  ctx.fillStyle = colour("--warn");
  ctx.lineWidth = ratio;
  ctx.setLineDash([2 * ratio, 3 * ratio]);
  ctx.textBaseline = "top";
  ctx.textAlign = "left";
  let free = Number.NEGATIVE_INFINITY;
  for (const [at, timeMs] of events.timeMs.entries()) {
    const x = Math.round(xOf(brush, timeMs));
    if (x < left || x > left + width) continue;
    ctx.beginPath();
    ctx.moveTo(x, top);
    ctx.lineTo(x, top + height);
    ctx.stroke();
    const name = events.name[at] ?? "";
    const end = x + 3 * ratio + ctx.measureText(name).width;
    if (x < free || end > left + width) continue;
    free = end + 6 * ratio;
    ctx.fillText(name, x + 3 * ratio, top + ratio);
  }
  ctx.setLineDash([]);
}

/** The newest value in sight of the first curve, at the axis. */
function drawLast(brush: Brush, format: (value: number) => string): void {
  const { ctx, chart, colour, ratio } = brush;
  const values = chart.data[1];
  const end = chart.series[0]?.idxs?.[1];
  if (values === undefined || end === undefined || end === null) return;
  let row = end;
  while (row > 0 && (values[row] === null || values[row] === undefined)) row -= 1;
  const value = values[row];
  if (value === null || value === undefined || Number.isNaN(value)) return;
  const { left, top, width, height } = chart.bbox;
  const half = (FONT_PX / 2 + 3) * ratio;
  const wanted = chart.valToPos(value, "y", true);
  const y = Math.min(top + height - half, Math.max(top + half, wanted));
  const text = format(value);
  const x = left + width + ratio;
  ctx.fillStyle = colour("--raised");
  ctx.fillRect(x, y - half, VALUE_AXIS_PX * ratio, 2 * half);
  ctx.fillStyle = colour("--text");
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillText(text, x + 4 * ratio, y + ratio / 2);
}

/** Draws what `marks` tells at each time. */
export function paneMarks(
  marks: () => PaneMarks | null,
  colour: () => Colour,
  format: (value: number) => string,
): uPlot.Plugin {
  const brushOf = (chart: uPlot): Brush => {
    const ratio = devicePixelRatio;
    chart.ctx.font = `${FONT_PX * ratio}px "Inter Variable", sans-serif`;
    return { ctx: chart.ctx, chart, colour: colour(), ratio };
  };
  const drawn = (chart: uPlot, draw: (brush: Brush) => void): void => {
    chart.ctx.save();
    draw(brushOf(chart));
    chart.ctx.restore();
  };
  return {
    hooks: {
      drawClear: (chart) =>
        drawn(chart, (brush) => {
          const holes = marks()?.holes;
          if (holes !== undefined) drawHoles(brush, holes);
        }),
      draw: (chart) =>
        drawn(chart, (brush) => {
          const { fills, events } = marks() ?? {};
          if (fills !== undefined) drawFills(brush, fills);
          if (events !== undefined) drawEvents(brush, events);
          drawLast(brush, format);
        }),
    },
  };
}
