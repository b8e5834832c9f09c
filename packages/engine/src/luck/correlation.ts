/** How alike trials are. */
import {
  inBreaths,
  type ReturnMatrix,
  rowOf,
  rowsThatRan,
  type WorkControl,
} from "./return-matrix.js";

/**
 * Average correlation of all pairs of rows, in one pass: the square of the sum of all rows, each by its
 * own deviation, is the sum of all correlations. Rows without any risk are left out.
 * @returns -1..1; 0 for fewer than two rows
 * @throws ABORTED
 */
export async function trialCorrelation(
  matrix: ReturnMatrix,
  control: WorkControl = {},
): Promise<number> {
  const { periods } = matrix;
  const sum = new Float64Array(periods);
  let count = 0;
  const add = (returns: Float32Array) => {
    let total = 0;
    for (let period = 0; period < periods; period++) total += returns[period];
    const mean = total / periods;
    let squares = 0;
    for (let period = 0; period < periods; period++) squares += (returns[period] - mean) ** 2;
    if (!(squares > 0)) return;
    const scale = 1 / Math.sqrt(squares);
    count++;
    for (let period = 0; period < periods; period++) {
      sum[period] += (returns[period] - mean) * scale;
    }
  };
  const rows = rowsThatRan(matrix);
  const addRows = (from: number, to: number) => {
    for (let at = from; at < to; at++) add(rowOf(matrix, rows[at]));
  };
  await inBreaths(rows.length, 3 * periods, addRows, control);
  if (count < 2) return 0;
  const all = sum.reduce((squares, one) => squares + one * one, 0);
  return (all - count) / (count * (count - 1));
}
