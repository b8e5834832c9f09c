/** Where a run has the points of its bars: a block behind the run's, written by the host before `start`. */
import { RUN_BYTES, Run } from "../layout";

/** Numbers of `pathModel` for which a run needs this block; those of four points come before them. */
export const MODEL_BRIDGE: i32 = 5;
export const MODEL_TRADES: i32 = 6;

/** Most and least points that a drawn bar has. */
export const BRIDGE_MOST_POINTS: i32 = 240;
export const BRIDGE_LEAST_POINTS: i32 = 4;

@unmanaged
export class PathBlock {
  /** bridge: points of a bar; i32[points] each, price units, and ms from the open time */
  points: i32;
  drawnPrices: usize;
  drawnOffsets: usize;
  /** trades: i32[bars + 1], index of each bar's first; i32 each, price units, ms from the open time */
  first: usize;
  tradePrices: usize;
  tradeOffsets: usize;
  /** f64[most points of a bar], marks in units; 0: no mark series */
  marks: usize;

  // ---- the bar that is loaded
  /** i32[points of the bar] each */
  price: usize;
  offset: usize;
}

export const PATH_BYTES: usize = offsetof<PathBlock>();

// @ts-ignore: decorator
@inline
export function pathOf(s: Run): PathBlock {
  return changetype<PathBlock>(changetype<usize>(s) + RUN_BYTES);
}
