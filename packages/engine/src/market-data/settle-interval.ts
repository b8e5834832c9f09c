/** The interval of a data set, and which rows do not fit it. Semantics 2. */
import { PerpmillError } from "../errors.js";
import type { DroppedRows } from "./dropped-rows.js";

const DAY_MS = 86_400_000;
/** Weeks begin on Monday; the epoch was a Thursday. */
const FIRST_MONDAY_MS = 4 * DAY_MS;

/** Seconds since the epoch from 2001 on; as ms they lie in the first years after 1970. */
const SECONDS_FROM = 1e9;
const SECONDS_BELOW = 1e11;

/** Whether a bar of the interval may open at `timeMs`: multiples since the epoch, weeks on Monday 00:00 UTC. */
function isAligned(timeMs: number, intervalMs: number): boolean {
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
  if (askedMs === null) refuseSeconds(timeMs, before, dropped);
  const smallest = before.rows === 1 && askedMs !== null ? askedMs : before.distanceMs;
  if ((askedMs === null || askedMs === smallest) && allAligned(timeMs, dropped, smallest)) {
    return smallest;
  }
  const expected = askedMs ?? usualDistance(timeMs, dropped, smallest);
  if (expected === null) throw irregular(before, dropped);
  dropMisaligned(timeMs, dropped, expected);
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

/** The exchange's layout is in ms, so seconds there would be bars of some ms in 1970. */
function refuseSeconds(timeMs: Float64Array, smallest: Smallest, dropped: DroppedRows): void {
  const time = timeMs[smallest.row];
  if (smallest.distanceMs >= 1000 || time < SECONDS_FROM || time >= SECONDS_BELOW) return;
  throw new PerpmillError("BARS_INTERVAL", {
    message: `as ms since the epoch, time ${time} lies in ${new Date(time).toISOString().slice(0, 10)} and the bars are ${smallest.distanceMs} ms apart`,
    where: dropped.place(smallest.row),
    hint: `If these are seconds, name the column time or timestamp in a header; if not, say --interval ${smallest.distanceMs}ms (intervalMs: ${smallest.distanceMs}).`,
  });
}

/** Reports every row that may not open a bar of the interval: `BARS_MISALIGNED`. */
export function dropMisaligned(
  timeMs: Float64Array,
  dropped: DroppedRows,
  intervalMs: number,
): void {
  for (let row = 0; row < timeMs.length; row += 1) {
    if (dropped.has(row) || isAligned(timeMs[row], intervalMs)) continue;
    dropped.drop(row, timeMs.length, "BARS_MISALIGNED", {
      message: `open time ${timeMs[row]} ms is not a multiple of the interval, ${intervalMs} ms`,
      hint: "A bar opens at a whole multiple of its interval since the epoch (weeks: Monday 00:00 UTC).",
    });
  }
}

/** The greatest number that all distances are multiples of, or null for a single row. */
export function commonDistance(timeMs: Float64Array, dropped: DroppedRows): number | null {
  let common = 0;
  eachDistance(timeMs, dropped, (distanceMs) => {
    let rest = distanceMs;
    while (rest !== 0) [common, rest] = [rest, common % rest];
  });
  return common === 0 ? null : common;
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

/**
 * The interval that was meant where the smallest distance is not it: the most frequent distance, if
 * most rows are aligned to it; else null. An even spacing is what was meant, wherever it starts.
 */
function usualDistance(
  timeMs: Float64Array,
  dropped: DroppedRows,
  smallest: number,
): number | null {
  if (commonDistance(timeMs, dropped) === smallest) return smallest;
  const counts = new Map<number, number>();
  eachDistance(timeMs, dropped, (distanceMs) => {
    counts.set(distanceMs, (counts.get(distanceMs) ?? 0) + 1);
  });
  let usual = smallest;
  for (const [distanceMs, count] of counts) {
    if (count > (counts.get(usual) ?? 0)) usual = distanceMs;
  }
  let aligned = 0;
  let rows = 0;
  for (let row = 0; row < timeMs.length; row += 1) {
    if (dropped.has(row)) continue;
    aligned += isAligned(timeMs[row], usual) ? 1 : 0;
    rows += 1;
  }
  return aligned * 2 > rows ? usual : null;
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
