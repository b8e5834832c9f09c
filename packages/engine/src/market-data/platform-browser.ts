/** The platform of browsers: fflate and hash-wasm. It runs in Node too, where the tests compare both. */
import { Gunzip, Inflate } from "fflate";
import { createCRC32, createMD5, type IHasher } from "hash-wasm";
import { asDamagedArchive, damagedArchive } from "./damaged-archive.js";
import type { Md5, Platform, ZipArchive, ZipInput } from "./platform.js";
import { readZipDirectory, type ZipRecord } from "./zip-directory.js";

/** Input per call of the inflater: what one call gives back stays under some 70 MB whatever is packed. */
const PIECE_BYTES = 65_536;
const GZIP_TRAILER_BYTES = 8;

export const browserPlatform: Platform = {
  async createMd5(): Promise<Md5> {
    const hash = await createMD5();
    hash.init();
    return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest("hex") };
  },
  gunzip,
  openZip,
};

async function* gunzip(chunks: AsyncIterable<Uint8Array>, file: string): AsyncIterable<Uint8Array> {
  const inflated = new Inflated(await createCRC32());
  const gunzip = new Gunzip((data) => inflated.take(data));
  gunzip.onmember = () => inflated.restart();
  let trailer = new Uint8Array(0);
  try {
    for await (const chunk of chunks) {
      for (const piece of piecesOf(chunk)) {
        gunzip.push(piece, false);
        yield* inflated.given();
      }
      trailer = lastBytes(trailer, chunk);
    }
    gunzip.push(new Uint8Array(0), true);
    yield* inflated.given();
  } catch (error) {
    throw asDamagedArchive(file, error);
  }
  if (trailer.length < GZIP_TRAILER_BYTES) throw damagedArchive(file, "unexpected end of file");
  const view = new DataView(trailer.buffer);
  if (!inflated.is(view.getUint32(0, true), view.getUint32(4, true))) {
    throw damagedArchive(file, "unexpected end of file or wrong checksum");
  }
}

function openZip(archive: ZipInput, file: string): Promise<ZipArchive> {
  if ("path" in archive) throw new TypeError("a browser has no paths");
  const records = readZipDirectory(archive.bytes, file);
  const entries = records.map((record) => ({
    name: record.name,
    open: () => inflateRecord(record, file),
  }));
  return Promise.resolve({ entries, close: () => undefined });
}

async function* inflateRecord(record: ZipRecord, file: string): AsyncIterable<Uint8Array> {
  const { name, method, data } = record;
  if (record.encrypted || (method !== 0 && method !== 8)) {
    throw damagedArchive(file, `${name} is encrypted or compressed by method ${method}`);
  }
  const inflated = new Inflated(await createCRC32());
  const inflate = new Inflate((piece) => inflated.take(piece));
  try {
    for (const piece of piecesOf(data)) {
      if (method === 8) inflate.push(piece, false);
      else inflated.take(piece);
      yield* inflated.given();
      if (inflated.length > record.size)
        throw damagedArchive(file, `${name} is larger than it says`);
    }
  } catch (error) {
    throw asDamagedArchive(file, error);
  }
  if (!inflated.is(record.crc32, record.size))
    throw damagedArchive(file, `wrong checksum of ${name}`);
}

/** Output of an inflater that hands it over by callback, with its CRC and length. */
class Inflated {
  length = 0;
  private readonly crc: IHasher;
  private pieces: Uint8Array[] = [];

  constructor(crc: IHasher) {
    this.crc = crc;
    crc.init();
  }

  take(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.crc.update(piece);
    this.length += piece.length;
    this.pieces.push(piece);
  }

  /** A gzip file may be several, one after the other; each has a checksum of its own. */
  restart(): void {
    this.crc.init();
    this.length = 0;
  }

  /** What has come since the last call. */
  given(): Uint8Array[] {
    const pieces = this.pieces;
    this.pieces = [];
    return pieces;
  }

  is(crc32: number, lengthModulo32: number): boolean {
    return (
      Number.parseInt(this.crc.digest("hex"), 16) === crc32 && this.length >>> 0 === lengthModulo32
    );
  }
}

function* piecesOf(bytes: Uint8Array): Iterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.subarray(at, at + PIECE_BYTES);
}

function lastBytes(before: Uint8Array, chunk: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(Math.min(GZIP_TRAILER_BYTES, before.length + chunk.length));
  const fresh = chunk.subarray(-both.length);
  both.set(before.subarray(before.length - (both.length - fresh.length)));
  both.set(fresh, both.length - fresh.length);
  return both;
}
