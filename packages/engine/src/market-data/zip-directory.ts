/**
 * The central directory of a zip archive held in memory. fflate inflates but neither checks CRCs nor
 * cleans names, so the browser reads what it needs for both here. No zip64: 4 GB do not fit in a tab.
 */
import { damagedArchive } from "./damaged-archive.js";

export interface ZipRecord {
  /** path without leading slashes, drive letters and `..` */
  readonly name: string;
  readonly encrypted: boolean;
  /** 0 stored, 8 deflated */
  readonly method: number;
  readonly crc32: number;
  /** bytes of the file once inflated */
  readonly size: number;
  /** the file's compressed bytes */
  readonly data: Uint8Array;
}

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const COMMENT_BYTES_MAX = 65_535;
const RECORD_SIGNATURE = 0x02014b50;
const RECORD_BYTES = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;

/** All records of the archive. Throws `BARS_TRUNCATED`. */
export function readZipDirectory(bytes: Uint8Array, file: string): ZipRecord[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end < 0) throw damagedArchive(file, "its directory is missing");
  const count = view.getUint16(end + 10, true);
  const records: ZipRecord[] = [];
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index += 1) {
    if (at + RECORD_BYTES > bytes.length || view.getUint32(at, true) !== RECORD_SIGNATURE) {
      throw damagedArchive(file, "its directory is broken");
    }
    const nameBytes = view.getUint16(at + 28, true);
    const name = bytes.subarray(at + RECORD_BYTES, at + RECORD_BYTES + nameBytes);
    records.push({
      name: cleanName(new TextDecoder().decode(name)),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      crc32: view.getUint32(at + 16, true),
      size: view.getUint32(at + 24, true),
      data: dataOf(view, bytes, at, file),
    });
    at += RECORD_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return records;
}

/** The end record is last, but for a comment of any length. */
function findEnd(view: DataView): number {
  const from = Math.max(0, view.byteLength - END_BYTES - COMMENT_BYTES_MAX);
  for (let at = view.byteLength - END_BYTES; at >= from; at -= 1) {
    if (view.getUint32(at, true) === END_SIGNATURE) return at;
  }
  return -1;
}

function dataOf(view: DataView, bytes: Uint8Array, record: number, file: string): Uint8Array {
  const local = view.getUint32(record + 42, true);
  if (local + LOCAL_BYTES > bytes.length || view.getUint32(local, true) !== LOCAL_SIGNATURE) {
    throw damagedArchive(file, "a file in it is missing");
  }
  const start =
    local + LOCAL_BYTES + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  const end = start + view.getUint32(record + 20, true);
  if (end > bytes.length) throw damagedArchive(file, "a file in it is cut short");
  return bytes.subarray(start, end);
}

function cleanName(name: string): string {
  const parts = name
    .replace(/\\/g, "/")
    .replace(/^[A-Za-z]:/, "")
    .split("/");
  const folder = name.endsWith("/") ? "/" : "";
  return parts.filter((part) => part !== "" && part !== "." && part !== "..").join("/") + folder;
}
