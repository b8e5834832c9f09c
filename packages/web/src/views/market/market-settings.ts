/** What the market page shows of a market, kept in the browser. */
import { reactive, watch } from "vue";
import type { KlineIndicator } from "../../charts/kline-source";
import { intervalText } from "../../format/times";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Timeframes that the page offers, ms. */
export const TIMEFRAMES: readonly number[] = [
  ...[1, 3, 5, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 4, 6, 12].map((hours) => hours * HOUR),
  DAY,
  7 * DAY,
];

export type IndicatorName = KlineIndicator["name"];

/** Indicators in their order, with the lengths that they begin with. */
export const INDICATORS: Readonly<Record<IndicatorName, readonly number[]>> = {
  MA: [20, 60],
  EMA: [12, 26],
  BOLL: [20, 2],
  ATR: [14],
  VOL: [20],
  FUNDING: [],
  BASIS: [],
};
export const INDICATOR_NAMES = Object.keys(INDICATORS) as readonly IndicatorName[];

export interface IndicatorChoice {
  on: boolean;
  params: readonly number[];
}

export interface MarketSettings {
  timeframeMs: number;
  /** whether zooming goes on to other timeframes */
  auto: boolean;
  readonly indicators: Record<IndicatorName, IndicatorChoice>;
}

const KEY = "perpmill.market";
const FIRST_ON: ReadonlySet<IndicatorName> = new Set(["MA", "VOL", "FUNDING", "BASIS"]);
const LENGTH_MAX = 1000;

/**
 * Lengths as people write them: `20, 60`.
 * @param count how many there must be; null: 1 to 6
 * @returns null when they are none
 */
export function readLengths(text: string, count: number | null): readonly number[] | null {
  const values = text
    .split(/[\s,，、]+/)
    .filter((part) => part !== "")
    .map(Number);
  if (count === null ? values.length < 1 || values.length > 6 : values.length !== count)
    return null;
  const good = values.every((value) => value > 0 && value <= LENGTH_MAX);
  return good ? values : null;
}

function isMembers(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/**
 * Settings from what was stored; what does not fit is as at first.
 * @param firstMs the timeframe at first
 */
export function readSettings(stored: unknown, firstMs = HOUR): MarketSettings {
  const before = isMembers(stored) ? stored : {};
  const chosen = isMembers(before.indicators) ? before.indicators : {};
  const indicatorOf = (name: IndicatorName): IndicatorChoice => {
    const one = chosen[name];
    const params = isMembers(one) && Array.isArray(one.params) ? one.params : null;
    const count = name === "MA" || name === "EMA" ? null : INDICATORS[name].length;
    const lengths = params === null ? null : readLengths(params.join(","), count);
    const on = isMembers(one) && typeof one.on === "boolean" ? one.on : FIRST_ON.has(name);
    return { on, params: lengths ?? INDICATORS[name] };
  };
  const indicators = Object.fromEntries(INDICATOR_NAMES.map((name) => [name, indicatorOf(name)]));
  const { timeframeMs } = before;
  return {
    timeframeMs: TIMEFRAMES.find((one) => one === timeframeMs) ?? firstMs,
    auto: before.auto !== false,
    indicators: indicators as Record<IndicatorName, IndicatorChoice>,
  };
}

/**
 * The settings of this browser; changes are kept.
 * @param first the timeframe until another one is chosen, such as `1h`
 */
export function useMarketSettings(first: string): MarketSettings {
  let stored: unknown = null;
  try {
    stored = JSON.parse(localStorage.getItem(KEY) ?? "null");
  } catch {
    // Storage that is closed to us, or was written by something else: start from the defaults.
  }
  const settings = reactive(
    readSettings(
      stored,
      TIMEFRAMES.find((ms) => intervalText(ms) === first),
    ),
  );
  watch(settings, (now) => {
    try {
      localStorage.setItem(KEY, JSON.stringify(now));
    } catch {
      // Without storage they last as long as the page.
    }
  });
  return settings;
}

/** The next timeframe that bars of `intervalMs` can be shown in; the same one at the end. */
export function nextTimeframe(
  timeframeMs: number,
  wanted: "coarser" | "finer",
  intervalMs: number,
): number {
  const fitting = TIMEFRAMES.filter((one) => one % intervalMs === 0);
  const at = fitting.indexOf(timeframeMs);
  return fitting[wanted === "coarser" ? at + 1 : at - 1] ?? timeframeMs;
}

/** The timeframe itself, or the nearest that the bars can be shown in. */
export function fittingTimeframe(timeframeMs: number, intervalMs: number): number {
  const fitting = TIMEFRAMES.filter((one) => one % intervalMs === 0);
  return fitting.find((one) => one >= timeframeMs) ?? fitting.at(-1) ?? intervalMs;
}
