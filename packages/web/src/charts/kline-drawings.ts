/** What is drawn onto the bars: holes in the data, and fills. */
import { type IndicatorDrawParams, registerIndicator } from "klinecharts";
import { barOpenMs } from "./kline-pages";
import type { KlineMarker, KlinePoint } from "./kline-source";
import type { Colour } from "./kline-styles";

/** What the drawings need; asked for at each frame. */
export interface Drawings {
  readonly timeframeMs: number;
  /** by open of the bar, UTC ms */
  readonly markers: ReadonlyMap<number, KlineMarker>;
  /** where markers were drawn last; emptied and filled by each frame */
  readonly drawn: DrawnMarker[];
  /** what is pointed at; null: nothing */
  readonly point: KlinePoint | null;
  readonly colours: {
    readonly point: string;
    readonly buy: string;
    readonly sell: string;
    readonly warn: string;
    readonly dim: string;
    readonly hatch: string;
  };
  readonly spanText: (ms: number) => string;
  /** the name of a reason such as `liquidation` */
  readonly reasonText: (reason: string) => string;
}

/** The colours of the drawings. */
export function drawingColours(colour: Colour): Drawings["colours"] {
  return {
    point: colour("--accent-text"),
    buy: colour("--series-1"),
    sell: colour("--series-2"),
    warn: colour("--warn"),
    dim: colour("--dim"),
    hatch: colour("--hatch"),
  };
}

/** A marker in the candle pane, px. */
export interface DrawnMarker {
  readonly x: number;
  readonly y: number;
  readonly marker: KlineMarker;
}

const FONT = '11px "Inter Variable", system-ui, sans-serif';
/** Bars narrower than this have ticks for fills, wider ones triangles. */
const TRIANGLE_FROM_PX = 4;
/** Bars so wide have room for the number of fills. */
const COUNT_FROM_PX = 16;
const HATCH_STEP_PX = 5;

type Draw = IndicatorDrawParams<unknown, unknown, () => Drawings | null>;

function hatch(ctx: CanvasRenderingContext2D, left: number, width: number, height: number): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, 0, width, height);
  ctx.clip();
  ctx.beginPath();
  for (let y = -width; y < height + width; y += HATCH_STEP_PX) {
    ctx.moveTo(left, y + width);
    ctx.lineTo(left + width, y);
  }
  ctx.stroke();
  ctx.restore();
}

/** Bars stand side by side, so a hole has no width of its own: a hatched seam tells how long it is. */
function drawHoles({ ctx, chart, bounding, xAxis }: Draw, drawings: Drawings): void {
  const bars = chart.getDataList();
  const { from, to } = chart.getVisibleRange();
  const { bar, gapBar } = chart.getBarSpace();
  ctx.font = FONT;
  ctx.textBaseline = "bottom";
  ctx.textAlign = "center";
  ctx.strokeStyle = drawings.colours.hatch;
  ctx.fillStyle = drawings.colours.dim;
  ctx.lineWidth = 1;
  let free = Number.NEGATIVE_INFINITY;
  for (let row = Math.max(from, 1); row < Math.min(to, bars.length); row += 1) {
    const missing = (bars[row]?.timestamp ?? 0) - (bars[row - 1]?.timestamp ?? 0);
    if (missing <= drawings.timeframeMs) continue;
    const width = Math.max(4, bar - gapBar);
    const middle = xAxis.convertToPixel(row) - bar / 2;
    hatch(ctx, middle - width / 2, width, bounding.height);
    const text = drawings.spanText(missing - drawings.timeframeMs);
    const half = ctx.measureText(text).width / 2 + 4;
    if (middle - half < free) continue;
    free = middle + half;
    ctx.fillText(text, middle, bounding.height - 2);
  }
}

function triangle(ctx: CanvasRenderingContext2D, x: number, y: number, size: number): void {
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x - Math.abs(size) * 0.8, y + size);
  ctx.lineTo(x + Math.abs(size) * 0.8, y + size);
  ctx.closePath();
  ctx.fill();
}

