/** Bars of any timeframe in the worker: made once from the open bars, found by time. */
import { type Bars, openTimeMs, resampleBars } from "@perpmill/engine";

/** Timeframes of the bars that were looked at; they go with the bars. */
const made = new WeakMap<Bars, Map<number, Bars>>();

/** The bars in a timeframe, the incomplete last one with them. Throws CONFIG_INVALID. */
export function barsIn(bars: Bars, timeframeMs: number): Bars {
  let known = made.get(bars);
  if (known === undefined) {
    known = new Map();
    made.set(bars, known);
  }
  const found = known.get(timeframeMs);
  if (found !== undefined) return found;
  const fresh = resampleBars(bars, timeframeMs, { incompleteLast: true });
  known.set(timeframeMs, fresh);
  return fresh;
}

/** The first row that opens at `timeMs` or later; `count` when none does. */
export function firstRowFrom(bars: Bars, timeMs: number): number {
  let low = 0;
  let high = bars.count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (openTimeMs(bars, middle) < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
