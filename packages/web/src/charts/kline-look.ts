/** How a K-line chart looks and speaks, and what it tells. */
import type { AxisTick, Period } from "klinecharts";
import type { KlineMarker, TimeSpan } from "./kline-source";
import type { Colour } from "./kline-styles";

/** px of a bar with its gap */
export const BAR_SPACE = { min: 1, max: 50 } as const;
/** Empty space that one may scroll to beside the first and the last bar. */
export const EMPTY_PX = 80;

/** What is said of volume, and of what stands beside the bars. */
export interface PaneWords {
  readonly volume: string;
  readonly rate: string;
  readonly sum: string;
  readonly basis: string;
}

/** How the chart looks and speaks. */
export interface KlineLook {
  readonly colour: Colour;
  readonly language: "en" | "zh";
  /** UTC ms as text, for the crosshair and the legend */
  readonly timeText: (ms: number) => string;
  /** a tick's text; the tick before is null for the first one */
  readonly tickText: (ms: number, beforeMs: number | null, stepMs: number) => string;
  readonly spanText: (ms: number) => string;
  readonly reasonText: (reason: string) => string;
  readonly words: PaneWords;
  /** rates are shares of one */
  readonly rateText: (rate: number | null) => string;
  readonly bpsText: (bps: number | null) => string;
}

export interface KlineEvents {
  readonly onVisible: (span: TimeSpan) => void;
  /** bars or fills could not be had */
  readonly onFailure: (error: unknown) => void;
}

/** What is at a point of the chart. */
export interface KlineHit {
  /** of the bar, UTC ms of its open */
  readonly timeMs: number;
  /** whose triangle is there */
  readonly marker: KlineMarker | null;
  /** what was filled in the bar */
  readonly fills: KlineMarker | null;
}

const PERIODS: readonly (readonly [ms: number, type: Period["type"]])[] = [
  [604_800_000, "week"],
  [86_400_000, "day"],
  [3_600_000, "hour"],
  [60_000, "minute"],
  [1000, "second"],
];

/** A timeframe as the library has it. */
export function periodOf(timeframeMs: number): Period {
  const [size, type] = PERIODS.find(([size]) => timeframeMs % size === 0) ?? [1000, "second"];
  return { type, span: timeframeMs / size };
}

/** Ticks of the time axis, each with the text that the one before it leaves it. */
export function tickTexts(ticks: readonly AxisTick[], look: KlineLook): AxisTick[] {
  const times = ticks.map(({ value }) => Number(value));
  const step = (times[1] ?? 0) - (times[0] ?? 0);
  return ticks.map((tick, at) => ({
    ...tick,
    text: look.tickText(times[at] ?? 0, times[at - 1] ?? null, step),
  }));
}
