/** Parallel coordinates as ECharts draws them. */
import type { SweepTable } from "@perpmill/engine";
import type { EchartsOption } from "../../../charts/echarts-parts";
import type { Colour } from "../../../charts/kline-styles";
import type { TableAxis } from "../table/axis-words";
import { metricText } from "../table/metric-words";
import { metricAt, parameterAt } from "../table/study-rows";
import { tipHtml } from "./heat-option";
import { shareOf, type ValueScale } from "./value-scale";

export interface ParallelPicture {
  readonly table: SweepTable;
  /** rows, those on top last */
  readonly lines: readonly number[];
  readonly axes: readonly TableAxis[];
  readonly metrics: readonly { readonly name: string; readonly label: string }[];
  readonly rankBy: string;
  readonly scale: ValueScale | null;
  readonly mix: (share: number) => string;
  readonly colour: Colour;
  readonly chosen: number | null;
  readonly told: (row: number) => readonly string[];
}

/** Parameters that are no numbers have a place for each of their values. */
function parameterAxis({ table, lines }: ParallelPicture, axis: TableAxis, dim: number) {
  const { path, label, unit, text } = axis;
  const name = unit === "" ? label : `${label}, ${unit}`;
  const values = lines.map((row) => parameterAt(table, path, row));
  if (values.every((value) => typeof value === "number")) {
    const axisLabel = { formatter: (value: number) => text(value) };
    return { head: { dim, name, scale: true, axisLabel }, cells: values };
  }
  const data = [...new Set(values.map(text))];
  return { head: { dim, name, type: "category" as const, data }, cells: values.map(text) };
}

function metricAxis(
  { table, lines }: ParallelPicture,
  { name, label }: ParallelPicture["metrics"][number],
  dim: number,
) {
  const axisLabel = { formatter: (value: number) => metricText(name, value) };
  const cells = lines.map((row) => metricAt(table, name, row) ?? "-");
  return { head: { dim, name: label, scale: true, axisLabel }, cells };
}

export function parallelOption(picture: ParallelPicture): EchartsOption {
  const { table, lines, axes, metrics, rankBy, scale, mix, colour, chosen, told } = picture;
  const parts = [
    ...axes.map((axis, dim) => parameterAxis(picture, axis, dim)),
    ...metrics.map((metric, at) => metricAxis(picture, metric, axes.length + at)),
  ];
  const opacity = lines.length > 400 ? 0.35 : 0.7;
  return {
    tooltip: {
      trigger: "item",
      confine: true,
      formatter: (hovered: unknown) => {
        const row = lines[(hovered as { readonly dataIndex: number }).dataIndex];
        return row === undefined ? "" : tipHtml(told(row));
      },
    },
    parallel: {
      left: 48,
      right: 64,
      top: 36,
      bottom: 20,
      parallelAxisDefault: { realtime: lines.length < 600 },
    },
    parallelAxis: parts.map(({ head }) => head),
    series: [
      {
        type: "parallel",
        smooth: false,
        inactiveOpacity: 0.04,
        activeOpacity: opacity,
        progressive: 0,
        data: lines.map((row, at) => {
          const value = metricAt(table, rankBy, row);
          const marked = row === chosen;
          const plain = scale === null || value === null;
          return {
            value: parts.map(({ cells }) => cells[at] ?? "-") as (number | string)[],
            lineStyle: {
              color: marked
                ? colour("--text")
                : plain
                  ? colour("--dim")
                  : mix(shareOf(scale, value)),
              width: marked ? 2.5 : 1.25,
              opacity: marked ? 1 : opacity,
            },
          };
        }),
      },
    ],
  };
}