/** One side of a marker beside its bar: up and below for buys, down and above for sells. */
function drawSide(
  ctx: CanvasRenderingContext2D,
  x: number,
  edge: number,
  away: 1 | -1,
  fills: number,
  bar: number,
): number {
  const start = edge + away * 3;
  if (bar < TRIANGLE_FROM_PX) {
    ctx.fillRect(x - 0.5, away > 0 ? start : start - 4, 1, 4);
    return start + away * 2;
  }
  const size = Math.min(7, Math.max(4, bar * 0.6));
  triangle(ctx, x, start, away * size);
  if (bar >= COUNT_FROM_PX && fills > 1) {
    ctx.textBaseline = away > 0 ? "top" : "bottom";
    ctx.fillText(String(fills), x, start + away * (size + 2));
  }
  return start + (away * size) / 2;
}

function drawFills({ ctx, chart, xAxis, yAxis }: Draw, drawings: Drawings): void {
  const { markers, drawn, colours } = drawings;
  drawn.length = 0;
  if (markers.size === 0) return;
  const bars = chart.getDataList();
  const { from, to } = chart.getVisibleRange();
  const { bar } = chart.getBarSpace();
  ctx.font = FONT;
  ctx.textAlign = "center";
  for (let row = Math.max(from, 0); row < Math.min(to, bars.length); row += 1) {
    const candle = bars[row];
    const marker = candle === undefined ? undefined : markers.get(candle.timestamp);
    if (candle === undefined || marker === undefined) continue;
    const x = xAxis.convertToPixel(row);
    const low = yAxis.convertToPixel(candle.low);
    const high = yAxis.convertToPixel(candle.high);
    ctx.fillStyle = colours.buy;
    if (marker.buys > 0) drawn.push({ x, y: drawSide(ctx, x, low, 1, marker.buys, bar), marker });
    ctx.fillStyle = colours.sell;
    if (marker.sells > 0)
      drawn.push({ x, y: drawSide(ctx, x, high, -1, marker.sells, bar), marker });
    if (marker.named.length === 0) continue;
    ctx.fillStyle = colours.warn;
    ctx.textBaseline = "bottom";
    ctx.fillText(marker.named.map(drawings.reasonText).join(", "), x, high - 22);
  }
}

function drawPoint({ ctx, chart, bounding, xAxis, yAxis }: Draw, drawings: Drawings): void {
  const { point, timeframeMs, colours } = drawings;
  if (point === null) return;
  const opens = barOpenMs(point.timeMs, timeframeMs);
  const bars = chart.getDataList();
  const { from, to } = chart.getVisibleRange();
  const row = bars.findIndex(({ timestamp }) => timestamp === opens);
  if (row < from || row >= to) return;
  const x = Math.round(xAxis.convertToPixel(row)) + 0.5;
  const y = yAxis.convertToPixel(point.price);
  ctx.save();
  ctx.strokeStyle = colours.point;
  ctx.lineWidth = 1;
  ctx.setLineDash([3, 3]);
  ctx.beginPath();
  ctx.moveTo(x, 0);
  ctx.lineTo(x, bounding.height);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  ctx.arc(x, y, 5, 0, 2 * Math.PI);
  ctx.stroke();
  ctx.restore();
}

const NAME = "PERPMILL_DRAWINGS";
let registered = false;

/** The library's name of the drawings: an indicator without values on the pane of the bars. */
export function registerKlineDrawings(): string {
  if (registered) return NAME;
  registered = true;
  registerIndicator<unknown, unknown, () => Drawings | null>({
    name: NAME,
    shortName: "",
    calc: (bars) => bars.map(() => ({})),
    figures: [],
    createTooltipDataSource: () => ({ name: "", calcParamsText: "", features: [], legends: [] }),
    draw: (params) => {
      const drawings = params.indicator.extendData();
      if (drawings !== null) {
        drawHoles(params, drawings);
        drawFills(params, drawings);
        drawPoint(params, drawings);
      }
      return true;
    },
  });
  return NAME;
}
