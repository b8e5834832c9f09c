/** What the readers of binary formats and JSON give their rows to, whatever is made of them. */
import type { ColumnValues, TimeUnit } from "./column-values.js";

/** Takes the files of a source. */
export interface ColumnSink {
  /** what is made of the rows: a file may be one and not the other */
  readonly makes: "bars" | "series";
  /** rows taken so far, for progress */
  readonly rows: number;
  /** The number of the column that holds the times, by its name; -1 without. */
  timeColumn(names: readonly string[]): number;
  /**
   * The sink of one file.
   * @param names all columns of the file in its order; which one holds what is found by name
   * @param table path of the table among several of a file; null where a file is one table
   * @throws BARS_BAD_ROW, FUNDING_BAD_ROW when a needed column is missing; FORMAT_UNSUPPORTED when the
   *   columns do not tell what they are
   */
  openFile(file: string, names: readonly string[], table?: string | null): ColumnFileSink;
}

/** Takes the rows of one file, piece by piece in the file's order. */
export interface ColumnFileSink {
  /** numbers of the columns of the file that are wanted, the times first */
  readonly wanted: readonly number[];
  /**
   * Appends rows.
   * @param timeUnit how the times count; null: by the magnitude of each value
   * @param columns values of the wanted columns in their order, `rows` of each at least
   * @throws BARS_*, FUNDING_BAD_ROW for a bad row unless bad rows are skipped, ABORTED
   */
  take(rows: number, timeUnit: TimeUnit | null, columns: readonly ColumnValues[]): void;
}
