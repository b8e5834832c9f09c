/**
 * Streaming parser of the exchange's K-line layout: `open_time, open, high, low, close[, volume]`
 * first, commas, no quotes. Ordinary rows are taken straight from the bytes by a `RowTaker`; every
 * other row goes, as text, the careful way of a `RowSink`, which appends it or says what is wrong.
 */
import type { RowSink } from "./bar-rows.js";
import { CompleteLines, joinBytes } from "./complete-lines.js";
import { type CsvDialect, withoutReturn } from "./csv-dialect.js";
import { FieldSplitter } from "./field-splitter.js";
import type { CsvConsumer } from "./text-rows.js";

const LINE_FEED = 10;

/** Appends the rows it knows at sight. */
export interface RowTaker {
  /** rows appended so far, by anyone */
  readonly count: number;
  /**
   * Appends rows from `bytes[start]` on, one a line.
   * @param bytes whole lines, the last byte is a LF
   * @param line the line that starts there, from 1
   * @returns where the first row not taken starts
   */
  take(bytes: Uint8Array, start: number, line: number): number;
  /** Called once, after the last row. */
  end(): void;
}

export class ExchangeRows implements CsvConsumer {
  private readonly taker: RowTaker;
  private readonly sink: RowSink;
  private readonly splitter: FieldSplitter;
  private readonly lines: CompleteLines;
  private readonly decoder = new TextDecoder();
  private headerSeen: boolean;
  /** lines passed so far */
  private line = 0;

  constructor(file: string, dialect: CsvDialect, taker: RowTaker, sink: RowSink) {
    this.taker = taker;
    this.sink = sink;
    this.splitter = new FieldSplitter(dialect.delimiter, dialect.columnCount);
    this.headerSeen = dialect.header === null;
    this.lines = new CompleteLines(file, (bytes, start, end) => this.take(bytes, start, end));
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
    this.taker.end();
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
    this.sink.row(this.splitter.split(text), this.line, unterminated);
  }

  private fast(bytes: Uint8Array, start: number): number {
    const before = this.taker.count;
    const at = this.taker.take(bytes, start, this.line + 1);
    this.line += this.taker.count - before;
    return at;
  }
}
