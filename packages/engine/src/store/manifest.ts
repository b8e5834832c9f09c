/** The record beside the files of a data set: what they are, where they came from, how to read them. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeAtomically } from "../cache/atomic-file.js";
import { PerpmillError } from "../errors.js";
import type { FillRule } from "../market-data/bars.js";
import { BAR_FORMATS, type BarFormat } from "../market-data/open/bar-formats.js";

/** Raised when older programs could not read the record. */
const MANIFEST_FORMAT = 1;
export const MANIFEST_NAME = "manifest.json";

/** One file of a data set. */
export interface StoredFile {
  /** name in the folder of the data set, never a path */
  readonly name: string;
  readonly bytes: number;
  /** lower-case hex, of the bytes as they were when the file was stored */
  readonly sha256: string;
  /** path or URL it came from */
  readonly source: string;
  /** UTC ms of the time it covers, `[fromMs, toMs)`; null when it was not told */
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

/** What bars are read as, where their content does not tell. */
export interface ReadAs {
  /** null: what the content says */
  readonly format: BarFormat | null;
  /** which table of an HDF5 file; null: the only one */
  readonly table: string | null;
}

/** The record of a data set. Files that it does not name are no part of the data set. */
export interface Manifest {
  /** how holes are treated when the data set is read */
  readonly fill: FillRule;
  readonly readAs: ReadAs;
  /** by name */
  readonly files: readonly StoredFile[];
}

const FILE_NAME = /^[^/\\\0<>:"|?*]{1,200}$/u;
const FILLS: readonly FillRule[] = ["none", "flat", "dropDay"];

/** What files are read as that nobody has said anything of. */
export const AS_RECOGNISED: ReadAs = { format: null, table: null };

/** Whether a file of the name can lie in the folder of a data set. */
export function isFileName(name: string): boolean {
  return FILE_NAME.test(name) && !name.startsWith(".") && !/^manifest\.|\.tmp$/.test(name);
}

/**
 * The record in a folder, null when there is none.
 * @throws DATASET_DAMAGED when it is not what `writeManifest` writes; FILE_UNREADABLE
 */
export async function readManifest(folder: string): Promise<Manifest | null> {
  const path = join(folder, MANIFEST_NAME);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw new PerpmillError("FILE_UNREADABLE", {
      message: `cannot read ${path}: ${code ?? String(error)}`,
      where: { file: path },
      hint: "Check the permissions of the data directory.",
      cause: error,
    });
  }
  const manifest = parse(text);
  if (manifest !== null) return manifest;
  throw new PerpmillError("DATASET_DAMAGED", {
    message: "the record of the data set cannot be understood",
    where: { file: path },
    hint: "Remove the data set's folder, and add or download it again.",
  });
}

function parse(text: string): Manifest | null {
  try {
    // Records of before have no `readAs`.
    const { format, fill, files, readAs = AS_RECOGNISED } = JSON.parse(text);
    const whole =
      format === MANIFEST_FORMAT &&
      FILLS.includes(fill) &&
      isReadAs(readAs) &&
      Array.isArray(files) &&
      files.every(isStoredFile);
    return whole ? { fill, readAs, files } : null;
  } catch {
    return null;
  }
}

function isReadAs({ format, table }: ReadAs): boolean {
  return (
    (format === null || BAR_FORMATS.includes(format)) &&
    (table === null || typeof table === "string")
  );
}

function isStoredFile(value: Partial<StoredFile> | null): boolean {
  const isTime = (time: unknown) => time === null || Number.isSafeInteger(time);
  return (
    value !== null &&
    typeof value.name === "string" &&
    isFileName(value.name) &&
    Number.isSafeInteger(value.bytes) &&
    /^[0-9a-f]{64}$/.test(value.sha256 ?? "") &&
    typeof value.source === "string" &&
    isTime(value.fromMs) &&
    isTime(value.toMs)
  );
}

/** Replaces the record in a folder as a whole. Throws what the file system throws. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const text = JSON.stringify({ format: MANIFEST_FORMAT, ...manifest }, null, 2);
  await writeAtomically(join(folder, MANIFEST_NAME), async (file) => {
    await file.writeFile(`${text}\n`);
  });
}
