/** Rows that come live, as lines of CSV. */

/** How rows of one kind are written and read. */
export interface RowFormat<Row> {
  /** first line of a file of such rows */
  readonly header: string;
  /** UTC ms; rows of a series are told apart by it */
  readonly timeMs: (row: Row) => number;
  /** without its line feed */
  readonly line: (row: Row) => string;
  /** null when the line is no such row */
  readonly ofLine: (line: string) => Row | null;
}

/** Rows as a CSV file, the header first. */
export function csvOfRows<Row>({ header, line }: RowFormat<Row>, rows: readonly Row[]): string {
  return `${header}\n${rows.map((row) => `${line(row)}\n`).join("")}`;
}
