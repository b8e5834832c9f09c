/**
 * Moves that are much larger than those around them. The rule: the size of a move is at least
 * `MIN_RATIO` of the price, and at least `MIN_TIMES` the mean size of the `WINDOW` close-to-close
 * moves before it (of at least `LEAST` of them). Looked at are the move from one close to the next,
 * and the wick of a bar, which is how far its high or low lies outside of open and close.
 * A move over a hole is not one.
 */
import { type Bars, openTimeMs } from "../market-data/bars.js";

const MIN_RATIO = 0.01;
const MIN_TIMES = 20;
const WINDOW = 1440;
const LEAST = 60;
/** share of a move that the next close takes back in a spike */
const REVERSED_SHARE = 0.8;
/** the largest ones, so that a report of broken data stays readable */
const LISTED = 50;

export interface Outlier {
  /** UTC ms, open time of the bar */
  readonly openMs: number;
  readonly kind: "move" | "wick";
  /** share of the price, signed: 0.1 is ten per cent up */
  readonly move: number;
  /** size as a multiple of the mean size before; null where nothing moved before */
  readonly times: number | null;
  /** the next close took back at least 80 % of it: a spike, often a wrong print */
  readonly reversed: boolean;
}

export interface Outliers {
  readonly rule: {
    readonly minRatio: number;
    readonly minTimes: number;
    readonly window: number;
    readonly least: number;
  };
  readonly count: number;
  /** the largest 50, in order of time */
  readonly largest: readonly Outlier[];
}

/** The moves that the rule above finds. */
export function outliersOf(bars: Bars): Outliers {
  const { count, close, timeIndex } = bars;
  const sizes = new Float64Array(WINDOW);
  const found: Outlier[] = [];
  let sum = 0;
  let moves = 0;
  for (let row = 1; row < count; row += 1) {
    const mean = sum / Math.min(moves, WINDOW);
    const known = moves >= LEAST;
    const wick = wickOf(bars, row);
    if (known && isOutlier(wick, mean)) found.push(outlier(bars, row, "wick", wick, mean));
    if (timeIndex[row] - timeIndex[row - 1] !== 1) continue;
    const move = close[row] / close[row - 1] - 1;
    if (known && isOutlier(move, mean)) found.push(outlier(bars, row, "move", move, mean));
    const slot = moves % WINDOW;
    sum += Math.abs(move) - sizes[slot];
    sizes[slot] = Math.abs(move);
    moves += 1;
  }
  const largest = [...found].sort((a, b) => Math.abs(b.move) - Math.abs(a.move)).slice(0, LISTED);
  return {
    rule: { minRatio: MIN_RATIO, minTimes: MIN_TIMES, window: WINDOW, least: LEAST },
    count: found.length,
    largest: largest.sort((a, b) => a.openMs - b.openMs),
  };
}

function isOutlier(move: number, mean: number): boolean {
  const size = Math.abs(move);
  return size >= MIN_RATIO && size >= MIN_TIMES * mean;
}

/** The longer wick as a share of the price, below 0 for the lower one. */
function wickOf({ open, high, low, close }: Bars, row: number): number {
  const upper = high[row] / Math.max(open[row], close[row]) - 1;
  const lower = low[row] / Math.min(open[row], close[row]) - 1;
  return upper > -lower ? upper : lower;
}

function outlier(
  bars: Bars,
  row: number,
  kind: Outlier["kind"],
  move: number,
  mean: number,
): Outlier {
  const { close, count, timeIndex } = bars;
  const before = close[row - 1];
  const hasNext = row + 1 < count && timeIndex[row + 1] - timeIndex[row] === 1;
  const left = hasNext ? (close[row + 1] - before) / (close[row] - before) : 1;
  const reversed = kind === "wick" || left <= 1 - REVERSED_SHARE;
  const times = mean === 0 ? null : Math.abs(move) / mean;
  return { openMs: openTimeMs(bars, row), kind, move, times, reversed };
}
