/** When quotes were made. They hang on time alone: fills do not change them. Semantics 3, part 5. */
import type { SavedRun } from "../../internal/saved-run.js";

/** A point at which quotes were renewed; step 0: in a bar before. */
export interface QuoteTime {
  readonly step: number;
  readonly timeMs: number;
}

/**
 * The quote that rests when a bar begins, if there is one, and those of the bar, in order.
 * @param timesMs of the points 0 … 4
 * @param endMs time from which nothing was quoted any more, because the account was liquidated
 */
export function quoteTimes(
  saved: SavedRun,
  refreshMs: number,
  timesMs: readonly number[],
  endMs = Number.POSITIVE_INFINITY,
): QuoteTime[] {
  const quotes: QuoteTime[] = [];
  let next = saved.nextQuoteMs;
  if (Number.isFinite(next)) quotes.push({ step: 0, timeMs: next - refreshMs });
  for (let step = 1; step <= 4; step++) {
    const timeMs = timesMs[step];
    if (timeMs < next || timeMs < saved.pausedUntilMs || timeMs >= endMs) continue;
    quotes.push({ step, timeMs });
    next = timeMs + refreshMs;
  }
  return quotes;
}

/** The quote whose orders rest during the move to `step`; null when none was made before. */
export function quoteBefore(quotes: readonly QuoteTime[], step: number): QuoteTime | null {
  return quotes.findLast((quote) => quote.step < step) ?? null;
}
