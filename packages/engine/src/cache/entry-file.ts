/** Reads and writes the file of one cached data set, checking every byte on the way in. */
import type { FileHandle } from "node:fs/promises";
import { open } from "node:fs/promises";
import { createXXHash64, type IHasher } from "hash-wasm";
import type { Bars } from "../market-data/bars.js";
import { dataBlocks, entryHeader } from "../market-data/bytes/entry-bytes.js";
import {
  BLOCK_BYTES,
  barsOver,
  decodeHeader,
  decodePrelude,
  ENTRY_VERSION,
  type EntryHeader,
  encodeHead,
  layOut,
  type MadeFrom,
  PRELUDE_BYTES,
} from "../market-data/bytes/entry-format.js";
import { writeAtomically } from "./atomic-file.js";

/** Memory for the columns of an entry: `byteLength` bytes at `byteOffset`, a multiple of 8. */
interface ColumnMemory {
  readonly buffer: ArrayBufferLike;
  readonly byteOffset: number;
}

/** Gives memory for `byteLength` bytes of columns; it must stay attached until the bars are there. */
export type AllocateColumns = (byteLength: number) => ColumnMemory;

export type EntryRead =
  | { readonly state: "whole"; readonly bars: Bars }
  | { readonly state: "absent" }
  | { readonly state: "outdated"; readonly reason: string }
  | { readonly state: "damaged"; readonly reason: string };

// most headers come with the first read
const HEAD_READ_BYTES = 1 << 16;
// a part is read while the one before it is checked
const PART_BYTES = 4 * BLOCK_BYTES;

/** The header of an entry, its columns not looked at. */
export type EntryHead =
  | { readonly state: "whole"; readonly header: EntryHeader; readonly dataOffset: number }
  | Exclude<EntryRead, { readonly state: "whole" }>;

/**
 * The bars of the entry at `path`, only when every checksum holds and the entry is that of `key`.
 * Throws what the file system throws, but for a file that is not there.
 */
export async function readEntry(
  path: string,
  key: string,
  allocate: AllocateColumns = ownMemory,
): Promise<EntryRead> {
  const hasher = await createXXHash64();
  return withEntry(path, async (file) => {
    const head = await readHead(file, key, hasher);
    if (head.state !== "whole") return head;
    const { header, dataOffset } = head;
    const { bytes } = layOut(header.bars.count, hasVolume(header));
    const memory = allocate(bytes);
    const data = new Uint8Array(memory.buffer, memory.byteOffset, bytes);
    const badBlock = await readData(file, data, dataOffset, header, hasher);
    if (badBlock >= 0)
      return { state: "damaged", reason: `the checksum of block ${badBlock} is wrong` };
    return { state: "whole", bars: barsOver(header, memory.buffer, memory.byteOffset) };
  });
}

/**
 * What the entry at `path` says of itself, its header checked and its columns not.
 * Throws what the file system throws, but for a file that is not there.
 */
export async function readEntryHead(path: string, key: string): Promise<EntryHead> {
  const hasher = await createXXHash64();
  return withEntry(path, (file) => readHead(file, key, hasher));
}

async function withEntry<Read>(
  path: string,
  read: (file: FileHandle) => Promise<Read>,
): Promise<Read | { readonly state: "absent" }> {
  let file: FileHandle;
  try {
    file = await open(path, "r");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { state: "absent" };
    throw error;
  }
  try {
    return await read(file);
  } finally {
    await file.close();
  }
}

async function readHead(file: FileHandle, key: string, hasher: IHasher): Promise<EntryHead> {
  const { size } = await file.stat();
  const first = new Uint8Array(Math.min(size, HEAD_READ_BYTES));
  await readFully(file, first, 0);
  const prelude = decodePrelude(first);
  if (prelude === null) return { state: "damaged", reason: "it does not start as an entry does" };
  const { version, headerBytes, dataOffset, dataBytes } = prelude;
  if (version !== ENTRY_VERSION) {
    return { state: "outdated", reason: `its format is ${version}, not ${ENTRY_VERSION}` };
  }
  if (dataOffset !== PRELUDE_BYTES + headerBytes || dataOffset + dataBytes !== size) {
    return { state: "damaged", reason: `it has ${size} bytes, not ${dataOffset + dataBytes}` };
  }
  const head =
    first.length < dataOffset ? new Uint8Array(dataOffset) : first.subarray(0, dataOffset);
  if (head !== first && head.length > first.length) await readFully(file, head, 0);
  const header = decodeHeader(head, hasher);
  if (header === null) return { state: "damaged", reason: "the checksum of its header is wrong" };
  if (header.key !== key) return { state: "outdated", reason: `it is the entry of ${header.key}` };
  return { state: "whole", header, dataOffset };
}

function hasVolume(header: EntryHeader): boolean {
  return header.columns.some(({ name }) => name === "volume");
}

// returns the first block whose checksum is wrong, -1 when all are right
async function readData(
  file: FileHandle,
  data: Uint8Array,
  dataOffset: number,
  header: EntryHeader,
  hasher: IHasher,
): Promise<number> {
  const { blockBytes, blockChecksums } = header;
  const part = (from: number) => data.subarray(from, from + PART_BYTES);
  let reading = readFully(file, part(0), dataOffset);
  for (let from = 0; from < data.length; from += PART_BYTES) {
    await reading;
    const next = from + PART_BYTES;
    if (next < data.length) reading = readFully(file, part(next), dataOffset + next);
    const here = part(from);
    for (let at = 0; at < here.length; at += blockBytes) {
      const block = (from + at) / blockBytes;
      const checksum = hasher
        .init()
        .update(here.subarray(at, at + blockBytes))
        .digest();
      if (checksum === blockChecksums[block]) continue;
      await reading;
      return block;
    }
  }
  return -1;
}

async function readFully(file: FileHandle, into: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < into.length) {
    const { bytesRead } = await file.read(into, done, into.length - done, position + done);
    if (bytesRead === 0) throw new Error(`the file ended at byte ${position + done}`);
    done += bytesRead;
  }
}

function ownMemory(byteLength: number): ColumnMemory {
  return { buffer: new ArrayBuffer(byteLength), byteOffset: 0 };
}

/** Writes the entry of `key`; it appears under `path` whole or not at all. */
export async function writeEntry(
  path: string,
  key: string,
  bars: Bars,
  madeFrom: MadeFrom | null = null,
): Promise<void> {
  const hasher = await createXXHash64();
  const { columns, bytes } = layOut(bars.count, bars.volume !== null);
  const blocks = Math.ceil(bytes / BLOCK_BYTES);
  const head = (checksums: readonly string[]): Uint8Array =>
    encodeHead(entryHeader(key, bars, madeFrom, columns, checksums), bytes, hasher);
  // checksums have a fixed width, so the data can go first and the header, complete, last
  const draft = head(new Array<string>(blocks).fill("0".repeat(16)));
  await writeAtomically(path, async (file) => {
    const checksums: string[] = [];
    let position = draft.length;
    for (const block of dataBlocks(bars, columns, bytes)) {
      checksums.push(hasher.init().update(block).digest());
      await writeFully(file, block, position);
      position += block.length;
    }
    await writeFully(file, head(checksums), 0);
  });
}

async function writeFully(file: FileHandle, from: Uint8Array, position: number): Promise<void> {
  let done = 0;
  while (done < from.length) {
    const { bytesWritten } = await file.write(from, done, from.length - done, position + done);
    done += bytesWritten;
  }
}
