/** A stretch of a run out of what a server answers about its bars and fills. */
import type { ResultJson, RunWindow } from "@perpmill/engine";
import type { RunKlines } from "@perpmill/server/api";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Lengths of bars, shortest first. */
const LENGTHS = [
  ...[1, 3, 5, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 4, 6, 12].map((hours) => hours * HOUR),
  DAY,
  7 * DAY,
];

/** The shortest bars, of `intervalMs` or a multiple, that there are at most `most` of in a span. */
export function barLength(spanMs: number, intervalMs: number, most: number): number {
  const fitting = [
    intervalMs,
    ...LENGTHS.filter((one) => one > intervalMs && one % intervalMs === 0),
  ];
  return fitting.find((one) => spanMs / one <= most) ?? fitting.at(-1) ?? intervalMs;
}

/**
 * Fall of equity from its peak, share of it.
 * @param peak the highest equity before the first row
 */
export function fallsFrom(equity: readonly number[], peak: number): Float64Array {
  let highest = peak;
  return Float64Array.from(equity, (value) => {
    highest = Math.max(highest, value);
    return 1 - value / highest;
  });
}

/** Closes of bars of the data's own length; of longer ones also the low and the high. */
export function priceOf(
  { openTimeMs, low, high, open, close, intervalMs }: RunKlines,
  ownMs: number,
) {
  if (intervalMs === ownMs) {
    return { timeMs: Float64Array.from(openTimeMs), values: Float64Array.from(close) };
  }
  const timeMs: number[] = [];
  const values: number[] = [];
  for (const [row, time] of openTimeMs.entries()) {
    const [lowest, highest, last] = [low[row] ?? 0, high[row] ?? 0, close[row] ?? 0];
    // which came first is not known: a bar that rose is drawn over its low
    const rose = last >= (open[row] ?? 0);
    timeMs.push(time + intervalMs * 0.25, time + intervalMs * 0.5, time + intervalMs * 0.9);
    values.push(rose ? lowest : highest, rose ? highest : lowest, last);
  }
  return { timeMs: Float64Array.from(timeMs), values: Float64Array.from(values) };
}

/** Where bars are missing. */
export function holesOf({ openTimeMs, intervalMs }: RunKlines): RunWindow["holes"] {
  const fromMs: number[] = [];
  const toMs: number[] = [];
  for (let row = 1; row < openTimeMs.length; row += 1) {
    const [before, time] = [openTimeMs[row - 1] ?? 0, openTimeMs[row] ?? 0];
    if (time - before <= intervalMs) continue;
    fromMs.push(before + intervalMs);
    toMs.push(time);
  }
  return { fromMs, toMs };
}

/** The fills one by one and what was held after each; none when there were more than were asked for. */
export function fillsOf({
  markers,
  markersCut,
}: RunKlines): Pick<RunWindow, "fills" | "inventory"> {
  const seen = markersCut ? [] : markers;
  const timeMs = Float64Array.from(seen, (fill) => fill.timeMs);
  return {
    fills: {
      timeMs,
      side: Int8Array.from(seen, ({ side }) => (side === "buy" ? 1 : -1)),
      count: new Int32Array(seen.length).fill(1),
      price: Float64Array.from(seen, ({ price }) => price),
    },
    inventory: {
      timeMs,
      values: Float64Array.from(seen, ({ longAfter, shortAfter }) => longAfter - shortAfter),
    },
  };
}

/** What is named in the stretch; in the whole run when there were more fills than were asked for. */
export function eventsOf(
  { markers, markersCut }: RunKlines,
  { time, reason }: ResultJson["series"]["events"],
): RunWindow["events"] {
  const named = markers.filter((fill) => fill.reason !== "quote");
  if (markersCut) return { timeMs: time, reason, price: time.map(() => Number.NaN) };
  return {
    timeMs: named.map(({ timeMs }) => timeMs),
    reason: named.map((fill) => fill.reason),
    price: named.map(({ price }) => price),
  };
}
