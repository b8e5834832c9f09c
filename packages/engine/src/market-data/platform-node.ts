/** The platform of Node: node:zlib, node:crypto and yauzl. */
import { createHash } from "node:crypto";
import { pipeline, Readable } from "node:stream";
import { crc32, createGunzip } from "node:zlib";
import yauzl from "yauzl";
import { asDamagedArchive, damagedArchive } from "./damaged-archive.js";
import type { Platform, ZipArchive, ZipEntry, ZipInput } from "./platform.js";

/** Large enough that a chunk costs little beside the rows in it. */
const CHUNK_BYTES = 262_144;

export const nodePlatform: Platform = {
  createMd5() {
    const hash = createHash("md5");
    return Promise.resolve({
      update: (bytes: Uint8Array) => void hash.update(bytes),
      digest: () => hash.digest("hex"),
    });
  },
  gunzip,
  openZip,
};

async function* gunzip(chunks: AsyncIterable<Uint8Array>, file: string): AsyncIterable<Uint8Array> {
  const inflated = createGunzip({ chunkSize: CHUNK_BYTES });
  // the error reaches the loop below through `inflated`
  pipeline(Readable.from(chunks), inflated, () => undefined);
  try {
    for await (const chunk of inflated) yield chunk as Uint8Array;
  } catch (error) {
    throw asDamagedArchive(file, error);
  } finally {
    inflated.destroy();
  }
}

async function openZip(archive: ZipInput, file: string): Promise<ZipArchive> {
  const options = { lazyEntries: true, autoClose: false };
  try {
    const zip =
      "path" in archive
        ? await yauzl.openPromise(archive.path, options)
        : await yauzl.fromBufferPromise(
            Buffer.from(archive.bytes.buffer, archive.bytes.byteOffset, archive.bytes.byteLength),
            options,
          );
    const entries: ZipEntry[] = [];
    for await (const entry of zip.eachEntry()) {
      entries.push({ name: entry.fileName, open: () => inflateEntry(zip, entry, file) });
    }
    return { entries, close: () => zip.close() };
  } catch (error) {
    throw asDamagedArchive(file, error);
  }
}

async function* inflateEntry(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  file: string,
): AsyncIterable<Uint8Array> {
  if (!entry.canDecodeFileData()) {
    throw damagedArchive(
      file,
      `${entry.fileName} is encrypted or compressed by method ${entry.compressionMethod}`,
    );
  }
  let checksum = 0;
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      checksum = crc32(chunk as Uint8Array, checksum);
      yield chunk as Uint8Array;
    }
  } catch (error) {
    throw asDamagedArchive(file, error);
  }
  if (checksum !== entry.crc32) throw damagedArchive(file, `wrong checksum of ${entry.fileName}`);
}
