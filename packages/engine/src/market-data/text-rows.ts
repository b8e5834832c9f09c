/** Reads a CSV row by row as text, for foreign dialects and for the smaller series. */
import type { RowSink } from "./bar-rows.js";
import { CompleteLines } from "./complete-lines.js";
import { type CsvDialect, withoutReturn } from "./csv-dialect.js";
import { FieldSplitter } from "./field-splitter.js";

/** Takes the bytes of one file, its byte order mark passed over. */
export interface CsvConsumer {
  push(bytes: Uint8Array): void;
  end(): void;
}

/** Feeds every row of a file, without its header and blank lines, to a sink. */
export class TextRows implements CsvConsumer {
  private readonly sink: RowSink;
  private readonly splitter: FieldSplitter;
  private readonly lines: CompleteLines;
  private readonly decoder = new TextDecoder();
  private headerSeen: boolean;
  private line = 0;

  constructor(file: string, dialect: CsvDialect, sink: RowSink) {
    this.sink = sink;
    this.splitter = new FieldSplitter(dialect.delimiter, dialect.columnCount);
    this.headerSeen = dialect.header === null;
    this.lines = new CompleteLines(file, (bytes, start, end) => {
      const text = this.decoder.decode(bytes.subarray(start, end - 1));
      for (const line of text.split("\n")) this.row(line, false);
    });
  }

  push(bytes: Uint8Array): void {
    this.lines.push(bytes);
  }

  end(): void {
    const rest = this.lines.end();
    if (rest.length > 0) this.row(this.decoder.decode(rest), true);
  }

  private row(raw: string, unterminated: boolean): void {
    this.line += 1;
    const line = withoutReturn(raw);
    if (line.trim() === "") return;
    if (!this.headerSeen) {
      this.headerSeen = true;
      return;
    }
    this.sink.row(this.splitter.split(line), this.line, unterminated);
  }
}
