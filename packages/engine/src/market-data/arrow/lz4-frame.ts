/**
 * LZ4 frames, as Arrow files are compressed with by default. Blocks may refer to the ones before.
 * Checksums in the frame are passed over: Arrow writes none, and lengths are checked throughout.
 */

const MAGIC = 0x184d2204;
const HAS_BLOCK_CHECKSUM = 0x10;
const HAS_CONTENT_SIZE = 0x08;
const HAS_DICTIONARY = 0x01;
const STORED = 0x80000000;
const MATCH_BYTES_MIN = 4;

/**
 * The content of a frame.
 * @param length bytes that it must have
 * @throws RangeError when the frame is damaged, longer or shorter
 */
export function decodeLz4Frame(frame: Uint8Array, length: number): Uint8Array {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (frame.length < 11 || view.getUint32(0, true) !== MAGIC) throw new RangeError("no LZ4 frame");
  const flags = frame[4];
  if ((flags & HAS_DICTIONARY) !== 0) throw new RangeError("LZ4 with a dictionary");
  const into = new Uint8Array(length);
  let at = (flags & HAS_CONTENT_SIZE) !== 0 ? 15 : 7;
  let written = 0;
  for (;;) {
    const size = view.getUint32(at, true);
    at += 4;
    if (size === 0) break;
    const bytes = size & 0x7fffffff;
    if (at + bytes > frame.length) throw new RangeError("an LZ4 block is cut short");
    const block = frame.subarray(at, at + bytes);
    if (size >= STORED) {
      into.set(block, written);
      written += bytes;
    } else written = decodeBlock(block, into, written);
    at += bytes + ((flags & HAS_BLOCK_CHECKSUM) !== 0 ? 4 : 0);
  }
  if (written !== length) throw new RangeError(`LZ4 gives ${written} of ${length} bytes`);
  return into;
}

/** Decodes one block to `into[start ...]`; returns where it ends. */
function decodeBlock(block: Uint8Array, into: Uint8Array, start: number): number {
  let at = 0;
  let to = start;
  /** The rest of a length whose first four bits are full. */
  const more = (first: number): number => {
    let length = first;
    if (first !== 15) return length;
    for (;;) {
      if (at >= block.length) throw new RangeError("an LZ4 length is cut short");
      const byte = block[at];
      at += 1;
      length += byte;
      if (byte !== 255) return length;
    }
  };
  while (at < block.length) {
    const token = block[at];
    at += 1;
    const literals = more(token >> 4);
    if (at + literals > block.length || to + literals > into.length) {
      throw new RangeError("LZ4 literals reach too far");
    }
    into.set(block.subarray(at, at + literals), to);
    at += literals;
    to += literals;
    // the last sequence has no match
    if (at === block.length) break;
    const distance = block[at] | (block[at + 1] << 8);
    at += 2;
    const length = more(token & 15) + MATCH_BYTES_MIN;
    if (at > block.length || distance === 0 || distance > to || to + length > into.length) {
      throw new RangeError("an LZ4 match reaches too far");
    }
    // a match may overlap itself, so it is copied byte by byte
    for (let end = to + length; to < end; to += 1) into[to] = into[to - distance];
  }
  return to;
}
