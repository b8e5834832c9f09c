/** Times of a configuration: ISO dates and times, or milliseconds. Semantics 10. */

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?(Z|[+-]\d{2}:\d{2})?)?$/;

function offsetMs(zone: string | undefined): number | null {
  if (zone === undefined || zone === "Z") return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(4, 6));
  if (hours > 23 || minutes > 59) return null;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/**
 * UTC milliseconds of `2024-01-31`, `2024-01-31T08:00`, `2024-01-31 08:00:00.5Z`; a time without a
 * zone is UTC, `+08:00` is taken off.
 * @returns null when the text is no such date, or names a day or hour that does not exist
 */
export function isoTimeMs(text: string): number | null {
  const match = ISO.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const midnightMs = Date.UTC(year, month - 1, day);
  const date = new Date(midnightMs);
  // Date.UTC reads years under 100 as 19xx and carries February 30 over to March.
  const exists =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  const zoneMs = offsetMs(match[8]);
  if (!exists || zoneMs === null || hour > 23 || minute > 59 || second > 59) return null;
  const fractionMs = Number((match[7] ?? "").padEnd(3, "0"));
  return midnightMs + ((hour * 60 + minute) * 60 + second) * 1000 + fractionMs - zoneMs;
}

const MICROSECONDS_MIN = 1e14;

/**
 * Whether a number can be meant as a time in ms: whole, and neither a bare year (2024), nor a date
 * without dashes (20240131), nor microseconds.
 */
export function isPlausibleTimeMs(value: number): boolean {
  const isYear = value >= 1900 && value < 3000;
  const isPlainDate = value >= 19_000_101 && value <= 29_991_231;
  const isInRange = Math.abs(value) < MICROSECONDS_MIN;
  return Number.isInteger(value) && isInRange && !isYear && !isPlainDate;
}
