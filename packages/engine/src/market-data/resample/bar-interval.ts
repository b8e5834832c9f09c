/** Lengths of bars as people write them, and where bars of a length begin. Semantics 2. */
import { PerpmillError } from "../../errors.js";

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** Weeks begin on Monday; the epoch was a Thursday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

const UNITS_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: DAY_MS,
  w: WEEK_MS,
};

/** The length of a bar: ms, or text such as `"5m"`, `"4h"`, `"1d"`, `"1w"`. */
export type BarInterval = number | string;

/**
 * The length in ms.
 * @returns whole ms above 0
 * @throws CONFIG_INVALID when it is none
 */
export function barIntervalMs(interval: BarInterval): number {
  const match = typeof interval === "string" ? /^(\d{1,9})(ms|[smhdw])$/.exec(interval) : null;
  const ms = match === null ? interval : Number(match[1]) * UNITS_MS[match[2]];
  if (typeof ms === "number" && Number.isSafeInteger(ms) && ms > 0) return ms;
  throw new PerpmillError("CONFIG_INVALID", {
    message: `this is not the length of a bar: ${JSON.stringify(interval)}`,
    where: { field: "interval" },
    hint: 'Give whole ms above 0, or a number with its unit: "5m", "4h", "1d", "1w".',
  });
}

/** Any time at which a bar of the length opens: the epoch, or for whole weeks its first Monday, 00:00 UTC. */
export function intervalOriginMs(intervalMs: number): number {
  return intervalMs % WEEK_MS === 0 ? FIRST_MONDAY_MS : 0;
}
