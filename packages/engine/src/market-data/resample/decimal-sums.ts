/**
 * Sums of amounts that were written as decimals. Added as doubles, 0.1 and 0.2 give
 * 0.30000000000000004; here the amounts become whole numbers first, so that a sum is the double
 * nearest to the decimal sum, whatever the order and however it was taken in steps.
 */

/** More decimals than any exchange quotes an amount with. */
const DECIMALS_MAX = 9;

/**
 * The decimals that `amounts` are written with, as far as doubles show it.
 * @param amounts 0 or more each
 * @returns 0 to 9; null when an amount needs more, or is too large to be a whole number of them
 */
export function amountDecimals(amounts: Float64Array): number | null {
  let decimals = 0;
  let scale = 1;
  for (let row = 0; row < amounts.length; row += 1) {
    const amount = amounts[row];
    while (Math.round(amount * scale) / scale !== amount) {
      decimals += 1;
      if (decimals > DECIMALS_MAX) return null;
      scale = 10 ** decimals;
    }
    if (amount * scale > Number.MAX_SAFE_INTEGER) return null;
  }
  return decimals;
}

/**
 * The sums of consecutive groups.
 * @param amounts f64[n]
 * @param starts first row of each group, increasing; a group ends where the next one starts
 * @param end row behind the last group
 * @returns f64[groups]: the doubles nearest to the decimal sums; sums of doubles in row order where
 *   the amounts are no decimals or a sum is above 2^53 of their smallest step
 */
export function groupSums(amounts: Float64Array, starts: Int32Array, end: number): Float64Array {
  const decimals = amountDecimals(amounts.subarray(0, end));
  if (decimals === null) return plainSums(amounts, starts, end);
  const scale = 10 ** decimals;
  const sums = new Float64Array(starts.length);
  for (let group = 0; group < starts.length; group += 1) {
    const to = group + 1 < starts.length ? starts[group + 1] : end;
    let sum = 0;
    for (let row = starts[group]; row < to; row += 1) sum += Math.round(amounts[row] * scale);
    if (sum > Number.MAX_SAFE_INTEGER) return plainSums(amounts, starts, end);
    sums[group] = sum / scale;
  }
  return sums;
}

function plainSums(amounts: Float64Array, starts: Int32Array, end: number): Float64Array {
  const sums = new Float64Array(starts.length);
  for (let group = 0; group < starts.length; group += 1) {
    const to = group + 1 < starts.length ? starts[group + 1] : end;
    for (let row = starts[group]; row < to; row += 1) sums[group] += amounts[row];
  }
  return sums;
}
