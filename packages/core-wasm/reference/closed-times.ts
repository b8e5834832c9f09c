/** When a run is closed: outside of its trading hours and around funding. Semantics 8. */
import type { FundingCalendar } from "./funding.js";
import type { ReferenceQuoting } from "./input.js";
import { type Interval, openTimes } from "./trading-hours.js";

function union(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  for (const interval of [...intervals].sort((a, b) => a.fromMs - b.fromMs)) {
    const last = merged[merged.length - 1];
    if (last === undefined || interval.fromMs > last.untilMs) merged.push(interval);
    else if (interval.untilMs > last.untilMs) {
      merged[merged.length - 1] = { fromMs: last.fromMs, untilMs: interval.untilMs };
    }
  }
  return merged;
}

/** What `intervals` leave free of `[fromMs, untilMs)`. */
function complement(intervals: readonly Interval[], fromMs: number, untilMs: number): Interval[] {
  const free: Interval[] = [];
  let atMs = fromMs;
  for (const interval of union(intervals)) {
    if (interval.fromMs > atMs) free.push({ fromMs: atMs, untilMs: interval.fromMs });
    atMs = Math.max(atMs, interval.untilMs);
  }
  if (atMs < untilMs) free.push({ fromMs: atMs, untilMs });
  return free;
}

/**
 * Closed intervals that begin before `endMs`, sorted, apart, cut to begin at `firstMs`.
 * @param nextFunding a fresh calendar: its times are read up to what the run can feel
 */
export function closedTimes(
  quoting: ReferenceQuoting,
  nextFunding: FundingCalendar,
  firstMs: number,
  endMs: number,
): Interval[] {
  const { tradingHours, fundingAvoidBeforeMs, fundingAvoidAfterMs } = quoting;
  const closed: Interval[] = [];
  if (tradingHours !== null) {
    closed.push(...complement(openTimes(tradingHours, firstMs, endMs), firstMs, endMs));
  }
  for (let due = nextFunding(); due !== null; due = nextFunding()) {
    const fromMs = due.timeMs - fundingAvoidBeforeMs;
    if (fromMs >= endMs) break;
    const untilMs = due.timeMs + fundingAvoidAfterMs;
    if (untilMs > fromMs) closed.push({ fromMs, untilMs });
  }
  return union(closed).map(({ fromMs, untilMs }) => ({
    fromMs: Math.max(fromMs, firstMs),
    untilMs,
  }));
}
