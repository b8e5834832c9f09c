/** Rows by the interval that they are in, found by stretches without a hole and not row by row. */

/** Groups of exactly `ratio` rows that lie one behind the other, without a hole. */
export interface WholeGroups {
  /** the first of them */
  readonly group: number;
  /** its first row */
  readonly row: number;
  readonly groups: number;
}

export interface RowGroups {
  /** intervals from the origin to the first group's */
  readonly first: number;
  /** first row of each group */
  readonly starts: Int32Array;
  /** intervals from the first group's */
  readonly timeIndex: Int32Array;
  /** in order; the groups of no stretch are cut by a hole or by an end of the data */
  readonly whole: readonly WholeGroups[];
}

/**
 * Which rows share an interval.
 * @param rowIndex i32[n], increasing, n > 0; a view's times need not start at 0
 * @param offset rows of the source from the origin to index 0, any sign
 * @param ratio rows of an interval without a hole, 1 or more
 */
export function groupRows(rowIndex: Int32Array, offset: number, ratio: number): RowGroups {
  const rows = rowIndex.length;
  const first = Math.floor((rowIndex[0] + offset) / ratio);
  const last = Math.floor((rowIndex[rows - 1] + offset) / ratio);
  const most = Math.min(rows, last - first + 1);
  const starts = new Int32Array(most);
  const timeIndex = new Int32Array(most);
  const whole: WholeGroups[] = [];
  let count = 0;
  const add = (row: number, interval: number): void => {
    starts[count] = row;
    timeIndex[count] = interval;
    count += 1;
  };
  for (let row = 0; row < rows; ) {
    const end = endOfStretch(rowIndex, row);
    const position = rowIndex[row] + offset;
    let interval = Math.floor(position / ratio) - first;
    const into = position - (first + interval) * ratio;
    if (into > 0) {
      // the interval may have begun before the hole
      if (count === 0 || timeIndex[count - 1] < interval) add(row, interval);
      row = Math.min(end, row + ratio - into);
      interval += 1;
    }
    const groups = Math.floor((end - row) / ratio);
    if (groups > 0) whole.push({ group: count, row, groups });
    for (const to = row + groups * ratio; row < to; row += ratio) {
      starts[count] = row;
      timeIndex[count] = interval;
      count += 1;
      interval += 1;
    }
    if (row < end) add(row, interval);
    row = end;
  }
  return { first, starts: starts.slice(0, count), timeIndex: timeIndex.slice(0, count), whole };
}

/** The row behind the last one that follows `from` without a hole. Indices increase by 1 or more. */
function endOfStretch(rowIndex: Int32Array, from: number): number {
  const rows = rowIndex.length;
  const shift = rowIndex[from] - from;
  let low = from + 1;
  if (rowIndex[rows - 1] - shift === rows - 1) return rows;
  let step = 1;
  while (low + step < rows && rowIndex[low + step - 1] - shift === low + step - 1) {
    low += step;
    step *= 2;
  }
  let high = Math.min(rows, low + step);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rowIndex[middle] - shift === middle) low = middle + 1;
    else high = middle;
  }
  return low;
}
