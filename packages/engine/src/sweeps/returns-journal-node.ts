/**
 * Daily returns of rows in a file that is only ever added to, beside the journal of the rows. A record
 * is a head (magic, bytes of the key, number of returns, CRC-32 of what follows: four u32, little
 * endian), the key, and the returns as f32. What a crash has cut is passed over.
 */
import { closeSync, openSync, readSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { crc32 } from "node:zlib";

const MAGIC = 0x52_4d_50_0a;
const HEAD_BYTES = 16;
/** Bytes looked through at once for the next record. */
const PIECE_BYTES = 65_536;
const KEY_BYTES_MAX = 1024;

/** Where the returns of a row stand. */
interface Place {
  readonly offset: number;
  readonly keyBytes: number;
  readonly count: number;
  readonly crc: number;
}

function recordOf(key: string, returns: Float32Array): Buffer {
  const name = Buffer.from(key, "utf8");
  const values = Buffer.from(returns.buffer, returns.byteOffset, returns.byteLength);
  const record = Buffer.alloc(HEAD_BYTES + name.length + values.length);
  record.set(name, HEAD_BYTES);
  record.set(values, HEAD_BYTES + name.length);
  record.writeUInt32LE(MAGIC, 0);
  record.writeUInt32LE(name.length, 4);
  record.writeUInt32LE(returns.length, 8);
  record.writeUInt32LE(crc32(record.subarray(HEAD_BYTES)), 12);
  return record;
}

export class ReturnsJournal {
  readonly #file: FileHandle;
  readonly #descriptor: number;
  readonly #places = new Map<string, Place>();

  private constructor(file: FileHandle, descriptor: number) {
    this.#file = file;
    this.#descriptor = descriptor;
  }

  /** Opens the file, which is made when it is missing. */
  static async open(path: string): Promise<ReturnsJournal> {
    const file = await open(path, "a");
    let journal: ReturnsJournal;
    try {
      journal = new ReturnsJournal(file, openSync(path, "r"));
    } catch (error) {
      await file.close();
      throw error;
    }
    journal.#index((await file.stat()).size);
    return journal;
  }

  #read(offset: number, bytes: number): Buffer {
    const buffer = Buffer.alloc(bytes);
    return buffer.subarray(0, readSync(this.#descriptor, buffer, 0, bytes, offset));
  }

  #index(size: number): void {
    let at = 0;
    while (at + HEAD_BYTES <= size) {
      const head = this.#read(at, HEAD_BYTES + KEY_BYTES_MAX);
      const keyBytes = head.readUInt32LE(4);
      const count = head.readUInt32LE(8);
      const end = at + HEAD_BYTES + keyBytes + count * 4;
      if (head.readUInt32LE(0) !== MAGIC || keyBytes > KEY_BYTES_MAX || end > size) {
        at = this.#nextRecord(at + 1, size);
        continue;
      }
      const key = head.toString("utf8", HEAD_BYTES, HEAD_BYTES + keyBytes);
      const crc = head.readUInt32LE(12);
      this.#places.set(key, { offset: at + HEAD_BYTES, keyBytes, count, crc });
      at = end;
    }
  }

  /** Where the next record may begin; `size` when there is none. */
  #nextRecord(from: number, size: number): number {
    const magic = Buffer.alloc(4);
    magic.writeUInt32LE(MAGIC);
    for (let at = from; at < size; at += PIECE_BYTES - magic.length + 1) {
      const found = this.#read(at, PIECE_BYTES).indexOf(magic);
      if (found >= 0) return at + found;
    }
    return size;
  }

  /** The returns of a row; null when they are not there, or not as they were written. */
  get(key: string): Float32Array | null {
    const place = this.#places.get(key);
    if (place === undefined) return null;
    const { offset, keyBytes, count, crc } = place;
    const bytes = this.#read(offset, keyBytes + count * 4);
    if (bytes.length !== keyBytes + count * 4 || crc32(bytes) !== crc) return null;
    const returns = new Float32Array(count);
    new Uint8Array(returns.buffer).set(bytes.subarray(keyBytes));
    return returns;
  }

  /** Adds a record, in one call, which other processes that add to the file do not interrupt. */
  async put(key: string, returns: Float32Array): Promise<void> {
    await this.#file.appendFile(recordOf(key, returns));
  }

  datasync(): Promise<void> {
    return this.#file.datasync();
  }

  async close(): Promise<void> {
    closeSync(this.#descriptor);
    await this.#file.close();
  }
}
