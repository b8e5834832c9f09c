/** How often a path lets quotes be renewed: at the first of its points at which one is due. Semantics 3. */
import { type Bars, openTimeMs } from "../market-data/bars.js";
import type { Trades } from "../market-data/trades/trades.js";
import { type SteppedPath, stepOffsets } from "../runs/refresh.js";

/** Counts quotes along times that never decrease. */
class QuoteCount {
  quotes = 0;
  readonly #refreshMs: number;
  #lastMs = Number.NEGATIVE_INFINITY;

  constructor(refreshMs: number) {
    this.#refreshMs = refreshMs;
  }

  at(timeMs: number): void {
    if (timeMs - this.#lastMs < this.#refreshMs) return;
    this.#lastMs = timeMs;
    this.quotes += 1;
  }
}

/**
 * Mean time between two quotes.
 * @param bars those that are run, at least one
 * @returns ms
 */
export function renewedEveryMs(
  bars: Bars,
  trades: Trades,
  path: SteppedPath,
  refreshMs: number,
): number {
  const count = new QuoteCount(refreshMs);
  const offsets = stepOffsets(path, bars.intervalMs);
  let row = 0;
  for (let bar = 0; bar < bars.count; bar++) {
    const openMs = openTimeMs(bars, bar);
    for (const offset of offsets ?? []) count.at(openMs + offset);
    if (offsets !== null) continue;
    for (; row < trades.count && trades.timeMs[row] < openMs + bars.intervalMs; row++) {
      if (trades.timeMs[row] >= openMs) count.at(Math.floor(trades.timeMs[row]));
    }
  }
  return (bars.count * bars.intervalMs) / count.quotes;
}
