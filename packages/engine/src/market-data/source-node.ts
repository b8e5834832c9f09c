/** Files, folders and globs on disk, as a source. */
import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { PerpmillError } from "../errors.js";
import { isPattern, namePattern } from "./name-pattern.js";
import type { SourceFile } from "./platform.js";
import { notFound, type Source } from "./read-source.js";

const CHUNK_BYTES = 262_144;
/** what is read from a folder; anything else in it is left alone */
const DATA_FILE = /\.(csv|tsv|txt|gz|zip|parquet|pq|feather|arrow|h5|hdf5|pkl)$/i;
/** the exchange puts checksums beside its archives, where a pattern meets them */
const CHECKSUM_FILE = /\.CHECKSUM$/i;

/**
 * The files behind paths: a file is itself, a folder its data files, a pattern (`*`, `?`, `[0-4]`,
 * `{a,b}`) what it matches, both by name. The order is that in which their MD5 is taken.
 * @throws FILE_NOT_FOUND, FILE_UNREADABLE
 */
export async function sourceOfPaths(paths: readonly string[]): Promise<Source> {
  const files = (await Promise.all(paths.map(expand))).flat();
  if (files.length === 0) throw notFound(paths.join(", "));
  const name =
    files.length === 1
      ? files[0].name
      : `${files.length} files in ${basename(dirname(files[0].path ?? ""))}`;
  return { name, files };
}

async function expand(path: string): Promise<SourceFile[]> {
  const found = await statOf(path);
  if (found !== null && !found.isDirectory()) {
    const file = fileOf(path, found.size);
    return [found.isFile() ? file : { ...file, bytes: null, inPlace: false }];
  }
  const names = found === null ? await matches(path) : await dataFilesOf(path);
  const sized = names.map(async (name) => fileOf(name, (await statOf(name))?.size ?? 0));
  const files = await Promise.all(sized);
  if (files.length === 0) throw found === null ? notFound(path) : nothingIn(path);
  return files;
}

function nothingIn(folder: string): PerpmillError {
  return new PerpmillError("FILE_NOT_FOUND", {
    message: `there is no file of bars or rates in the folder ${folder}`,
    where: { file: folder },
    hint: "Folders are not searched deeper; name the one that holds the .csv, .csv.gz or .zip files.",
  });
}

async function dataFilesOf(folder: string): Promise<string[]> {
  const entries = await listOf(folder);
  const names = entries.filter((entry) => !entry.isDirectory() && DATA_FILE.test(entry.name));
  return names.map((entry) => join(folder, entry.name)).sort();
}

/** Paths that a pattern matches; none when it is none. */
async function matches(pattern: string): Promise<string[]> {
  const parent = dirname(pattern);
  const last = basename(pattern);
  const isDeep = isPattern(parent) && (await statOf(parent)) === null;
  if (!isDeep && !isPattern(last)) return [];
  const folders = isDeep ? await matches(parent) : [parent];
  if (!isPattern(last)) return existing(folders.map((folder) => join(folder, last)));
  const matchesName = namePattern(last);
  const found: string[] = [];
  for (const folder of folders) {
    if (!((await statOf(folder))?.isDirectory() ?? false)) continue;
    for (const { name } of await listOf(folder)) {
      if (matchesName(name) && !name.startsWith(".") && !CHECKSUM_FILE.test(name))
        found.push(join(folder, name));
    }
  }
  return found.sort();
}

/** Those of the paths that are there. */
async function existing(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(paths.map(async (path) => (await statOf(path)) !== null));
  return paths.filter((_, index) => found[index]);
}

function fileOf(path: string, bytes: number): SourceFile {
  return { name: basename(path), bytes, path, inPlace: true, open: () => chunksOf(path) };
}

async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES }))
      yield chunk as Uint8Array;
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function statOf(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw unreadable(path, error);
  }
}

async function listOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    throw unreadable(folder, error);
  }
}

function unreadable(path: string, error: unknown): PerpmillError {
  const code = (error as NodeJS.ErrnoException).code;
  return new PerpmillError("FILE_UNREADABLE", {
    message: `cannot read ${path}: ${code ?? String(error)}`,
    where: { file: path },
    hint: "Check its permissions and that it is a file or a folder.",
    cause: error,
  });
}
