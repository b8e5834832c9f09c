/** Long columns to few rows without losing a peak or a trough. Semantics 9, `equity`. */

/** Rows per bucket: its first, lowest, highest and last. */
const ROWS_PER_BUCKET = 4;

/** Where a bucket is lowest and highest, the first row of each. */
export interface BucketExtremes {
  first: number;
  /** behind the last row */
  end: number;
  lowest: number;
  highest: number;
}

/** Collects the rows to keep, bucket by bucket. */
export class KeptRows {
  readonly buckets: number;
  readonly #rows: Int32Array;
  #kept = 0;

  /** @param points most rows that will be kept, 4 or more */
  constructor(points: number) {
    this.buckets = Math.max(1, Math.floor(points / ROWS_PER_BUCKET));
    this.#rows = new Int32Array(this.buckets * ROWS_PER_BUCKET);
  }

  /**
   * Keeps the first, lowest, highest and last row of a bucket, each once, in order.
   * @returns these rows
   */
  keep({ first, end, lowest, highest }: BucketExtremes): Int32Array {
    const before = this.#kept;
    let previous = -1;
    for (const row of [first, Math.min(lowest, highest), Math.max(lowest, highest), end - 1]) {
      if (row > previous) this.#rows[this.#kept++] = row;
      previous = Math.max(previous, row);
    }
    return this.#rows.subarray(before, this.#kept);
  }

  rows(): Int32Array {
    return this.#rows.slice(0, this.#kept);
  }
}

/** Finds where `values[first, end)` are lowest and highest. */
export function bucketExtremes(values: Float64Array, first: number, end: number): BucketExtremes {
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
  return { first, end, lowest, highest };
}

/**
 * Rows to keep so that at most `points` remain and no bucket loses its first, minimum, maximum or
 * last value.
 * @param values f64[n]
 * @param points 4 or more
 * @returns increasing row indices, all of them when n <= points
 */
export function thinRows(values: Float64Array, points: number): Int32Array {
  const { length } = values;
  if (length <= points) return Int32Array.from(values, (_, row) => row);
  const kept = new KeptRows(points);
  const { buckets } = kept;
  for (let bucket = 0; bucket < buckets; bucket++) {
    const first = Math.floor((bucket * length) / buckets);
    const end = Math.floor(((bucket + 1) * length) / buckets);
    kept.keep(bucketExtremes(values, first, end));
  }
  return kept.rows();
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
