/** The text of `quoting.tradingHours`: hours of the week in which quotes are made. Semantics 8. */
import { nearestName } from "./nearest.js";

/** From Monday. */
const DAYS: readonly string[] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** 1970-01-05, a Monday. */
const FIRST_MONDAY_MS = 345_600_000;
export const WEEK_MS = 604_800_000;
const DAY_MS = 86_400_000;

/** `[fromMs, untilMs)`: ms since Monday 00:00 UTC; the end may lie up to a day beyond the week. */
export interface WeekSpan {
  readonly fromMs: number;
  readonly untilMs: number;
}

export interface TradingHours {
  /** the text as it is written in a normalised configuration */
  readonly text: string;
  /** one for each day of each item, in the order of the text; may overlap */
  readonly spans: readonly WeekSpan[];
}

/** What is wrong with a text, and where: counted from 1. */
export interface TradingHoursProblem {
  readonly at: number;
  readonly problem: string;
  readonly hint: string;
}

/** Thrown within this file only. */
class Wrong extends Error {
  constructor(
    readonly at: number,
    readonly problem: string,
    readonly hint: string,
  ) {
    super(problem);
  }
}

const EXAMPLE = 'Write it like "08:00-20:00" or "Mon-Fri 08:00-22:00, Sat 10:00-14:00", in UTC.';

function dayOf(name: string, at: number): number {
  const day = DAYS.indexOf(name);
  if (day >= 0) return day;
  const nearest = nearestName(name, DAYS);
  throw new Wrong(
    at,
    `"${name}" is not a day`,
    `Did you mean "${nearest}"? Days: ${DAYS.join(", ")}.`,
  );
}

/** Days of the week that an item names, from Monday. */
function daysOf(text: string, at: number): number[] {
  const [first, last, more] = text.split("-");
  if (more !== undefined) throw new Wrong(at, `"${text}" is not a range of days`, EXAMPLE);
  const from = dayOf(first, at);
  if (last === undefined) return [from];
  const to = dayOf(last, at + first.length + 1);
  const count = ((to - from + 7) % 7) + 1;
  return Array.from({ length: count }, (_, index) => (from + index) % 7);
}

/** Ms since midnight. */
function clockOf(hours: string, minutes: string, isEnd: boolean, at: number): number {
  const timeMs = Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS;
  const inDay = Number(minutes) < 60 && (isEnd ? timeMs <= DAY_MS : timeMs < DAY_MS);
  if (inDay) return timeMs;
  throw new Wrong(
    at,
    `"${hours}:${minutes}" is not a time of day`,
    isEnd ? "Use 00:00 to 24:00." : "Use 00:00 to 23:59.",
  );
}

interface Item {
  readonly text: string;
  readonly spans: readonly WeekSpan[];
}

/** @param at place of its first character, counted from 1 */
function itemOf(part: string, at: number): Item {
  const blank = /^\s*/.exec(part)?.[0].length ?? 0;
  const start = at + blank;
  const trimmed = part.trim();
  if (trimmed === "") throw new Wrong(start, "a time is missing", EXAMPLE);
  const [, days = "", gap = "", times] = /^(?:([^\s\d]\S*)(\s+|$))?(.*)$/.exec(trimmed) ?? [];
  const timesAt = start + days.length + gap.length;
  const match = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(times);
  const week = days === "" ? [...DAYS.keys()] : daysOf(days, start);
  if (match === null) {
    const found = times === "" ? "nothing" : `"${times}"`;
    throw new Wrong(timesAt, `HH:MM-HH:MM is expected, not ${found}`, EXAMPLE);
  }
  const from = clockOf(match[1], match[2], false, timesAt);
  const end = clockOf(match[3], match[4], true, timesAt + 6);
  if (from === end) {
    const hint = "Leave the times of a whole day out, or write 00:00-24:00.";
    throw new Wrong(timesAt, `"${times}" begins and ends at the same time`, hint);
  }
  const until = end > from ? end : end + DAY_MS;
  return {
    text: days === "" ? times : `${days} ${times}`,
    spans: week.map((day) => ({ fromMs: day * DAY_MS + from, untilMs: day * DAY_MS + until })),
  };
}

/** Reads the text. Returns what is wrong where it cannot. */
export function parseTradingHours(text: string): TradingHours | TradingHoursProblem {
  const items: Item[] = [];
  let at = 1;
  try {
    for (const part of text.split(",")) {
      items.push(itemOf(part, at));
      at += part.length + 1;
    }
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    return { at: error.at, problem: error.problem, hint: error.hint };
  }
  return {
    text: items.map((item) => item.text).join(", "),
    spans: items.flatMap((item) => item.spans),
  };
}

/** The Monday 00:00 UTC at or before a time. */
export function weekStartMs(timeMs: number): number {
  return FIRST_MONDAY_MS + Math.floor((timeMs - FIRST_MONDAY_MS) / WEEK_MS) * WEEK_MS;
}
