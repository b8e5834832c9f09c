/**
 * Streaming parser of the exchange's K-line layout: `open_time, open, high, low, close[, volume]`
 * first, commas, no quotes. Ordinary rows are taken from the bytes by `ordinary-rows.ts`; every
 * other row goes, as text, the careful way of `bar-rows.ts`, which appends it or says what is wrong.
 */
import type { BadRows } from "./bad-rows.js";
import type { BarColumns } from "./bar-columns.js";
import { BarRows } from "./bar-rows.js";
import type { BarsLayout } from "./bars-layout.js";
import { CompleteLines, joinBytes } from "./complete-lines.js";
import { withoutReturn } from "./csv-dialect.js";
import { type OrdinaryRows, takeOrdinaryRows } from "./ordinary-rows.js";
import type { CsvConsumer } from "./text-rows.js";

const LINE_FEED = 10;

export class BarsParser implements CsvConsumer {
  private readonly columns: BarColumns;
  private readonly careful: BarRows;
  private readonly rules: OrdinaryRows;
  private readonly lines: CompleteLines;
  private readonly decoder = new TextDecoder();
  private headerSeen: boolean;
  /** lines taken so far */
  private line = 0;

  constructor(columns: BarColumns, layout: BarsLayout, bad: BadRows, fixedDecimals: number | null) {
    this.columns = columns;
    this.careful = new BarRows(columns, layout, bad, fixedDecimals);
    this.rules = { separators: layout.columnCount - 1, rounded: fixedDecimals !== null };
    this.headerSeen = layout.names.length === 0;
    this.lines = new CompleteLines(columns.file, (bytes, start, end) =>
      this.take(bytes, start, end),
    );
  }

  push(bytes: Uint8Array): void {
    this.lines.push(bytes);
  }

  end(): void {
    const rest = this.lines.end();
    if (rest.length > 0) {
      const line = joinBytes(rest, Uint8Array.of(LINE_FEED));
      const at = this.headerSeen ? this.fast(line, 0) : 0;
      if (at === 0) this.slow(rest, true);
    }
    this.columns.trim();
  }

  private take(bytes: Uint8Array, start: number, end: number): void {
    const piece = bytes.subarray(start, end);
    let at = 0;
    while (at < piece.length) {
      const reached = this.headerSeen ? this.fast(piece, at) : at;
      if (reached === at) {
        const next = piece.indexOf(LINE_FEED, at);
        this.slow(piece.subarray(at, next), false);
        at = next + 1;
      } else at = reached;
    }
  }

  private slow(bytes: Uint8Array, unterminated: boolean): void {
    this.line += 1;
    const text = withoutReturn(this.decoder.decode(bytes));
    if (text.trim() === "") return;
    if (!this.headerSeen) {
      this.headerSeen = true;
      return;
    }
    const fields = text.split(",").map((field) => field.trim());
    this.careful.row(fields, this.line, unterminated);
  }

  /** Appends ordinary rows; returns where the first row not taken starts. */
  private fast(bytes: Uint8Array, start: number): number {
    this.columns.lines.mark(this.columns.count, this.line + 1);
    const before = this.columns.count;
    const at = takeOrdinaryRows(this.columns, bytes, start, this.rules);
    this.line += this.columns.count - before;
    return at;
  }
}
