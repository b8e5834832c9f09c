/** What a longer bar takes of each group of rows of a column. */

/** Row `first` of a column and every `step`th one after it. */
export function everyNth(column: Int32Array, first: number, step: number, into: Int32Array): void {
  for (let group = 0, row = first; group < into.length; group += 1, row += step) {
    into[group] = column[row];
  }
}

/**
 * The highest of each `length` rows from `first` on. Which of two prices is higher is a toss-up, and
 * branches on it are dear: the sign of their difference, which fits as prices are above 0, masks it.
 */
export function highestOfEach(
  column: Int32Array,
  first: number,
  length: number,
  into: Int32Array,
): void {
  for (let group = 0, row = first; group < into.length; group += 1) {
    let most = column[row];
    const end = row + length;
    for (row += 1; row < end; row += 1) {
      const above = (most - column[row]) | 0;
      most -= above & (above >> 31);
    }
    into[group] = most;
  }
}

/** The lowest of each `length` rows, in the same way. */
export function lowestOfEach(
  column: Int32Array,
  first: number,
  length: number,
  into: Int32Array,
): void {
  for (let group = 0, row = first; group < into.length; group += 1) {
    let least = column[row];
    const end = row + length;
    for (row += 1; row < end; row += 1) {
      const below = (column[row] - least) | 0;
      least += below & (below >> 31);
    }
    into[group] = least;
  }
}
