/** The resamples on which all trials are compared. */
import { stationaryBlockLength } from "./block-length.js";
import { type ReturnMatrix, rowOf, rowsThatRan } from "./return-matrix.js";
import { type Resamples, stationaryResamples } from "./stationary-bootstrap.js";

/** Means over all rows that count. */
function meanRow(matrix: ReturnMatrix): Float64Array {
  const rows = rowsThatRan(matrix);
  const mean = new Float64Array(matrix.periods);
  for (const row of rows) {
    const returns = rowOf(matrix, row);
    for (let period = 0; period < mean.length; period++) mean[period] += returns[period];
  }
  return mean.map((one) => one / rows.length);
}

/**
 * Resamples by seed. All rows must be drawn alike, and so have blocks of one length: the longer one of
 * what the best row asks for and what the mean of all rows does.
 * @param best row; null: there is none
 */
export function resamplesFor(
  matrix: ReturnMatrix,
  best: number | null,
  draws: number,
  seed: number,
): Resamples {
  const ofBest = best === null ? 1 : stationaryBlockLength(rowOf(matrix, best));
  const blockLength = Math.max(ofBest, stationaryBlockLength(meanRow(matrix)));
  return stationaryResamples(matrix.periods, draws, blockLength, seed);
}
