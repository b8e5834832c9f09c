/** Bars from Arrow IPC: files (which Feather 2 is, as freqtrade writes it) and streams, plain, lz4 or zstd. */
import type { Table } from "@uwdata/flechette";
import type { ColumnSink } from "../columns/column-sink.js";
import { asDamagedFormat, damagedFormat } from "../damaged-format.js";
import { checkUnpacked } from "../unpacked-size.js";
import { cellsOf, timeUnitOf } from "./arrow-cells.js";
import { checkMessages } from "./check-messages.js";
import { decodeLz4Frame } from "./lz4-frame.js";

/** The name pandas gives the times when they are an index without a name. */
const PANDAS_INDEX = "__index_level_0__";
const LENGTH_BYTES = 8;
/** Bytes of a value in memory, at most. */
const VALUE_BYTES = 16;

type Flechette = typeof import("@uwdata/flechette");

/**
 * Gives the rows of one file to a sink.
 * @param bytes the whole file
 * @throws FORMAT_DAMAGED, ARCHIVE_TOO_LARGE, and BARS_* for what its rows say
 */
export async function readArrow(bytes: Uint8Array, file: string, into: ColumnSink): Promise<void> {
  try {
    checkMessages(bytes, requireEnd(bytes, file));
    const library = await import("@uwdata/flechette");
    await useCodecs(library, file);
    push(library.tableFromIPC(aligned(bytes), { useDecimalInt: true }), bytes.length, file, into);
  } catch (error) {
    throw asDamagedFormat("Arrow", file, error);
  }
}

/**
 * Whether it is a file and no stream. Without an end, a stream cut short between two batches would
 * read as a shorter one.
 */
function requireEnd(bytes: Uint8Array, file: string): boolean {
  const isFile = new TextDecoder("latin1").decode(bytes.subarray(0, 6)) === "ARROW1";
  const tail = bytes.subarray(isFile ? -6 : -8);
  const whole = isFile
    ? bytes.length > 20 && new TextDecoder("latin1").decode(tail) === "ARROW1"
    : tail.every((byte, at) => byte === (at < 4 ? 255 : 0));
  if (!whole) throw damagedFormat("Arrow", file, "its end is missing");
  return isFile;
}

/** Views of eight-byte values need such a place; a piece of a larger buffer may begin anywhere. */
function aligned(bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
}

function push(table: Table, fileBytes: number, file: string, into: ColumnSink): void {
  const names = table.names.map((name) => (name === PANDAS_INDEX ? "timestamp" : String(name)));
  const sink = into.openFile(file, names);
  const columns = sink.wanted.map((at) => table.children[at]);
  const [time] = columns;
  for (let batch = 0; batch < time.data.length; batch += 1) {
    const rows = time.data[batch].length;
    checkUnpacked(rows * columns.length * VALUE_BYTES, fileBytes, file);
    const cells = columns.map((column) => {
      const part = column.data[batch];
      if (part?.length !== rows) throw damagedFormat("Arrow", file, "its columns differ in length");
      return cellsOf(part);
    });
    sink.take(rows, timeUnitOf(time.type), cells);
  }
}

/** The library keeps one set of codecs for everybody; these do not depend on who sets them. */
async function useCodecs(library: Flechette, file: string): Promise<void> {
  const { decompressZstd } = await import("hyparquet-compressors");
  const encode = (): never => {
    throw new TypeError("this codec only decodes");
  };
  const codec = (decode: (bytes: Uint8Array, length: number) => Uint8Array) => ({
    encode,
    decode: (bytes: Uint8Array) => decode(bytes, unpackedLength(bytes, file)),
  });
  library.setCompressionCodec(library.CompressionType.LZ4_FRAME, codec(decodeLz4Frame));
  library.setCompressionCodec(
    library.CompressionType.ZSTD,
    codec((bytes, length) => decompressZstd(bytes, new Uint8Array(length))),
  );
}

/** Stands before a compressed buffer. */
function unpackedLength(bytes: Uint8Array, file: string): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset - LENGTH_BYTES, LENGTH_BYTES);
  const length = Number(view.getBigInt64(0, true));
  if (!(length >= 0)) throw new RangeError(`a buffer of ${length} bytes`);
  checkUnpacked(length, bytes.length, file);
  return length;
}
