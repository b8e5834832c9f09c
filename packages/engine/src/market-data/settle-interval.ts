/** The interval of a data set, and which rows do not fit it. Semantics 2. */
import { PerpmillError } from "../errors.js";
import type { DroppedRows } from "./dropped-rows.js";

const DAY_MS = 86_400_000;
/** Most months have the same length, which makes it no interval. */
const SHORTEST_MONTH_MS = 28 * DAY_MS;
/** Weeks begin on Monday; the epoch was a Thursday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/** Whether a bar of the interval may open at `timeMs`: multiples since the epoch, weeks on Monday 00:00 UTC. */
export function isAligned(timeMs: number, intervalMs: number): boolean {
  // a rounded quotient is whole only where the exact one is, as times are below 2^53
  const multiple = (timeMs - alignmentMs(intervalMs)) / intervalMs;
  return multiple === Math.floor(multiple);
}

function alignmentMs(intervalMs: number): number {
  return intervalMs % (7 * DAY_MS) === 0 ? FIRST_MONDAY_MS : 0;
}

/**
 * The interval D of increasing open times: the smallest distance of two bars.
 * @param askedMs what the caller says D is, or null; must be given for a single bar
 * @throws BARS_INTERVAL, BARS_MISALIGNED; where bad rows are skipped, misaligned ones are dropped
 */
export function settleInterval(
  timeMs: Float64Array,
  dropped: DroppedRows,
  askedMs: number | null,
): number {
  const before = smallestDistance(timeMs, dropped);
  if (before.rows === 1 && askedMs === null) {
    throw new PerpmillError("BARS_INTERVAL", {
      message: "a single bar does not show its interval",
      where: dropped.place(before.row),
      hint: "Say it with --interval 60000 (intervalMs: 60000), in ms.",
    });
  }
  const smallest = before.rows === 1 && askedMs !== null ? askedMs : before.distanceMs;
  if ((askedMs === null || askedMs === smallest) && allAligned(timeMs, dropped, smallest)) {
    return smallest;
  }
  const expected = askedMs ?? usualDistance(timeMs, dropped, smallest);
  if (expected === null) throw irregular(before, dropped);
  for (let row = 0; row < timeMs.length; row += 1) {
    if (dropped.has(row) || isAligned(timeMs[row], expected)) continue;
    dropped.drop(row, timeMs.length, "BARS_MISALIGNED", {
      message: `open time ${timeMs[row]} ms is not a multiple of the interval, ${expected} ms`,
      hint: "A bar opens at a whole multiple of its interval since the epoch (weeks: Monday 00:00 UTC).",
    });
  }
  const after = smallestDistance(timeMs, dropped);
  if (after.rows < 2) return expected;
  if (askedMs !== null && after.distanceMs !== askedMs) {
    throw new PerpmillError("BARS_INTERVAL", {
      message: `the bars are ${after.distanceMs} ms apart, not ${askedMs} ms as asked for`,
      where: dropped.place(after.row),
      hint: "Leave the interval out, or give the bars' own.",
    });
  }
  if (!allAligned(timeMs, dropped, after.distanceMs)) throw irregular(after, dropped);
  return after.distanceMs;
}

function allAligned(timeMs: Float64Array, dropped: DroppedRows, intervalMs: number): boolean {
  const offset = alignmentMs(intervalMs);
  for (let row = 0; row < timeMs.length; row += 1) {
    const multiple = (timeMs[row] - offset) / intervalMs;
    if (multiple !== Math.floor(multiple) && !dropped.has(row)) return false;
  }
  return true;
}

interface Smallest {
  readonly distanceMs: number;
  /** the later row of the two that are nearest to each other, or the only row */
  readonly row: number;
  readonly rows: number;
}

function smallestDistance(timeMs: Float64Array, dropped: DroppedRows): Smallest {
  let distanceMs = Number.POSITIVE_INFINITY;
  let nearest = 0;
  let previous = -1;
  let rows = 0;
  for (let row = 0; row < timeMs.length; row += 1) {
    if (dropped.has(row)) continue;
    if (previous >= 0 && timeMs[row] - timeMs[previous] < distanceMs) {
      distanceMs = timeMs[row] - timeMs[previous];
      nearest = row;
    } else if (previous < 0) nearest = row;
    previous = row;
    rows += 1;
  }
  return { distanceMs, row: nearest, rows };
}

/** The distance most rows have to the row before, or null when no distance is that of most rows. */
function usualDistance(
  timeMs: Float64Array,
  dropped: DroppedRows,
  smallest: number,
): number | null {
  let majority = smallest;
  let votes = 0;
  eachDistance(timeMs, dropped, (distanceMs) => {
    if (votes === 0) majority = distanceMs;
    votes += distanceMs === majority ? 1 : -1;
  });
  let agreeing = 0;
  let all = 0;
  eachDistance(timeMs, dropped, (distanceMs) => {
    agreeing += distanceMs === majority ? 1 : 0;
    all += 1;
  });
  return agreeing * 2 > all && majority < SHORTEST_MONTH_MS ? majority : null;
}

function eachDistance(
  timeMs: Float64Array,
  dropped: DroppedRows,
  visit: (distanceMs: number) => void,
): void {
  let previous = Number.NaN;
  for (let row = 0; row < timeMs.length; row += 1) {
    if (dropped.has(row)) continue;
    if (!Number.isNaN(previous)) visit(timeMs[row] - previous);
    previous = timeMs[row];
  }
}

function irregular(smallest: Smallest, dropped: DroppedRows): PerpmillError {
  return new PerpmillError("BARS_INTERVAL", {
    message: `bars are not spaced evenly: the smallest distance is ${smallest.distanceMs} ms and others are not multiples of it`,
    where: dropped.place(smallest.row),
    hint: "Use bars of one fixed interval; calendar months are not one.",
  });
}
