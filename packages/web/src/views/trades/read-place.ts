/** What people type to say where to go. */
import type { TimeZone } from "../../format/times";

const TIME = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
const BAR = /^#?\s*([\d,]{1,15})$/;

/**
 * A day, or a time to the minute or second, such as `2021-05-19 12:30`.
 * @returns UTC ms; null when it is none
 */
export function readTime(text: string, zone: TimeZone): number | null {
  const match = TIME.exec(text.trim());
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const at =
    zone === "utc"
      ? new Date(Date.UTC(year, month - 1, day, hour, minute, second))
      : new Date(year, month - 1, day, hour, minute, second);
  const real = zone === "utc" ? at.getUTCDate() : at.getDate();
  const valid =
    real === day && month >= 1 && month <= 12 && hour < 24 && minute < 60 && second < 60;
  return valid ? at.getTime() : null;
}

/**
 * A bar by its number in the run, from 0, with or without `#`; or a time.
 * @returns null when it is neither
 */
export function readPlace(
  text: string,
  zone: TimeZone,
): { readonly barIndex: number } | { readonly timeMs: number } | null {
  const bar = BAR.exec(text.trim());
  if (bar?.[1] !== undefined) return { barIndex: Number(bar[1].replaceAll(",", "")) };
  const timeMs = readTime(text, zone);
  return timeMs === null ? null : { timeMs };
}
