/** The parts of ECharts that pictures here are made of, and their look in the tokens of the app. */
import {
  BarChart,
  type BarSeriesOption,
  HeatmapChart,
  type HeatmapSeriesOption,
  type LineSeriesOption,
  type ParallelSeriesOption,
  type ScatterSeriesOption,
} from "echarts/charts";
import {
  AriaComponent,
  type AriaComponentOption,
  GridComponent,
  type GridComponentOption,
  MarkLineComponent,
  type MarkLineComponentOption,
  TooltipComponent,
  type TooltipComponentOption,
  VisualMapComponent,
  type VisualMapComponentOption,
} from "echarts/components";
import { type ComposeOption, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import type { Colour } from "./kline-styles";

use([
  BarChart,
  HeatmapChart,
  GridComponent,
  TooltipComponent,
  VisualMapComponent,
  MarkLineComponent,
  AriaComponent,
  CanvasRenderer,
]);

export { type EChartsType, init } from "echarts/core";

/**
 * What a picture may consist of: bars and heatmaps on a grid, with marks, tooltip and a colour scale; of
 * studies also points, lines and parallel axes, whose parts are in `study-parts.ts`.
 */
export type EchartsOption = ComposeOption<
  | BarSeriesOption
  | HeatmapSeriesOption
  | LineSeriesOption
  | ScatterSeriesOption
  | ParallelSeriesOption
  | GridComponentOption
  | TooltipComponentOption
  | VisualMapComponentOption
  | MarkLineComponentOption
  | AriaComponentOption
> & {
  readonly parallel?: object;
  readonly parallelAxis?: readonly object[];
};

/** Defaults that every picture begins with. */
export function echartsTheme(colour: Colour): object {
  const [text, dim, line] = [colour("--text"), colour("--dim"), colour("--line")];
  const font = '"Inter Variable", system-ui, sans-serif';
  const axis = {
    axisLine: { show: false, lineStyle: { color: line } },
    axisTick: { show: false },
    axisLabel: { color: dim, fontSize: 11, fontFamily: font },
    splitLine: { show: false, lineStyle: { color: [colour("--grid")], width: 1 } },
    splitArea: { show: false },
  };
  return {
    color: [1, 2, 3, 4, 5, 6, 7, 8].map((hue) => colour(`--series-${hue}`)),
    backgroundColor: "transparent",
    textStyle: { fontFamily: font, fontSize: 11, color: dim },
    grid: { left: 8, right: 12, top: 12, bottom: 8, outerBoundsMode: "same" },
    categoryAxis: axis,
    valueAxis: { ...axis, splitLine: { show: true, lineStyle: { color: [colour("--grid")] } } },
    timeAxis: axis,
    logAxis: axis,
    parallel: {
      parallelAxisDefault: {
        axisLine: { lineStyle: { color: line } },
        axisTick: { show: false },
        axisLabel: { color: dim, fontSize: 11 },
        nameTextStyle: { color: dim, fontSize: 11 },
        nameGap: 12,
      },
    },
    visualMap: { textStyle: { color: dim, fontSize: 11 } },
    tooltip: {
      backgroundColor: colour("--raised"),
      borderColor: line,
      borderWidth: 1,
      padding: [4, 8],
      textStyle: { color: text, fontSize: 12, fontFamily: font },
      axisPointer: { lineStyle: { color: dim }, crossStyle: { color: dim } },
    },
  };
}
