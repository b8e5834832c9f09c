/** Times and columns of doubles of one file: mark prices and funding, which need no price units. */
import { type DroppedRows, dropOverlaps, type FileRows } from "./dropped-rows.js";
import { RowLines } from "./row-lines.js";
import type { ColumnPlace } from "./row-problems.js";

const FIRST_ROWS = 1024;
/** Rows from which a column is taken to be long, and those that a long one has room for: eight years of minutes. */
const LONG_FROM_ROWS = 65_536;
const LONG_ROWS = 4_194_304;

/**
 * A column of doubles that grows by half when it is full, and once to the room of a long one: memory that
 * nothing was written to costs nothing, and columns that were outgrown stay until they are collected.
 */
class GrowingColumn {
  private values = new Float64Array(FIRST_ROWS);

  set(row: number, value: number): void {
    if (row === this.values.length) {
      const isLong = row >= LONG_FROM_ROWS && row < LONG_ROWS;
      const grown = new Float64Array(isLong ? LONG_ROWS : row + (row >> 1));
      grown.set(this.values);
      this.values = grown;
    }
    this.values[row] = value;
  }

  /** What was set, which is forgotten here: where it is, unless most of the room there is not used. */
  take(rows: number): Float64Array {
    const { values } = this;
    this.values = new Float64Array();
    return 2 * rows < values.length ? values.slice(0, rows) : values.subarray(0, rows);
  }
}

export class NumberColumns implements FileRows {
  readonly file: string;
  readonly timePlace: ColumnPlace;
  readonly lines = new RowLines();
  count = 0;
  firstTimeMs = Number.NaN;
  lastTimeMs = Number.NEGATIVE_INFINITY;
  /** the times first, then the values */
  private readonly columns: readonly GrowingColumn[];

  /** @param width values per row */
  constructor(file: string, timePlace: ColumnPlace, width: number) {
    this.file = file;
    this.timePlace = timePlace;
    this.columns = Array.from({ length: width + 1 }, () => new GrowingColumn());
  }

  /** Appends a checked row. */
  append(timeMs: number, values: readonly number[], line: number): void {
    this.lines.mark(this.count, line);
    this.columns[0].set(this.count, timeMs);
    for (let column = 0; column < values.length; column += 1) {
      this.columns[column + 1].set(this.count, values[column]);
    }
    if (this.count === 0) this.firstTimeMs = timeMs;
    this.lastTimeMs = timeMs;
    this.count += 1;
  }

  /** Takes a column out (0: times, then the values): f64[count], once. */
  takeColumn(column: number): Float64Array {
    return this.columns[column].take(this.count);
  }
}

/** A column of several files; that of one file stays where it is. */
function joinColumn(files: readonly NumberColumns[], column: number, rows: number): Float64Array {
  if (files.length === 1) return files[0].takeColumn(column);
  const all = new Float64Array(rows);
  let offset = 0;
  for (const part of files) {
    all.set(part.takeColumn(column), offset);
    offset += part.count;
  }
  return all;
}

/**
 * The columns of several files one after the other, times first; sort the files by first time before.
 * They are taken out of the files one by one, so that few are in memory twice.
 * @param check drops more rows, once overlapping ones are gone
 */
export function joinColumns(
  files: readonly NumberColumns[],
  width: number,
  dropped: DroppedRows,
  check: (timeMs: Float64Array) => void,
): Float64Array[] {
  const rows = files.reduce((sum, part) => sum + part.count, 0);
  const columns = Array.from({ length: width + 1 }, (_, column) => column);
  const joined = columns.map((column) => joinColumn(files, column, rows));
  dropOverlaps(files, joined[0], dropped);
  check(joined[0]);
  return joined.map((column) => dropped.compact(column));
}
