/** When a run is closed: outside of its trading hours and around funding. Semantics 8. */
import { parseTradingHours, WEEK_MS, weekStartMs } from "../config/trading-hours.js";
import type { NormalisedQuoting } from "../config/types.js";

/** `[fromMs, untilMs)`, UTC. */
export interface TimeSpan {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Spans sorted by their start, those that touch or overlap as one. */
function united(spans: readonly TimeSpan[]): TimeSpan[] {
  const all: { fromMs: number; untilMs: number }[] = [];
  for (const { fromMs, untilMs } of spans.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = all.at(-1);
    if (last !== undefined && fromMs <= last.untilMs) {
      last.untilMs = Math.max(last.untilMs, untilMs);
    } else {
      all.push({ fromMs, untilMs });
    }
  }
  return all;
}

/** The open hours that have to do with `[firstMs, endMs)`, united. */
function openSpans(text: string, firstMs: number, endMs: number): TimeSpan[] {
  const hours = parseTradingHours(text);
  if (!("spans" in hours)) throw new RangeError(`${text}: ${hours.problem}`);
  const spans: TimeSpan[] = [];
  for (let week = weekStartMs(firstMs) - WEEK_MS; week < endMs; week += WEEK_MS) {
    for (const { fromMs, untilMs } of hours.spans) {
      spans.push({ fromMs: week + fromMs, untilMs: week + untilMs });
    }
  }
  return united(spans);
}

/** What lies between open spans within `[firstMs, endMs)`. */
function gapsOf(open: readonly TimeSpan[], firstMs: number, endMs: number): TimeSpan[] {
  const starts = [firstMs, ...open.map(({ untilMs }) => untilMs)];
  const ends = [...open.map(({ fromMs }) => fromMs), endMs];
  return starts
    .map((fromMs, index) => ({
      fromMs: Math.max(fromMs, firstMs),
      untilMs: Math.min(ends[index], endMs),
    }))
    .filter(({ fromMs, untilMs }) => fromMs < untilMs);
}

/**
 * The closed spans that begin before `endMs`: sorted, apart, none before `firstMs`.
 * @param fundingMs times of funding from `firstMs` on, also those after the run that it can feel
 */
export function closedTimes(
  quoting: NormalisedQuoting | undefined,
  fundingMs: readonly number[],
  firstMs: number,
  endMs: number,
): readonly TimeSpan[] {
  if (quoting === undefined) return [];
  const { tradingHours, fundingAvoidBeforeMs, fundingAvoidAfterMs } = quoting;
  const hours =
    tradingHours === null ? [] : gapsOf(openSpans(tradingHours, firstMs, endMs), firstMs, endMs);
  const funding = fundingMs.map((timeMs) => ({
    fromMs: Math.max(timeMs - fundingAvoidBeforeMs, firstMs),
    untilMs: timeMs + fundingAvoidAfterMs,
  }));
  return united([...hours, ...funding].filter(({ fromMs, untilMs }) => fromMs < untilMs)).filter(
    ({ fromMs }) => fromMs < endMs,
  );
}
