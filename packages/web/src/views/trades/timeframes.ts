/** Lengths of bars that a chart of fills offers. */
import { intervalText } from "../../format/times";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const USUAL_MS = [
  MINUTE_MS,
  3 * MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  2 * HOUR_MS,
  4 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  DAY_MS,
  7 * DAY_MS,
] as const;

/** Those that the data's bars make up, the data's own first; ms, ascending. */
export function timeframesOf(intervalMs: number): number[] {
  const longer = USUAL_MS.filter((ms) => ms > intervalMs && ms % intervalMs === 0);
  return [intervalMs, ...longer];
}

/** The one to begin with: what is wished for, or the next that can be shown. */
export function firstTimeframe(intervalMs: number, wished: string): number {
  const choices = timeframesOf(intervalMs);
  return choices.find((ms) => intervalText(ms) === wished) ?? choices[0] ?? intervalMs;
}
