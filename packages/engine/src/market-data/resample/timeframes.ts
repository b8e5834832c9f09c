/** The lengths of bars that traders look at. */
import { barIntervalMs } from "./bar-interval.js";

/** A length of bars and its name. */
export interface Timeframe {
  /** such as `5m` */
  readonly interval: string;
  readonly intervalMs: number;
}

const NAMES = [
  ...["1s", "5s", "15s", "1m", "3m", "5m", "15m", "30m"],
  ...["1h", "2h", "4h", "6h", "8h", "12h", "1d", "3d", "1w"],
];

/**
 * The usual lengths, shortest first.
 * @param intervalMs only those that bars of this length can be resampled to
 */
export function timeframes(intervalMs: number | null = null): readonly Timeframe[] {
  const all = NAMES.map((interval) => ({ interval, intervalMs: barIntervalMs(interval) }));
  return intervalMs === null ? all : all.filter((one) => one.intervalMs % intervalMs === 0);
}
