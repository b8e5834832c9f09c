/** Where bars lie to be run on: in memory that more threads can run on, where the page may share it. */
import { type Bars, residentBars, type SharedBars, shareBars } from "@perpmill/engine";

/** More threads bring little: they wait for the same memory. */
const THREADS_MAX = 4;
/** Room for the runs of several threads is not made for more bars than these. */
const SHARED_BARS_MAX = 10_000_000;

let placed: { readonly bars: Bars; readonly others: readonly SharedBars[] } | null = null;

/** Puts bars where runs need no copy, in the place of those before. Throws RangeError: no memory. */
export function placeBars(bars: Bars): Bars {
  placed = null;
  if (!globalThis.crossOriginIsolated) return residentBars(bars);
  const threads = bars.count > SHARED_BARS_MAX ? 1 : navigator.hardwareConcurrency;
  placed = shareBars(bars, Math.min(THREADS_MAX, threads) - 1);
  return placed.bars;
}

/** What other threads need to run on these bars; none where memory is not shared. */
export function sharedWith(bars: Bars): readonly SharedBars[] {
  return placed?.bars === bars ? placed.others : [];
}
