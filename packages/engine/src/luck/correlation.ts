/** How alike trials are. */
import { type ReturnMatrix, rowOf, rowsThatRan } from "./return-matrix.js";

/**
 * Average correlation of all pairs of rows, in one pass: the square of the sum of all rows, each by its
 * own deviation, is the sum of all correlations. Rows without any risk are left out.
 * @returns -1..1; 0 for fewer than two rows
 */
export function trialCorrelation(matrix: ReturnMatrix): number {
  const { periods } = matrix;
  const sum = new Float64Array(periods);
  let count = 0;
  for (const row of rowsThatRan(matrix)) {
    const returns = rowOf(matrix, row);
    let total = 0;
    for (let period = 0; period < periods; period++) total += returns[period];
    const mean = total / periods;
    let squares = 0;
    for (let period = 0; period < periods; period++) squares += (returns[period] - mean) ** 2;
    if (!(squares > 0)) continue;
    const scale = 1 / Math.sqrt(squares);
    count++;
    for (let period = 0; period < periods; period++) {
      sum[period] += (returns[period] - mean) * scale;
    }
  }
  if (count < 2) return 0;
  const all = sum.reduce((squares, one) => squares + one * one, 0);
  return (all - count) / (count * (count - 1));
}
