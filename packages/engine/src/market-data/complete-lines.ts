/** Cuts a stream of bytes into pieces of whole lines, whatever the chunks it comes in. */
import { notCsv } from "./csv-dialect.js";

/** A line longer than this is no row of numbers. */
export const LINE_BYTES_MAX = 65_536;

const LINE_FEED = 10;

/** Takes `bytes[start, end)`, whole lines that each end in LF. */
export type TakeLines = (bytes: Uint8Array, start: number, end: number) => void;

export class CompleteLines {
  private readonly file: string;
  private readonly take: TakeLines;
  private rest = new Uint8Array(0);

  constructor(file: string, take: TakeLines) {
    this.file = file;
    this.take = take;
  }

  push(chunk: Uint8Array): void {
    let start = 0;
    if (this.rest.length > 0) {
      const first = chunk.indexOf(LINE_FEED);
      const joined = joinBytes(this.rest, chunk.subarray(0, first < 0 ? chunk.length : first + 1));
      this.rest = joined;
      this.refuseLong();
      if (first < 0) return;
      start = first + 1;
      this.take(joined, 0, joined.length);
    }
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    if (end > start) this.take(chunk, start, end);
    // a copy: the source may use its chunk again
    this.rest = chunk.slice(Math.max(start, end));
    this.refuseLong();
  }

  /** The last line without its LF, empty when the file ends in one. */
  end(): Uint8Array {
    return this.rest;
  }

  private refuseLong(): void {
    if (this.rest.length <= LINE_BYTES_MAX) return;
    throw notCsv(this.file, `a line is longer than ${LINE_BYTES_MAX} bytes`);
  }
}

/** `first` and then `second` in one array. */
export function joinBytes(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
