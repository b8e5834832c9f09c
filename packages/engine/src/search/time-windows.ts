/**
 * Parts of the time that hyperband asks about: they end with the last bar, so that all of them hold the
 * newest market, and grow backwards from it in whole UTC days.
 */
import type { NormalisedConfig } from "../config/types.js";
import { type Bars, openTimeMs } from "../market-data/bars.js";
import { sliceBars } from "../market-data/views.js";
import { HALVING, RUNGS_MAX } from "./algorithms/hyperband.js";

const DAY_MS = 86_400_000;
/** A shorter part says nothing about the whole. */
const DAYS_MIN = 7;

/** The bars that a configuration runs, from the first one's open to the last one's close. */
export interface TimeSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** @throws BARS_RANGE_EMPTY */
export function timeSpanOf(bars: Bars, { data }: NormalisedConfig): TimeSpan {
  const run = sliceBars(bars, data.start, data.end);
  return {
    fromMs: openTimeMs(run, 0),
    toMs: openTimeMs(run, run.count - 1) + run.intervalMs,
  };
}

/** How often the time can be divided by three before it is shorter than a week; three times at most. */
export function rungsOf({ fromMs, toMs }: TimeSpan): number {
  let rungs = 0;
  let days = (toMs - fromMs) / DAY_MS / HALVING;
  for (; rungs < RUNGS_MAX && days >= DAYS_MIN; rungs++) days /= HALVING;
  return rungs;
}

/** The configuration on a share of its time. */
export function onTimeShare(
  config: NormalisedConfig,
  { fromMs, toMs }: TimeSpan,
  share: number,
): NormalisedConfig {
  if (share >= 1) return config;
  const start = Math.floor((toMs - share * (toMs - fromMs)) / DAY_MS) * DAY_MS;
  return { ...config, data: { ...config.data, start: Math.max(fromMs, start) } };
}
