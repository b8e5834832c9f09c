/** K-line charts in the tokens of the app. */
import type { DeepPartial, Styles } from "klinecharts";

/** Reads a CSS variable of the page. */
export type Colour = (name: string) => string;

/** The values that CSS variables have on an element now: charts may have another theme than the page. */
export function colourOn(element: Element): Colour {
  const style = getComputedStyle(element);
  return (name) => style.getPropertyValue(name).trim();
}

/** The value that a CSS variable has on the page now. */
export const pageColour: Colour = (name) => colourOn(document.documentElement)(name);

const FONT = { family: '"Inter Variable", system-ui, sans-serif', weight: 400 } as const;
const LABEL = { ...FONT, size: 11 } as const;

function axisStyles(colour: Colour): DeepPartial<Styles["xAxis"]> {
  return {
    axisLine: { show: false },
    tickLine: { show: false },
    tickText: { ...LABEL, color: colour("--dim"), marginStart: 6, marginEnd: 6 },
  };
}

function crosshairStyles(colour: Colour): DeepPartial<Styles["crosshair"]> {
  const dim = colour("--dim");
  const line = { color: dim, dashedValue: [3, 3] };
  const text = {
    ...LABEL,
    color: colour("--text"),
    backgroundColor: colour("--raised"),
    borderColor: colour("--line"),
  };
  return { horizontal: { line, text }, vertical: { line, text } };
}

function candleStyles(colour: Colour): DeepPartial<Styles["candle"]> {
  const [up, down, dim] = [colour("--gain"), colour("--loss"), colour("--dim")];
  const mark = { color: dim, textFamily: FONT.family, textSize: 11 };
  const three = { upColor: up, downColor: down, noChangeColor: dim };
  return {
    bar: {
      ...three,
      upBorderColor: up,
      downBorderColor: down,
      noChangeBorderColor: dim,
      upWickColor: up,
      downWickColor: down,
      noChangeWickColor: dim,
    },
    priceMark: {
      high: mark,
      low: mark,
      last: {
        ...three,
        line: { dashedValue: [2, 4] },
        text: { ...LABEL, color: colour("--ground") },
      },
    },
    tooltip: {
      offsetLeft: 0,
      offsetTop: 2,
      title: { show: false },
      legend: { ...LABEL, color: dim, marginTop: 2, marginBottom: 2, defaultValue: "—" },
    },
  };
}

function indicatorStyles(colour: Colour): DeepPartial<Styles["indicator"]> {
  const dim = colour("--dim");
  const faint = (name: string) => `color-mix(in srgb, ${colour(name)} 55%, transparent)`;
  return {
    bars: [{ upColor: faint("--gain"), downColor: faint("--loss"), noChangeColor: dim }],
    lines: [1, 2, 4, 5, 7, 6].map((hue) => ({ color: colour(`--series-${hue}`), size: 1 })),
    lastValueMark: { show: false },
    tooltip: {
      offsetLeft: 0,
      offsetTop: 2,
      title: { ...LABEL, color: dim, marginTop: 2, marginBottom: 2 },
      legend: { ...LABEL, color: dim, marginTop: 2, marginBottom: 2, defaultValue: "—" },
    },
  };
}

/** All styles of a chart. */
export function klineStyles(colour: Colour): DeepPartial<Styles> {
  const line = { color: colour("--grid"), style: "solid" } as const;
  return {
    grid: { horizontal: line, vertical: { show: false } },
    candle: candleStyles(colour),
    indicator: indicatorStyles(colour),
    xAxis: axisStyles(colour),
    yAxis: axisStyles(colour),
    separator: { color: colour("--line"), activeBackgroundColor: colour("--raised") },
    crosshair: crosshairStyles(colour),
  };
}
