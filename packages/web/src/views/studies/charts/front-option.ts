/** Points of two metrics and their front as ECharts draws them. */
import type { EchartsOption } from "../../../charts/echarts-parts";
import type { Colour } from "../../../charts/kline-styles";
import { tipHtml } from "./heat-option";

type Place = readonly [x: number, y: number];

interface FrontAxis {
  readonly name: string;
  readonly text: (value: number) => string;
}

export interface FrontPicture {
  readonly points: readonly Place[];
  readonly front: readonly Place[];
  readonly chosen: Place | null;
  readonly x: FrontAxis;
  readonly y: FrontAxis;
  readonly colour: Colour;
  /** lines that say what a point of a series is: 0: all of them; 1: the front */
  readonly told: (series: number, at: number) => readonly string[];
}

function axisOf({ name, text }: FrontAxis, colour: Colour, gap: number) {
  return {
    type: "value" as const,
    scale: true,
    name,
    nameLocation: "middle" as const,
    nameGap: gap,
    nameTextStyle: { color: colour("--dim"), fontSize: 11 },
    axisLabel: { formatter: (value: number) => text(value), hideOverlap: true },
    splitLine: { show: true, lineStyle: { color: colour("--grid") } },
  };
}

export function frontOption(picture: FrontPicture): EchartsOption {
  const { points, front, chosen, x, y, colour, told } = picture;
  const values = (places: readonly Place[]) => places.map(([a, b]) => [a, b]);
  return {
    grid: { left: 24, right: 20, top: 10, bottom: 24, outerBoundsMode: "same" },
    tooltip: {
      trigger: "item",
      confine: true,
      formatter: (hovered: unknown) => {
        const { seriesIndex, dataIndex } = hovered as Record<"seriesIndex" | "dataIndex", number>;
        return tipHtml(told(seriesIndex, dataIndex));
      },
    },
    xAxis: axisOf(x, colour, 26),
    yAxis: axisOf(y, colour, 58),
    series: [
      {
        type: "scatter",
        data: values(points),
        symbolSize: points.length > 2000 ? 3 : 6,
        itemStyle: { color: colour("--dim"), opacity: 0.55 },
      },
      {
        type: "line",
        data: values(front),
        symbol: "circle",
        symbolSize: 9,
        step: false,
        lineStyle: { color: colour("--accent"), width: 1.25 },
        itemStyle: { color: colour("--accent") },
      },
      {
        type: "scatter",
        silent: true,
        data: chosen === null ? [] : values([chosen]),
        symbolSize: 15,
        itemStyle: { color: "transparent", borderColor: colour("--text"), borderWidth: 2 },
      },
    ],
  };
}
