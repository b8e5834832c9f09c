/**
 * The hours of a settlement's interval, which REST does not tell and the archive does. They are the
 * distance to the settlement before, as in the archive. The exchange's `fundingInfo` is not asked: it
 * knows today's interval and not that of a settlement which is past.
 */
import type { RestRow } from "./rest-rows.js";

/** Intervals that the exchange has ever settled at, in hours. */
const KNOWN_HOURS = [1, 2, 4, 8];
const HOUR_MS = 3_600_000;
/** Settlements are written down some ms after the full hour. */
const LATE_MS = 60_000;

/** So long before a span the settlement before its first one is looked for. */
export const FUNDING_LEAD_MS = 24 * HOUR_MS;

/**
 * The rows from `startMs` on with the hours between time and rate, as the archive has them.
 * @param rows lines `time,rate` in time order, from `startMs - FUNDING_LEAD_MS` on
 * @returns lines `time,hours,rate`; the hours are left empty where they cannot be known: no settlement
 *   lies before, or its distance is no interval of the exchange, so that one may be missing between
 */
export function withFundingHours(rows: readonly RestRow[], startMs: number): RestRow[] {
  return rows
    .map(({ timeMs, line }, at) => {
      const hours = at === 0 ? "" : hoursText(timeMs - rows[at - 1].timeMs);
      return { timeMs, line: line.replace(",", `,${hours},`) };
    })
    .filter(({ timeMs }) => timeMs >= startMs);
}

function hoursText(distanceMs: number): string {
  const hours = KNOWN_HOURS.find((known) => Math.abs(distanceMs - known * HOUR_MS) <= LATE_MS);
  return hours === undefined ? "" : String(hours);
}
