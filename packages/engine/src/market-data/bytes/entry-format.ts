/**
 * The file of a cached data set: a prelude of 64 bytes, a JSON header padded to 64 bytes, then the
 * columns as they lie in memory (little-endian), each starting at a multiple of 64 bytes. The
 * columns carry an XXH64 per block of 1 MiB, prelude and header one of their own: no byte of the
 * file goes unchecked.
 *
 * Prelude: magic u8[8], version u32, header bytes u32, data offset u64, data bytes u64, XXH64 of
 * prelude (this field 0) and padded header u8[8], zeros.
 */
import type { IHasher } from "hash-wasm";
import type { Bars, FillRule } from "../bars.js";
import type { BarFormat } from "../open/bar-formats.js";

/** Raised whenever the same source could give other bytes in the file. */
export const ENTRY_VERSION = 3;
export const PRELUDE_BYTES = 64;
export const BLOCK_BYTES = 1 << 20;

const ALIGNMENT = 64;
// a byte above 127 and a line feed show files mangled as text
const MAGIC = [0x89, 0x50, 0x4d, 0x42, 0x41, 0x52, 0x53, 0x0a];
const CHECKSUM_AT = 32;
const CHECKSUM_BYTES = 8;
const COLUMN_NAMES = ["timeIndex", "open", "high", "low", "close", "volume"] as const;

type ColumnName = (typeof COLUMN_NAMES)[number];
/** Everything about bars but their columns. */
type BarsFacts = Omit<Bars, ColumnName>;

/** What an entry was made from: enough to make it again, and to tell people. */
export interface MadeFrom {
  /** real paths and sizes at that time */
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  readonly intervalMs: number | null;
  readonly onBadRow: "error" | "skip";
  readonly priceDecimals: number | null;
  readonly table: string | null;
  /** what the files were read as, null where their content told */
  readonly format: BarFormat | null;
  readonly fill: FillRule;
}

/** Where a column starts, from the first data byte. */
export interface ColumnPlace {
  readonly name: ColumnName;
  readonly type: "i32" | "f64";
  readonly offset: number;
}

/** The JSON header. */
export interface EntryHeader {
  readonly key: string;
  /** null when bars were kept that came from no files */
  readonly madeFrom: MadeFrom | null;
  /** UTC ms */
  readonly lastOpenMs: number;
  readonly bars: BarsFacts;
  readonly columns: readonly ColumnPlace[];
  readonly blockBytes: number;
  /** XXH64 of each block of the data, 16 hex digits, the last block may be short */
  readonly blockChecksums: readonly string[];
}

export interface Prelude {
  readonly version: number;
  readonly headerBytes: number;
  readonly dataOffset: number;
  readonly dataBytes: number;
}

/** Columns of `count` rows one after the other, and the bytes they take with padding. */
export function layOut(
  count: number,
  hasVolume: boolean,
): { columns: ColumnPlace[]; bytes: number } {
  const columns: ColumnPlace[] = [];
  let bytes = 0;
  for (const name of COLUMN_NAMES) {
    if (name === "volume" && !hasVolume) continue;
    const type = name === "volume" ? "f64" : "i32";
    columns.push({ name, type, offset: bytes });
    bytes += padded(count * (type === "f64" ? 8 : 4));
  }
  return { columns, bytes };
}

/** The facts of `bars` for the header. */
export function factsOf(bars: Bars): BarsFacts {
  const { timeIndex, open, high, low, close, volume, ...facts } = bars;
  return facts;
}

/** Prelude and padded header, checksum included. */
export function encodeHead(header: EntryHeader, dataBytes: number, hasher: IHasher): Uint8Array {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const head = new Uint8Array(PRELUDE_BYTES + padded(json.length)).fill(0x20, PRELUDE_BYTES);
  head.set(MAGIC);
  head.set(json, PRELUDE_BYTES);
  const view = new DataView(head.buffer);
  view.setUint32(8, ENTRY_VERSION, true);
  view.setUint32(12, head.length - PRELUDE_BYTES, true);
  view.setBigUint64(16, BigInt(head.length), true);
  view.setBigUint64(24, BigInt(dataBytes), true);
  head.set(hasher.init().update(head).digest("binary"), CHECKSUM_AT);
  return head;
}

/** The prelude at the start of `bytes`, null when this is no cache entry. */
export function decodePrelude(bytes: Uint8Array): Prelude | null {
  if (bytes.length < PRELUDE_BYTES) return null;
  if (MAGIC.some((byte, i) => bytes[i] !== byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, PRELUDE_BYTES);
  return {
    version: view.getUint32(8, true),
    headerBytes: view.getUint32(12, true),
    dataOffset: Number(view.getBigUint64(16, true)),
    dataBytes: Number(view.getBigUint64(24, true)),
  };
}

/** The header of prelude and padded header as read, null when its checksum does not hold. */
export function decodeHeader(head: Uint8Array, hasher: IHasher): EntryHeader | null {
  const bare = head.slice();
  bare.fill(0, CHECKSUM_AT, CHECKSUM_AT + CHECKSUM_BYTES);
  const checksum = hasher.init().update(bare).digest("binary");
  if (checksum.some((byte, i) => head[CHECKSUM_AT + i] !== byte)) return null;
  return JSON.parse(new TextDecoder().decode(head.subarray(PRELUDE_BYTES))) as EntryHeader;
}

/** Bars whose columns are views of the data bytes at `byteOffset` of `buffer`, a multiple of 8. */
export function barsOver(header: EntryHeader, buffer: ArrayBufferLike, byteOffset: number): Bars {
  const { count } = header.bars;
  const columns: Partial<Record<ColumnName, Int32Array | Float64Array>> = {};
  for (const { name, type, offset } of header.columns) {
    const Column = type === "f64" ? Float64Array : Int32Array;
    columns[name] = new Column(buffer as ArrayBuffer, byteOffset + offset, count);
  }
  return { volume: null, ...header.bars, ...columns } as Bars;
}

function padded(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
