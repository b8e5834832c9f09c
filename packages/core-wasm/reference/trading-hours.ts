/** Hours of the week in which a run may quote, from their text. Semantics 8. */

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** 1970-01-01 was a Thursday */
const DAYS = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];

/** `[fromMs, untilMs)`. */
export interface Interval {
  readonly fromMs: number;
  readonly untilMs: number;
}

interface Item {
  /** day numbers 0 … 6, from Thursday */
  readonly days: ReadonlySet<number>;
  /** since midnight; `until` may lie on the next day */
  readonly fromMs: number;
  readonly untilMs: number;
}

function dayNumber(name: string): number {
  const number = DAYS.indexOf(name);
  if (number < 0) throw new RangeError(`${name} is not a day`);
  return number;
}

function daysOf(text: string | undefined): ReadonlySet<number> {
  if (text === undefined) return new Set(DAYS.keys());
  const [first, last = first] = text.split("-");
  const days = new Set([dayNumber(last)]);
  for (let day = dayNumber(first); day !== dayNumber(last); day = (day + 1) % 7) days.add(day);
  return days;
}

function itemOf(text: string): Item {
  const match = /^(?:(\S+) +)?(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(text.trim());
  if (match === null) throw new RangeError(`${text} is not a time of trading`);
  const fromMs = (Number(match[2]) * 60 + Number(match[3])) * MINUTE_MS;
  const end = (Number(match[4]) * 60 + Number(match[5])) * MINUTE_MS;
  return { days: daysOf(match[1]), fromMs, untilMs: end > fromMs ? end : end + DAY_MS };
}

/** The times that the hours open between two times, not sorted, perhaps overlapping. */
export function openTimes(hours: string, fromMs: number, untilMs: number): Interval[] {
  const items = hours.split(",").map(itemOf);
  const open: Interval[] = [];
  for (let day = Math.floor(fromMs / DAY_MS) - 1; day * DAY_MS < untilMs; day++) {
    for (const item of items) {
      if (!item.days.has(((day % 7) + 7) % 7)) continue;
      open.push({ fromMs: day * DAY_MS + item.fromMs, untilMs: day * DAY_MS + item.untilMs });
    }
  }
  return open;
}
