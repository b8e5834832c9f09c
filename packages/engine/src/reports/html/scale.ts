/** From values to places on an axis, and where its labels stand. */

const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120];
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const SHORT_STEPS_MS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 7200, 14_400].map(
  (minutes) => minutes * MINUTE_MS,
);
const MAX_TIME_TICKS = 9;

/** A vertical axis. `at` gives the share from the bottom, 0..1. */
export interface ValueScale {
  readonly log: boolean;
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

/** Round values (1, 2, 5 times a power of ten) inside a range, about `count` of them. */
export function roundTicks(low: number, high: number, count: number): number[] {
  const rough = (high - low) / count;
  if (!(rough > 0)) return [low];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
  const first = Math.ceil(low / step - 1e-9);
  // Where doubles are too coarse for the step there are no labels rather than endless ones.
  const length = Math.min(Math.floor(high / step + 1e-9) - first + 1, count * 2);
  if (!(length >= 1) || first + 1 === first) return [low];
  return Array.from({ length }, (_, index) => (first + index === 0 ? 0 : (first + index) * step));
}

function logTicks(low: number, high: number, count: number): number[] {
  const out: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (const factor of [1, 2, 5]) {
      const value = factor * 10 ** power;
      if (value >= low && value <= high) out.push(value);
    }
  }
  return out.length < 3 ? roundTicks(low, high, count) : out;
}

/** Room above the highest and below the lowest value, share of the height. */
const AIR = 0.05;

/**
 * A scale that holds `low` and `high` with a little air.
 * @param log wanted only when low > 0
 */
export function valueScale(low: number, high: number, count: number, log: boolean): ValueScale {
  const flat = high - low <= Math.abs(high) * 1e-12;
  const pad = flat ? Math.abs(high) * 0.01 || 1 : 0;
  const to = (value: number): number => (log ? Math.log(value) : value);
  const inner = to(high + pad) - to(low - pad);
  const from = to(low - pad) - inner * AIR;
  const width = inner * (1 + 2 * AIR);
  return {
    log,
    at: (value) => (to(value) - from) / width,
    ticks: log ? logTicks(low, high, count) : roundTicks(low - pad, high + pad, count),
  };
}

/** A label of the time axis; `minor` ones may be left out where there is little room. */
export interface TimeTick {
  readonly timeMs: number;
  readonly label: string;
  readonly minor: boolean;
}

/** UTC times at round dates inside [first, last], at most nine. */
export function timeTicks(first: number, last: number): TimeTick[] {
  const span = last - first;
  if (!(span > 0)) return [];
  const short = SHORT_STEPS_MS.find((step) => span / step <= MAX_TIME_TICKS);
  const times: number[] = [];
  if (short !== undefined && span <= 75 * DAY_MS) {
    // Steps of several days start at the first midnight, as months have no common one.
    const unit = Math.min(short, DAY_MS);
    for (let time = Math.ceil(first / unit) * unit; time <= last; time += short) times.push(time);
  } else {
    const start = new Date(first);
    const months = span / (30.44 * DAY_MS);
    const step = MONTH_STEPS.find((size) => months / size <= MAX_TIME_TICKS) ?? 240;
    let month = start.getUTCFullYear() * 12 + start.getUTCMonth();
    month = Math.ceil(month / step) * step;
    for (let time = monthStart(month); time <= last; time = monthStart(month)) {
      if (time >= first) times.push(time);
      month += step;
    }
  }
  const byTime = span <= 3 * DAY_MS;
  return times.map((timeMs, index) => ({
    timeMs,
    label: label(timeMs, byTime, short !== undefined && span <= 75 * DAY_MS),
    minor: index % 2 === 1,
  }));
}

function monthStart(month: number): number {
  return Date.UTC(Math.floor(month / 12), month % 12, 1);
}

function label(timeMs: number, byTime: boolean, byDay: boolean): string {
  const text = new Date(timeMs).toISOString();
  if (byTime) return timeMs % DAY_MS === 0 ? text.slice(5, 10) : text.slice(11, 16);
  return byDay ? text.slice(5, 10) : text.slice(0, 7);
}
