/** The bytes of bars in the format of cache entries: written to files, and sent to browsers. */
import { createXXHash64, type IHasher } from "hash-wasm";
import { PerpmillError } from "../../errors.js";
import { type Bars, openTimeMs } from "../bars.js";
import {
  BLOCK_BYTES,
  barsOver,
  decodeHeader,
  decodePrelude,
  ENTRY_VERSION,
  type EntryHeader,
  encodeHead,
  factsOf,
  layOut,
  type MadeFrom,
  PRELUDE_BYTES,
} from "./entry-format.js";

/** Columns start at multiples of this many bytes. */
const ALIGNMENT = 8;

/** The header of an entry. */
export function entryHeader(
  key: string,
  bars: Bars,
  madeFrom: MadeFrom | null,
  columns: EntryHeader["columns"],
  blockChecksums: readonly string[],
): EntryHeader {
  return {
    key,
    madeFrom,
    lastOpenMs: openTimeMs(bars, bars.count - 1),
    bars: factsOf(bars),
    columns,
    blockBytes: BLOCK_BYTES,
    blockChecksums,
  };
}

/** The columns and their padding as one run of bytes, a block at a time in the same buffer. */
export function* dataBlocks(
  bars: Bars,
  columns: EntryHeader["columns"],
  bytes: number,
): Generator<Uint8Array> {
  const block = new Uint8Array(BLOCK_BYTES);
  for (let from = 0; from < bytes; from += BLOCK_BYTES) {
    const length = Math.min(BLOCK_BYTES, bytes - from);
    block.fill(0);
    for (const { name, offset } of columns) {
      const column = bars[name];
      if (column === null) continue;
      const source = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
      const start = Math.max(from, offset);
      const end = Math.min(from + length, offset + source.length);
      if (start < end) block.set(source.subarray(start - offset, end - offset), start - from);
    }
    yield block.subarray(0, length);
  }
}

/**
 * The bytes of an entry of its own, which does not tell what the bars were made from.
 * @yields pieces, each in the same memory as the one before
 */
export async function* encodeBars(bars: Bars): AsyncGenerator<Uint8Array> {
  const hasher = await createXXHash64();
  const { columns, bytes } = layOut(bars.count, bars.volume !== null);
  const checksums: string[] = [];
  for (const block of dataBlocks(bars, columns, bytes)) {
    checksums.push(hasher.init().update(block).digest());
  }
  const key = bars.source.md5 ?? "";
  yield encodeHead(entryHeader(key, bars, null, columns, checksums), bytes, hasher);
  yield* dataBlocks(bars, columns, bytes);
}

/**
 * The bars of such bytes, every checksum checked.
 * @throws CACHE_DAMAGED
 */
export async function decodeBars(bytes: Uint8Array): Promise<Bars> {
  const hasher = await createXXHash64();
  const prelude = decodePrelude(bytes);
  if (prelude === null) throw damaged("they do not start as bars in columns do");
  const { version, headerBytes, dataOffset, dataBytes } = prelude;
  if (version !== ENTRY_VERSION) throw damaged(`their format is ${version}, not ${ENTRY_VERSION}`);
  if (dataOffset !== PRELUDE_BYTES + headerBytes || dataOffset + dataBytes !== bytes.length) {
    throw damaged(`there are ${bytes.length} bytes, not ${dataOffset + dataBytes}`);
  }
  const header = decodeHeader(bytes.subarray(0, dataOffset), hasher);
  if (header === null) throw damaged("the checksum of the header is wrong");
  const data = bytes.subarray(dataOffset);
  const badBlock = firstBadBlock(data, header, hasher);
  if (badBlock >= 0) throw damaged(`the checksum of block ${badBlock} is wrong`);
  const { buffer, byteOffset } = data.byteOffset % ALIGNMENT === 0 ? data : data.slice();
  return barsOver(header, buffer, byteOffset);
}

function firstBadBlock(data: Uint8Array, header: EntryHeader, hasher: IHasher): number {
  const { blockBytes, blockChecksums } = header;
  return blockChecksums.findIndex((checksum, block) => {
    const bytes = data.subarray(block * blockBytes, (block + 1) * blockBytes);
    return hasher.init().update(bytes).digest() !== checksum;
  });
}

function damaged(reason: string): PerpmillError {
  return new PerpmillError("CACHE_DAMAGED", {
    message: `these bytes are not whole bars: ${reason}`,
    hint: "Fetch or make them again.",
  });
}
