/** Tells a format by its first bytes. Names of files are never asked. */
import { joinBytes } from "../complete-lines.js";
import { type CsvDialect, sniffDialect } from "../csv-dialect.js";
import { tradesLayout } from "../trades/trades-layout.js";
import type { BarFormat } from "./bar-formats.js";

/** What content is: a format of bars, another series, or known and refused. */
export type Content =
  | { readonly kind: BarFormat }
  | { readonly kind: "funding" }
  /** prices without trades: mark, index or premium */
  | { readonly kind: "derived"; readonly negative: boolean }
  | { readonly kind: "refused"; readonly what: string; readonly hint: string };

/** Bytes that tell; the first two lines of a CSV are among them. */
export const HEAD_BYTES = 65_536;

const HDF5 = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
/** HDF5 may begin behind a block of the user's own. */
const HDF5_OFFSETS = [0, 512, 1024, 2048, 4096, 8192, 16_384];
const CONVERT = "Convert it to Parquet, Feather 2 or CSV.";
const ORDER_BOOK: Content = {
  kind: "refused",
  what: "this is a recording of an order book and its trades, message by message, no bars",
  hint: "Perpmill runs on bars; take the symbol's K-lines or aggTrades of the same time instead.",
};

/**
 * What a file is that starts with `head`, unpacked.
 * @param head the first 64 KiB, or the whole file when it is shorter
 * @throws FILE_NOT_CSV for binary content of no known kind, BARS_EMPTY when there is not one line
 */
export function recognise(head: Uint8Array, file: string): Content {
  return recogniseBinary(head) ?? recogniseText(head, file);
}

function recogniseBinary(head: Uint8Array): Content | null {
  const starts = (text: string) =>
    [...text].every((letter, at) => head[at] === letter.charCodeAt(0));
  if (starts("PAR1")) return { kind: "parquet" };
  // a stream begins with the mark and the length of its first message
  const stream = [0, 1, 2, 3].every((at) => head[at] === 0xff) && head[7] === 0 && head.length > 8;
  if (starts("ARROW1") || stream) return { kind: "arrow" };
  if (HDF5_OFFSETS.some((from) => HDF5.every((byte, at) => head[from + at] === byte))) {
    return { kind: "hdf5" };
  }
  if (head[0] === 0x80 && head[1] >= 2 && head[1] <= 5) return { kind: "pickle" };
  if (starts("FEA1")) return refused("this is Feather 1, which its makers have given up", CONVERT);
  if (starts("\u0093NUMPY")) return refused("this is a numpy array without names", CONVERT);
  if (starts("SQLite format 3")) return refused("this is a SQLite database", CONVERT);
  if (starts("7z\u00bc\u00af") || starts("Rar!") || starts("BZh") || starts("\u00fd7zXZ")) {
    return refused(
      "this archive is packed in a way that is not read",
      "Unpack it, or pack it as zip or gzip.",
    );
  }
  if (starts("\u0028\u00b5\u002f\u00fd")) {
    return refused("this file is packed with zstd", "Unpack it, or pack it as zip or gzip.");
  }
  return null;
}

function recogniseText(head: Uint8Array, file: string): Content {
  const text = new TextDecoder().decode(head.subarray(0, 2048)).replace(/^\uFEFF/, "");
  if (/^\s*[[{]/.test(text)) {
    const isMessage = /^\s*\{"(?:stream|e|u|lastUpdateId)":/.test(text);
    return isMessage ? ORDER_BOOK : { kind: "json" };
  }
  if (/^\d{13,19} \{"/.test(text)) return ORDER_BOOK;
  const dialect = sniffDialect(head, file);
  if (tradesLayout(dialect) !== null) return { kind: "trades" };
  if (isFunding(dialect)) return { kind: "funding" };
  if (isOrderBook(dialect)) return ORDER_BOOK;
  return isDerived(dialect, head)
    ? { kind: "derived", negative: isNegative(dialect) }
    : { kind: "csv" };
}

function refused(what: string, hint: string): Content {
  return { kind: "refused", what, hint };
}

function isFunding({ header }: CsvDialect): boolean {
  return header?.some((name) => /^(last_?)?funding_?rate$/i.test(name)) ?? false;
}

function isOrderBook({ header }: CsvDialect): boolean {
  const has = (pattern: RegExp) => header?.some((name) => pattern.test(name)) ?? false;
  return has(/^(best_)?(bid|ask)s?_?(price|qty)?s?$/i) && !has(/^close/i);
}

/**
 * The exchange gives mark, index and premium prices in the layout of bars: with a number of samples
 * where bars have a number of trades, and no volume. Bars have one sooner or later.
 */
function isDerived(
  { firstRow, columnCount, header, delimiter }: CsvDialect,
  head: Uint8Array,
): boolean {
  const isCount = header === null || /^(count|trades|number_of_trades)$/i.test(header[8]);
  if (firstRow === null || columnCount !== 12 || !isCount) return false;
  if (Number(firstRow[5]) !== 0 || !(Number(firstRow[8]) > 0)) return false;
  const rows = new TextDecoder().decode(head).split("\n").slice(1);
  return rows.every((row) => !(Number(row.split(delimiter)[5]) > 0));
}

function isNegative({ firstRow }: CsvDialect): boolean {
  return firstRow?.slice(1, 5).some((price) => Number(price) <= 0) ?? false;
}

/** The first `HEAD_BYTES` of a stream, which is given back then. */
export async function headOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0);
  for await (const chunk of chunks) {
    head = joinBytes(head, chunk);
    if (head.length >= HEAD_BYTES) break;
  }
  return head;
}
