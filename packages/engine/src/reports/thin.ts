/** Long columns to few rows without losing a peak or a trough. Semantics 9, `equity`. */

/** Rows per bucket: its first, lowest, highest and last. */
const ROWS_PER_BUCKET = 4;

/**
 * Rows to keep so that at most `points` remain and no bucket loses its first, minimum, maximum or
 * last value.
 * @param values f64[n]
 * @param points 4 or more
 * @returns increasing row indices, all of them when n <= points
 */
export function thinRows(values: Float64Array, points: number): Int32Array {
  const length = values.length;
  if (length <= points) return Int32Array.from(values, (_, row) => row);
  const buckets = Math.max(1, Math.floor(points / ROWS_PER_BUCKET));
  const rows = new Int32Array(buckets * ROWS_PER_BUCKET);
  let kept = 0;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const first = Math.floor((bucket * length) / buckets);
    const end = Math.floor(((bucket + 1) * length) / buckets);
    let lowest = first;
    let highest = first;
    let low = values[first];
    let high = low;
    for (let row = first + 1; row < end; row++) {
      const value = values[row];
      if (value < low) {
        low = value;
        lowest = row;
      } else if (value > high) {
        high = value;
        highest = row;
      }
    }
    let previous = -1;
    for (const row of [first, Math.min(lowest, highest), Math.max(lowest, highest), end - 1]) {
      if (row > previous) rows[kept++] = row;
      previous = Math.max(previous, row);
    }
  }
  return rows.slice(0, kept);
}

/** A series over time; both columns have the same length. */
export interface TimeColumns {
  /** f64[n], UTC ms, increasing */
  readonly timeMs: Float64Array;
  readonly values: Float64Array;
}

/**
 * The series with at most `points` rows, each bucket's first, minimum, maximum and last kept.
 * @returns new columns, or the given ones when they are short enough
 */
export function thin(columns: TimeColumns, points: number): TimeColumns {
  if (columns.values.length <= points) return columns;
  const rows = thinRows(columns.values, points);
  return {
    timeMs: Float64Array.from(rows, (row) => columns.timeMs[row]),
    values: Float64Array.from(rows, (row) => columns.values[row]),
  };
}
