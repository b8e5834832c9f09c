/** Which spans of a run its funding series does not cover. */
import type { FundingSeries } from "../market-data/bars.js";
import { settlementTimeMs } from "./calendar-events.js";

export interface Span {
  /** UTC ms, both ends inclusive */
  readonly fromMs: number;
  readonly toMs: number;
}

/** A settlement later than this many usual distances is taken as missing. */
const LATE_FACTOR = 1.5;
/** Assumed where one settlement alone gives no distance. */
const USUAL_MS = 8 * 3_600_000;

/** The smallest distance that the largest number of settlements keep. */
function usualDistanceMs(timesMs: readonly number[]): number {
  const counts = new Map<number, number>();
  for (let i = 1; i < timesMs.length; i++) {
    const distance = timesMs[i] - timesMs[i - 1];
    counts.set(distance, (counts.get(distance) ?? 0) + 1);
  }
  let usual = USUAL_MS;
  let most = 0;
  for (const [distance, count] of counts) {
    if (count > most || (count === most && distance < usual)) {
      most = count;
      usual = distance;
    }
  }
  return usual;
}

/**
 * Stretches between two settlements, before the first or after the last, that are longer than one
 * and a half of the usual distance.
 * @param firstMs open time of the first bar
 * @param lastMs end of the last bar
 */
export function uncoveredSpans(series: FundingSeries, firstMs: number, lastMs: number): Span[] {
  const times = Array.from(series.timeMs, settlementTimeMs);
  if (times.length === 0) return [{ fromMs: firstMs, toMs: lastMs }];
  const lateMs = usualDistanceMs(times) * LATE_FACTOR;
  const spans: Span[] = [];
  const add = (fromMs: number, toMs: number) => {
    const span = { fromMs: Math.max(fromMs, firstMs), toMs: Math.min(toMs, lastMs) };
    if (span.toMs > span.fromMs) spans.push(span);
  };
  if (times[0] - firstMs > lateMs) add(firstMs, times[0]);
  for (let i = 1; i < times.length; i++) {
    if (times[i] - times[i - 1] > lateMs) add(times[i - 1], times[i]);
  }
  const last = times[times.length - 1];
  if (lastMs - last > lateMs) add(last, lastMs);
  return spans;
}
