/** Months and days in UTC, as the archive cuts them. */
import { PerpmillError } from "../errors.js";

const DAY_MS = 86_400_000;

/** A stretch of time that is one file of the archive. */
export interface Period {
  /** `2024-01` or `2024-01-05` */
  readonly name: string;
  /** UTC ms */
  readonly startMs: number;
  /** UTC ms, exclusive */
  readonly endMs: number;
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function startOfMonth(ms: number): number {
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
}

function startOfNextMonth(ms: number): number {
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

/** The whole days that touch `[startMs, endMs)`. */
export function daysOf(startMs: number, endMs: number): Period[] {
  const days: Period[] = [];
  for (let at = Math.floor(startMs / DAY_MS) * DAY_MS; at < endMs; at += DAY_MS) {
    days.push({ name: isoDay(at), startMs: at, endMs: at + DAY_MS });
  }
  return days;
}

/** The whole months that touch `[startMs, endMs)`. */
export function monthsOf(startMs: number, endMs: number): Period[] {
  const months: Period[] = [];
  for (let at = startOfMonth(startMs); at < endMs; at = startOfNextMonth(at)) {
    months.push({ name: isoDay(at).slice(0, 7), startMs: at, endMs: startOfNextMonth(at) });
  }
  return months;
}

/** Months that lie in `[startMs, endMs)` whole, and the days of all others, in order. */
export function monthsAndDays(startMs: number, endMs: number): Period[] {
  return monthsOf(startMs, endMs).flatMap((month) =>
    month.startMs >= startMs && month.endMs <= endMs
      ? [month]
      : daysOf(Math.max(startMs, month.startMs), Math.min(endMs, month.endMs)),
  );
}

/**
 * The stretch that a text such as `2024`, `2024-01` or `2024-01-05` names.
 * @param option for the message, such as `--from`
 * @throws USAGE
 */
export function periodOf(option: string, text: string): Period {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  const [year, month, day] = (match ?? []).slice(1).map((part) => Number(part ?? Number.NaN));
  const first = Date.UTC(year, (month || 1) - 1, day || 1);
  const isThere = match !== null && new Date(first).toISOString().startsWith(text);
  if (!isThere || year < 2010) {
    throw new PerpmillError("USAGE", {
      message: `${option} ${text} is not a year, a month or a day`,
      hint: `Write ${option} 2024, ${option} 2024-01 or ${option} 2024-01-05, in UTC.`,
    });
  }
  const end = Number.isNaN(month)
    ? Date.UTC(year + 1, 0, 1)
    : Number.isNaN(day)
      ? startOfNextMonth(first)
      : first + DAY_MS;
  return { name: text, startMs: first, endMs: end };
}
