/**
 * Looks at the metadata of an Arrow file before it is decoded: the decoder believes every count it
 * finds there, so a damaged one could make it fill the memory. What does not fit is a RangeError.
 */

const CONTINUATION = -1;
const SCHEMA = 1;
const DICTIONARY = 2;
const RECORDS = 3;
const UNION = 14;
const BLOCK_BYTES = 24;
/** More entries, or bytes of text, than any table of bars has. */
const WORK_MAX = 4_000_000;
const DEPTH_MAX = 32;

/** @throws RangeError when a message, a count or a place in it cannot be */
export function checkMessages(bytes: Uint8Array, isFile: boolean): void {
  if (!isFile) {
    for (let at = 0; at < bytes.length; ) {
      const next = checkMessage(bytes, at);
      if (next === null) return;
      at = next;
    }
    return;
  }
  const view = viewOf(bytes, 0, bytes.length);
  const footerBytes = view.getInt32(bytes.length - 10, true);
  const start = bytes.length - 10 - footerBytes;
  if (footerBytes <= 0 || start < 8) throw new RangeError("a footer that is not there");
  const footer = new FlatBuffer(viewOf(bytes, start, footerBytes));
  const table = footer.table(0);
  footer.schema(table.at(6));
  footer.pairs(table.at(12));
  for (const slot of [8, 10]) {
    for (const block of footer.vector(table.at(slot), BLOCK_BYTES)) {
      checkMessage(bytes, footer.int64(block));
    }
  }
}

/** Checks the message at `start`; returns where the next one is, null at the end of all. */
function checkMessage(bytes: Uint8Array, start: number): number | null {
  const view = viewOf(bytes, 0, bytes.length);
  if (!(start >= 0 && start < bytes.length)) throw new RangeError("a message that is not there");
  let at = start;
  let length = view.getInt32(at, true);
  at += 4;
  if (length === CONTINUATION) {
    length = view.getInt32(at, true);
    at += 4;
  }
  if (length === 0) return null;
  if (length < 0) throw new RangeError(`a message of ${length} bytes`);
  const message = new FlatBuffer(viewOf(bytes, at, length));
  at += length;
  const table = message.table(0);
  const isOld = table.at(4) === 0 || message.int16(table.at(4)) < 3;
  const bodyBytes = table.at(10) === 0 ? 0 : message.int64(table.at(10));
  if (!(bodyBytes >= 0 && at + bodyBytes <= bytes.length)) throw new RangeError("a body too long");
  const kind = table.at(6) === 0 ? 0 : message.uint8(table.at(6));
  const header = table.at(8);
  if (kind === SCHEMA) message.schema(header);
  else if (kind === RECORDS) message.records(header, isOld, bodyBytes);
  else if (kind === DICTIONARY) message.records(message.table(header).at(6), isOld, bodyBytes);
  return at + bodyBytes;
}

function viewOf(bytes: Uint8Array, start: number, length: number): DataView {
  if (start + length > bytes.length) throw new RangeError("metadata longer than the file");
  return new DataView(bytes.buffer, bytes.byteOffset + start, length);
}

interface FlatTable {
  /** where the value of a slot lies, 0 when there is none */
  at(slot: number): number;
}

/** One buffer of tables that refer to each other; its view refuses places outside of it. */
class FlatBuffer {
  private readonly view: DataView;
  private work = 0;

  constructor(view: DataView) {
    this.view = view;
  }

  uint8(at: number): number {
    return this.view.getUint8(at);
  }

  int16(at: number): number {
    return this.view.getInt16(at, true);
  }

  int64(at: number): number {
    return Number(this.view.getBigInt64(at, true));
  }

  table(at: number): FlatTable {
    const place = at + this.view.getInt32(at, true);
    const slots = place - this.view.getInt32(place, true);
    const bytes = this.int16(slots);
    return {
      at: (slot) => {
        const offset = slot < bytes ? this.int16(slots + slot) : 0;
        return offset === 0 ? 0 : place + offset;
      },
    };
  }

  /** Where the entries of a vector lie. */
  vector(at: number, stride: number): number[] {
    if (at === 0) return [];
    const base = at + this.view.getInt32(at, true);
    const count = this.view.getInt32(base, true);
    if (count < 0 || base + 4 + count * stride > this.view.byteLength) {
      throw new RangeError(`a list of ${count} entries`);
    }
    this.spend(count);
    return Array.from({ length: count }, (_, entry) => base + 4 + entry * stride);
  }

  /** Names with values. */
  pairs(at: number): void {
    for (const entry of this.vector(at, 4)) {
      const pair = this.table(entry);
      this.text(pair.at(4));
      this.text(pair.at(6));
    }
  }

  schema(at: number): void {
    const table = this.table(at);
    this.fields(table.at(6), 0);
    this.pairs(table.at(8));
  }

  /** A batch of rows: its lists, and that its buffers lie in the body. */
  records(at: number, isOld: boolean, bodyBytes: number): void {
    const table = this.table(at);
    this.vector(table.at(6), 16);
    const before = isOld ? 8 : 0;
    const buffers = this.vector(table.at(8), 16 + before);
    for (const buffer of buffers) {
      const offset = this.int64(buffer + before);
      const length = this.int64(buffer + before + 8);
      if (!(offset >= 0 && length >= 0 && offset + length <= bodyBytes)) {
        throw new RangeError("a column outside of its batch");
      }
    }
    for (const count of this.vector(table.at(12), 8)) {
      const views = this.int64(count);
      if (!(views >= 0 && views <= buffers.length))
        throw new RangeError(`${views} buffers of views`);
    }
  }

  private fields(at: number, depth: number): void {
    if (depth > DEPTH_MAX) throw new RangeError("columns nested too deeply");
    for (const entry of this.vector(at, 4)) {
      const field = this.table(entry);
      this.text(field.at(4));
      if (field.at(8) !== 0 && this.uint8(field.at(8)) === UNION && field.at(10) !== 0) {
        this.vector(this.table(field.at(10)).at(6), 4);
      }
      this.fields(field.at(14), depth + 1);
      this.pairs(field.at(16));
    }
  }

  private text(at: number): void {
    if (at === 0) return;
    const length = this.view.getInt32(at + this.view.getInt32(at, true), true);
    if (length < 0) throw new RangeError(`a text of ${length} bytes`);
    this.spend(Math.min(length, this.view.byteLength));
  }

  private spend(work: number): void {
    this.work += work;
    if (this.work > WORK_MAX) throw new RangeError("metadata that never ends");
  }
}
