/** Curves over time as the chart library takes them. */
import uPlot from "uplot";
import { axisTimeText } from "../format/axis-times";
import type { TimeZone } from "../format/times";
import type { Colour } from "./kline-styles";

/** A curve: UTC ms and values of equal length. */
export interface Curve {
  readonly label: string;
  readonly time: ArrayLike<number>;
  readonly value: ArrayLike<number>;
  /** CSS variable of its colour, such as `--accent` */
  readonly colour: string;
  readonly dashed?: boolean;
  /** px of lines and gaps, for curves that must differ without colour */
  readonly dash?: readonly number[];
  /** filled down (or up) to zero */
  readonly filled?: boolean;
}

/** Whether a chart made for some curves can take others in their place. */
export function sameShape(now: readonly Curve[], before: readonly Curve[]): boolean {
  return (
    now.length === before.length &&
    now.every((curve, at) => {
      const other = before[at];
      return curve.label === other?.label && curve.colour === other.colour;
    })
  );
}

/** The library wants one time axis for all curves, in seconds: rows of each, nothing where a curve has none. */
export function alignedData(curves: readonly Curve[]): uPlot.AlignedData {
  const tables = curves.map(({ time, value }): [Float64Array, Float64Array] => [
    Float64Array.from(time, (ms) => ms / 1000),
    Float64Array.from(value),
  ]);
  const [first] = tables;
  if (first === undefined) return [[]];
  return tables.length === 1 ? first : uPlot.join(tables);
}

/** How a curve is drawn. */
export function seriesOf(curve: Curve, colour: Colour, stepped: boolean): uPlot.Series {
  const stroke = colour(curve.colour);
  return {
    label: curve.label,
    stroke,
    width: 1.25,
    spanGaps: true,
    points: { show: false },
    ...(curve.dashed ? { dash: [4, 3] } : {}),
    ...(curve.dash ? { dash: [...curve.dash] } : {}),
    ...(curve.filled ? { fill: `color-mix(in srgb, ${stroke} 18%, transparent)`, fillTo: 0 } : {}),
    ...(stepped && uPlot.paths.stepped ? { paths: uPlot.paths.stepped({ align: 1 }) } : {}),
  };
}

/** Width of the axis of values, px; all panes have it, so that their times are one above the other. */
export const VALUE_AXIS_PX = 64;

/** Half of a day's text: nearer to the edge it would be cut off. */
const HALF_TEXT_PX = 18;

/** The axes of a pane. */
export function axesOf(
  colour: Colour,
  format: (value: number) => string,
  zone: TimeZone,
  showTimes: boolean,
): uPlot.Axis[] {
  const axis: uPlot.Axis = {
    stroke: colour("--dim"),
    font: '11px "Inter Variable", sans-serif',
    ticks: { show: false },
  };
  return [
    {
      ...axis,
      show: showTimes,
      size: 22,
      grid: { show: false },
      space: 80,
      values: (chart, splits, _, __, step) =>
        splits.map((at, tick) => {
          if (tick === 0 && chart.valToPos(at, "x") < HALF_TEXT_PX) return "";
          // The first tick may stand at the very edge, where a whole date is cut off: the second has it.
          const before = tick === 0 ? at : tick === 1 ? null : (splits[tick - 1] ?? null);
          return axisTimeText(at * 1000, before === null ? null : before * 1000, step * 1000, zone);
        }),
    },
    {
      ...axis,
      side: 1,
      size: VALUE_AXIS_PX,
      gap: 4,
      grid: { stroke: colour("--grid"), width: 1 },
      values: (_, splits) => splits.map((value) => (value === null ? "" : format(value))),
    },
  ];
}
