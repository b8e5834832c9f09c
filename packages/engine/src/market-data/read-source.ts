/** Reads all files of a source, unpacked as their first bytes ask for, and takes the MD5 on the way. */
import { PerpmillError } from "../errors.js";
import type { DataSource } from "./bars.js";
import { joinBytes } from "./complete-lines.js";
import { type CsvDialect, notCsv } from "./csv-dialect.js";
import { type LoadOptions, throwIfAborted } from "./load-options.js";
import type { Platform, SourceFile, ZipEntry } from "./platform.js";
import { readCsv } from "./read-csv.js";
import type { CsvConsumer } from "./text-rows.js";
import { withinRatio } from "./unpacked-size.js";

/** One or more files and the name they go by together. */
export interface Source {
  readonly name: string;
  readonly files: readonly SourceFile[];
}

/** What is done with the CSV files of a source. */
export interface CsvReader {
  /** makes the parser of one file */
  open(dialect: CsvDialect, file: string): CsvConsumer;
  /** rows read so far, for progress */
  rows(): number;
}

/** What is done with the files of a source, unpacked. */
export interface FileReader {
  /**
   * Reads one file to its end.
   * @param report called after every piece of it
   */
  read(chunks: AsyncIterable<Uint8Array>, file: string, report: () => void): Promise<void>;
  /** which files of an archive are read, in their order */
  choose(entries: readonly ZipEntry[], archive: string): readonly ZipEntry[];
  /** rows read so far, for progress */
  rows(): number;
}

/**
 * Feeds every CSV of `source`, also those in archives, to `reader`.
 * @returns the identity of the source
 * @throws FILE_NOT_CSV, BARS_EMPTY, BARS_TRUNCATED, ARCHIVE_TOO_LARGE, ABORTED and what `reader` throws
 */
export function readSource(
  source: Source,
  platform: Platform,
  options: LoadOptions,
  reader: CsvReader,
): Promise<DataSource> {
  return readFiles(source, platform, options, {
    read: (chunks, file, report) =>
      readCsv(chunks, file, (dialect) => reader.open(dialect, file), report),
    choose: csvEntries,
    rows: () => reader.rows(),
  });
}

/**
 * Feeds every file of `source`, those of archives one by one, to `reader`.
 * @returns the identity of the source
 * @throws BARS_TRUNCATED, ARCHIVE_TOO_LARGE, ABORTED and what `reader` throws
 */
export async function readFiles(
  source: Source,
  platform: Platform,
  options: LoadOptions,
  reader: FileReader,
): Promise<DataSource> {
  const md5 = await platform.createMd5();
  const totalBytes = source.files.reduce<number | null>(
    (sum, file) => (sum === null || file.bytes === null ? null : sum + file.bytes),
    0,
  );
  let bytes = 0;
  const report = () => {
    throwIfAborted(options.signal);
    options.onProgress?.({ bytes, totalBytes, rows: reader.rows() });
  };
  async function* tracked(file: SourceFile): AsyncGenerator<Uint8Array> {
    for await (const chunk of file.open()) {
      throwIfAborted(options.signal);
      md5.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }
  throwIfAborted(options.signal);
  for (const file of source.files) {
    const before = bytes;
    const one: OneFile = { file, platform, reader, report, packedBytes: () => bytes - before };
    await readFile(one, tracked(file));
  }
  return { name: source.name, md5: md5.digest(), synthetic: false };
}

interface OneFile {
  readonly file: SourceFile;
  readonly platform: Platform;
  readonly reader: FileReader;
  readonly report: () => void;
  /** bytes of the file read so far, as stored */
  readonly packedBytes: () => number;
}

async function readFile(one: OneFile, chunks: AsyncGenerator<Uint8Array>): Promise<void> {
  const { file, platform, reader, report } = one;
  const { head, whole } = await withHead(chunks, 4);
  const packing = packingOf(head);
  if (packing === "gzip") {
    const unpacked = platform.gunzip(whole, file.name);
    await reader.read(withinRatio(unpacked, one.packedBytes, file.name), file.name, report);
  } else if (packing === "zip") await readZip(one, whole);
  else await reader.read(whole, file.name, report);
}

async function readZip(one: OneFile, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const { file, platform, reader } = one;
  // the directory of a zip is at its end
  const path = file.inPlace ? file.path : null;
  const pieces: Uint8Array[] = [];
  for await (const chunk of chunks) {
    if (path === null) pieces.push(chunk.slice());
    one.report();
  }
  const input = path === null ? { bytes: concatenate(pieces) } : { path };
  const archive = await platform.openZip(input, file.name);
  try {
    for (const entry of reader.choose(archive.entries, file.name)) {
      const name = `${file.name}/${entry.name}`;
      await reader.read(withinRatio(entry.open(), one.packedBytes, name), name, one.report);
    }
  } finally {
    archive.close();
  }
}

/** How a file that starts with `head` is packed; null: not at all. */
export function packingOf(head: Uint8Array): "gzip" | "zip" | null {
  if (head[0] === 0x1f && head[1] === 0x8b) return "gzip";
  return head[0] === 0x50 && head[1] === 0x4b && head[2] <= 8 ? "zip" : null;
}

/** The first `least` bytes, or all there are, and the whole again; end `whole` to give the source back. */
export async function withHead(
  chunks: AsyncGenerator<Uint8Array>,
  least: number,
): Promise<{ readonly head: Uint8Array; readonly whole: AsyncGenerator<Uint8Array> }> {
  let head = new Uint8Array(0);
  while (head.length < least) {
    const next = await chunks.next();
    if (next.done === true) break;
    head = joinBytes(head, next.value);
  }
  async function* again(): AsyncGenerator<Uint8Array> {
    try {
      yield head;
      yield* chunks;
    } finally {
      await chunks.return(undefined);
    }
  }
  return { head, whole: again() };
}

/** The files of an archive that hold rows, by name. */
function csvEntries(entries: readonly ZipEntry[], file: string): readonly ZipEntry[] {
  const files = entries.filter(({ name }) => !name.endsWith("/") && !name.startsWith("__MACOSX/"));
  const named = files.filter(({ name }) => /\.(csv|tsv|txt)$/i.test(name));
  if (files.length === 0) throw notCsv(file, "the zip archive holds no file");
  const chosen = named.length > 0 ? named : files;
  return [...chosen].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** All pieces in one array. */
export function concatenate(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** `FILE_NOT_FOUND`, with what was looked for. */
export function notFound(path: string, cause?: unknown): PerpmillError {
  return new PerpmillError("FILE_NOT_FOUND", {
    message: `there is no file ${path}`,
    where: { file: path },
    hint: 'Check the path; quote a pattern such as "bars/*.zip" so that the shell leaves it alone.',
    cause,
  });
}
