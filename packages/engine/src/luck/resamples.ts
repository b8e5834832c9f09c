/** The resamples on which all trials are compared. */
import { stationaryBlockLength } from "./block-length.js";
import {
  inBreaths,
  type ReturnMatrix,
  rowOf,
  rowsThatRan,
  type WorkControl,
} from "./return-matrix.js";
import { type Resamples, stationaryResamples } from "./stationary-bootstrap.js";

/** How many resamples, and which. */
export interface ResampleOptions extends Pick<WorkControl, "signal"> {
  readonly draws: number;
  readonly seed: number;
}

/** Means over all rows that count. */
async function meanRow(matrix: ReturnMatrix, control: WorkControl): Promise<Float64Array> {
  const rows = rowsThatRan(matrix);
  const sum = new Float64Array(matrix.periods);
  const addRows = (from: number, to: number) => {
    for (let at = from; at < to; at++) {
      const returns = rowOf(matrix, rows[at]);
      for (let period = 0; period < sum.length; period++) sum[period] += returns[period];
    }
  };
  await inBreaths(rows.length, matrix.periods, addRows, control);
  return sum.map((one) => one / rows.length);
}

/**
 * Resamples by seed. All rows must be drawn alike, and so have blocks of one length: the longer one of
 * what the best row asks for and what the mean of all rows does.
 * @param best row; null: there is none
 * @throws ABORTED
 */
export async function resamplesFor(
  matrix: ReturnMatrix,
  best: number | null,
  { draws, seed, signal }: ResampleOptions,
): Promise<Resamples> {
  const ofBest = best === null ? 1 : stationaryBlockLength(rowOf(matrix, best));
  const ofAll = stationaryBlockLength(await meanRow(matrix, { signal }));
  return stationaryResamples(matrix.periods, draws, Math.max(ofBest, ofAll), seed);
}
