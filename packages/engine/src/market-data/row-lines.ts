/** On which line of its file each row stands, kept as runs of consecutive lines. */
export class RowLines {
  /** row where a run starts, and its line */
  private readonly rows: number[] = [];
  private readonly lines: number[] = [];

  /** Notes that `row`, the next one, stands on `line`. */
  mark(row: number, line: number): void {
    const last = this.rows.length - 1;
    if (last >= 0 && this.lines[last] + (row - this.rows[last]) === line) return;
    if (last >= 0 && this.rows[last] === row) {
      this.lines[last] = line;
      return;
    }
    this.rows.push(row);
    this.lines.push(line);
  }

  /** The line of a row, counted from 1. */
  lineOf(row: number): number {
    let low = 0;
    let high = this.rows.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.rows[middle] <= row) low = middle;
      else high = middle - 1;
    }
    return this.lines[low] + (row - this.rows[low]);
  }
}
