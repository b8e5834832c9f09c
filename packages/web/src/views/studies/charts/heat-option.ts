/** A heatmap as ECharts draws it. */
import type { EchartsOption } from "../../../charts/echarts-parts";
import type { Colour } from "../../../charts/kline-styles";
import type { HeatCell } from "./heat-cells";
import { shareOf, type ValueScale } from "./value-scale";

export interface HeatPicture {
  readonly cells: readonly HeatCell[];
  readonly x: { readonly name: string; readonly places: readonly string[] };
  readonly y: { readonly name: string; readonly places: readonly string[] };
  readonly scale: ValueScale | null;
  /** colour of a share of the scale */
  readonly mix: (share: number) => string;
  readonly colour: Colour;
  /** row that is marked */
  readonly chosen: number | null;
  readonly text: (value: number | null) => string;
  /** of the picture, px */
  readonly size: { readonly width: number; readonly height: number };
  /** lines that say what a cell is */
  readonly told: (cell: HeatCell) => readonly string[];
}

/** A cell must be so large, px, to have a number in it. */
const ROOM = { width: 48, height: 15 };

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
export const escaped = (text: string) => text.replace(/[&<>]/g, (one) => ESCAPES[one] ?? one);

/** Lines of a tooltip, the first of them strong. */
export function tipHtml(lines: readonly string[]): string {
  const [first = "", ...rest] = lines.map(escaped);
  return [`<strong style="font-weight:500">${first}</strong>`, ...rest].join("<br>");
}

/** Dark letters on light cells, light ones on dark cells. */
function inkOn(rgb: string): string {
  const [red = 0, green = 0, blue = 0] = rgb.match(/\d+/g)?.map(Number) ?? [];
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? "#10151b" : "#f2f5f8";
}

/** Cells with a colour, and those without; the marked one last, so that its edge lies on top. */
export function sortedCells(
  all: readonly HeatCell[],
  chosen: number | null,
): readonly (readonly HeatCell[])[] {
  const cells = [...all].sort((a, b) => Number(a.row === chosen) - Number(b.row === chosen));
  const isPlain = ({ hopeless, value }: HeatCell) => hopeless || value === null;
  return [cells.filter((cell) => !isPlain(cell)), cells.filter(isPlain)];
}

function cellItem(cell: HeatCell, picture: HeatPicture, isColoured: boolean, labelled: boolean) {
  const { scale, mix, colour, chosen, text } = picture;
  const { x, y, value, row } = cell;
  const share = isColoured && scale !== null && value !== null ? shareOf(scale, value) : 0;
  const marked = row === chosen;
  return {
    value: [x, y, share],
    itemStyle: {
      borderColor: marked ? colour("--text") : colour("--ground"),
      borderWidth: marked ? 2 : 1,
    },
    label: {
      show: labelled,
      color: isColoured ? inkOn(mix(share)) : colour("--dim"),
      formatter: isColoured ? text(value) : "✕",
      fontSize: 11,
    },
  };
}

/** So many colours, and echarts mixes what lies between. */
const STOPS = 16;

function visualMaps({ mix, colour }: HeatPicture) {
  const colours = Array.from({ length: STOPS + 1 }, (_, at) => mix(at / STOPS));
  const none = [colour("--panel"), colour("--panel")];
  return [colours, none].map((color, seriesIndex) => ({
    show: false,
    type: "continuous" as const,
    seriesIndex,
    dimension: 2,
    min: 0,
    max: 1,
    inRange: { color },
  }));
}

function axisOf(name: string, places: readonly string[]) {
  return {
    type: "category" as const,
    data: [...places],
    name,
    nameLocation: "middle" as const,
    nameGap: 24,
    nameTextStyle: { fontSize: 11 },
    axisLabel: { hideOverlap: true },
  };
}

export function heatOption(picture: HeatPicture): EchartsOption {
  const { cells, x, y, told, colour } = picture;
  const { width, height } = picture.size;
  const labelled = width >= x.places.length * ROOM.width && height >= y.places.length * ROOM.height;
  const sorted = sortedCells(cells, picture.chosen);
  const wide = Math.max(0, ...y.places.map((place) => place.length));
  return {
    grid: { left: 20, right: 12, top: 8, bottom: 22, outerBoundsMode: "same" },
    tooltip: {
      trigger: "item",
      confine: true,
      formatter: (hovered: unknown) => {
        const { seriesIndex, dataIndex } = hovered as Record<"seriesIndex" | "dataIndex", number>;
        const cell = sorted[seriesIndex]?.[dataIndex];
        return cell === undefined ? "" : tipHtml(told(cell));
      },
    },
    xAxis: { ...axisOf(x.name, x.places), nameTextStyle: { color: colour("--dim"), fontSize: 11 } },
    yAxis: {
      ...axisOf(y.name, y.places),
      nameGap: 16 + wide * 6,
      nameTextStyle: { color: colour("--dim"), fontSize: 11 },
    },
    visualMap: visualMaps(picture),
    series: sorted.map((some, at) => ({
      type: "heatmap" as const,
      data: some.map((cell) => cellItem(cell, picture, at === 0, labelled)),
      emphasis: { itemStyle: { borderColor: colour("--text"), borderWidth: 1 } },
      progressive: 0,
    })),
  };
}
