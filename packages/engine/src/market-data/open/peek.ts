/** Looks into the first file of a source, packed or not, without using the source up. */
import type { Platform, SourceFile, ZipEntry } from "../platform.js";
import { concatenate, packingOf, type Source, withHead } from "../read-source.js";
import { HEAD_BYTES, headOf } from "./recognise.js";

/** The start of a source's content, and the source to read it from. */
export interface Peeked {
  /** the first bytes, unpacked */
  readonly head: Uint8Array;
  /** name of the file they are of, inside the archive where there is one */
  readonly file: string;
  readonly source: Source;
}

const DATA_ENTRY = /\.(csv|tsv|json|parquet|pq|feather|arrow|ipc|h5|hdf|hdf5|pkl|pickle)$/i;

/**
 * The first bytes of the source's first file.
 * @returns a source that gives all of its content, also where it can be read once only
 * @throws BARS_TRUNCATED, FILE_UNREADABLE
 */
export async function peek(source: Source, platform: Platform): Promise<Peeked> {
  const [first, ...others] = source.files;
  if (first === undefined) return { head: new Uint8Array(0), file: source.name, source };
  const { head, whole } = await withHead(chunksOf(first), HEAD_BYTES);
  const packing = packingOf(head);
  const replaced = (file: SourceFile): Source => ({ ...source, files: [file, ...others] });
  if (first.inPlace) {
    await whole.return(undefined);
    if (packing === null) return { head, file: first.name, source };
    return { ...(await unpackedHead(first, packing, platform, null)), source };
  }
  if (packing === null) {
    return { head, file: first.name, source: replaced({ ...first, open: () => whole }) };
  }
  // what comes once only and is packed is kept, to be read again
  const pieces: Uint8Array[] = [];
  for await (const chunk of whole) pieces.push(chunk.slice());
  const bytes = concatenate(pieces);
  const kept = { ...first, bytes: bytes.length, open: () => once(bytes) };
  return { ...(await unpackedHead(kept, packing, platform, bytes)), source: replaced(kept) };
}

async function* chunksOf(file: SourceFile): AsyncGenerator<Uint8Array> {
  yield* file.open();
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

/** @param bytes the packed file; null when it is on disk */
async function unpackedHead(
  file: SourceFile,
  packing: "gzip" | "zip",
  platform: Platform,
  bytes: Uint8Array | null,
): Promise<{ readonly head: Uint8Array; readonly file: string }> {
  if (packing === "gzip") {
    return { head: await headOf(platform.gunzip(file.open(), file.name)), file: file.name };
  }
  const input = bytes === null ? { path: file.path ?? file.name } : { bytes };
  const archive = await platform.openZip(input, file.name);
  try {
    const [entry] = dataEntries(archive.entries);
    if (entry === undefined) return { head: new Uint8Array(0), file: file.name };
    return { head: await headOf(entry.open()), file: `${file.name}/${entry.name}` };
  } finally {
    archive.close();
  }
}

/** The files of an archive that may hold data, by name; all of them when none is named so. */
export function dataEntries(entries: readonly ZipEntry[]): readonly ZipEntry[] {
  const files = entries.filter(({ name }) => !name.endsWith("/") && !name.startsWith("__MACOSX/"));
  const named = files.filter(({ name }) => DATA_ENTRY.test(name));
  return [...(named.length > 0 ? named : files)].sort((a, b) => (a.name < b.name ? -1 : 1));
}
