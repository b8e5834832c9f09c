/** When quotes were made: by the clock, by the hours in which none is, and after fills. Semantics 3 and 8. */
import { LAYOUT } from "@perpmill/core-wasm";
import type { SavedRun } from "../../internal/saved-run.js";
import type { CalendarEvents } from "../calendar-events.js";

/** A point at which quotes were renewed; step 0: in a bar before. */
export interface QuoteTime {
  readonly step: number;
  readonly timeMs: number;
}

/** What a bar's quotes hang on. */
export interface QuoteClock {
  readonly saved: SavedRun;
  readonly events: CalendarEvents;
  /** of the points 0 … 4 */
  readonly timesMs: readonly number[];
  readonly refreshMs: number;
  /** time after a maker's fill in which nothing is quoted */
  readonly delayMs: number;
}

/** Until when the closings that are due by a time have closed the run. */
function closedUntil({ saved, events, timesMs }: QuoteClock, timeMs: number): number {
  let until = saved.pausedUntilMs;
  for (let i = 0; i < events.count && events.timeMs[i] <= timeMs; i++) {
    const begins = events.kind[i] === LAYOUT.EVENT_CLOSE && events.timeMs[i] > timesMs[0];
    if (begins) until = Math.max(until, events.rate[i]);
  }
  return until;
}

/**
 * The quote that rests when a bar begins, if there is one, and those of the bar, in order.
 * @param fillsMs times of the makers' fills in the bar
 * @param endMs time from which nothing was quoted any more, because the account was liquidated
 */
export function quoteTimes(
  clock: QuoteClock,
  fillsMs: readonly number[],
  endMs = Number.POSITIVE_INFINITY,
): QuoteTime[] {
  const { saved, timesMs, refreshMs, delayMs } = clock;
  const quotes: QuoteTime[] = [];
  let next = saved.nextQuoteMs;
  if (Number.isFinite(next)) quotes.push({ step: 0, timeMs: next - refreshMs });
  for (let step = 1; step <= 4; step++) {
    const timeMs = timesMs[step];
    if (fillsMs.includes(timeMs)) next = Math.max(next, timeMs + delayMs);
    if (timeMs < next || timeMs < closedUntil(clock, timeMs) || timeMs >= endMs) continue;
    quotes.push({ step, timeMs });
    next = timeMs + refreshMs;
  }
  return quotes;
}

/** The quote that was made last before the move to `step`; null when none was. */
export function quoteBefore(quotes: readonly QuoteTime[], step: number): QuoteTime | null {
  return quotes.findLast((quote) => quote.step < step) ?? null;
}
