/**
 * The data directory: named data sets as folders of files with a record beside them,
 * `<home>/data/<market>/<symbol>/<kind>-<interval>/`. A data set is what its record names, so that
 * readers see every change as a whole.
 */
import { existsSync } from "node:fs";
import { readdir, rename, rm, rmdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { PerpmillError } from "../errors.js";
import type { FillRule } from "../market-data/bars.js";
import {
  checkDataSetId,
  type DataKind,
  type DataSetId,
  dataSetIdOf,
  dataSetName,
} from "./data-set-id.js";
import { withFolderLock } from "./folder-lock.js";
import {
  AS_RECOGNISED,
  isFileName,
  MANIFEST_NAME,
  type Manifest,
  type ReadAs,
  readManifest,
  type StoredFile,
  writeManifest,
} from "./manifest.js";
import { resolveName } from "./resolve-name.js";

/** A data set of the store. */
export interface StoredDataSet {
  readonly id: DataSetId;
  /** such as `um/ETHUSDT/last-1m` */
  readonly name: string;
  readonly folder: string;
  readonly fill: FillRule;
  /** what the readers are told of its bars */
  readonly readAs: ReadAs;
  /** by name */
  readonly files: readonly StoredFile[];
  /** absolute paths of `files`, in their order: what the readers take */
  readonly paths: readonly string[];
  readonly bytes: number;
  /** UTC ms of what the files cover, `[fromMs, toMs)`; null when no file tells */
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

/** A file that is to become part of a data set. */
export interface NewFile extends StoredFile {
  /** where it lies now, on the same file system as the store; it is moved. Null: it is in place */
  readonly movedFrom: string | null;
}

/** A change of a data set. */
export interface DataSetChange {
  /** files to add, or to take the place of files of the same name */
  readonly put?: readonly NewFile[];
  /** names of files to remove */
  readonly drop?: readonly string[];
  readonly fill?: FillRule;
  readonly readAs?: ReadAs;
}

/** What a name is looked for as. */
export interface Wanted {
  readonly kind: DataKind;
  /** chosen where several intervals fit; ms */
  readonly intervalMs?: number | undefined;
}

export interface DataStore {
  readonly home: string;
  /** Data sets by name. Throws DATASET_DAMAGED, FILE_UNREADABLE */
  list(): Promise<readonly StoredDataSet[]>;
  /** The data set, null when it is not there. Throws CONFIG_INVALID, DATASET_DAMAGED, FILE_UNREADABLE */
  get(id: DataSetId): Promise<StoredDataSet | null>;
  /** The id that a name means, as for `resolve`, its files not looked at. */
  find(name: string, wanted: Wanted): Promise<DataSetId | null>;
  /**
   * The data set that a name such as `ETHUSDT` or `um/ETHUSDT/1m` means; null when the text is no
   * such name, or no data set has that symbol, so that it may be a path.
   * Throws DATASET_AMBIGUOUS, DATASET_NOT_FOUND (other data sets of the symbol are there), DATASET_DAMAGED
   */
  resolve(name: string, wanted: Wanted): Promise<StoredDataSet | null>;
  /** Folder of a data set, there or not; files that are being made may lie in it under `.tmp` names. */
  folderOf(id: DataSetId): string;
  /**
   * Changes a data set, which is made when it is missing, under a lock among processes: files are
   * moved into place, then the record is replaced, then dropped files are removed.
   * Throws CONFIG_INVALID, DATASET_BUSY, DATASET_DAMAGED and what the file system throws
   */
  change(id: DataSetId, change: DataSetChange): Promise<StoredDataSet>;
  /** Removes a data set; false when it is not there. Throws DATASET_BUSY and what the file system throws */
  remove(id: DataSetId): Promise<boolean>;
}

/** The store below a data directory, which need not exist yet. */
export function openStore(home: string): DataStore {
  const root = join(home, "data");
  const folderOf = (id: DataSetId): string => {
    checkDataSetId(id);
    return join(root, ...dataSetName(id).split("/"));
  };
  const get = async (id: DataSetId): Promise<StoredDataSet | null> => {
    const manifest = await readManifest(folderOf(id));
    return manifest === null ? null : storedDataSet(id, folderOf(id), manifest);
  };
  const ids = async (): Promise<DataSetId[]> => {
    const found: DataSetId[] = [];
    for (const market of await foldersOf(root)) {
      for (const symbol of await foldersOf(join(root, market))) {
        for (const detail of await foldersOf(join(root, market, symbol))) {
          const id = dataSetIdOf(`${market}/${symbol}/${detail}`);
          // a folder without a record is one that a download has just begun
          if (id !== null && existsSync(join(folderOf(id), MANIFEST_NAME))) found.push(id);
        }
      }
    }
    return found;
  };
  const list = async (): Promise<readonly StoredDataSet[]> => {
    const all = await Promise.all((await ids()).map(get));
    return all.filter((one) => one !== null);
  };
  const find = async (name: string, wanted: Wanted) => resolveName(name, wanted, await ids());
  return {
    home,
    list,
    get,
    folderOf,
    find,
    async resolve(name, wanted) {
      const id = await find(name, wanted);
      return id === null ? null : checkFiles(await get(id));
    },
    change: (id, change) =>
      withFolderLock(folderOf(id), () => applyChange(id, folderOf(id), change)),
    remove: (id) => removeDataSet(folderOf(id)),
  };
}

function storedDataSet(
  id: DataSetId,
  folder: string,
  { fill, readAs, files }: Manifest,
): StoredDataSet {
  const from = files.map((file) => file.fromMs).filter((ms) => ms !== null);
  const to = files.map((file) => file.toMs).filter((ms) => ms !== null);
  return {
    id,
    name: dataSetName(id),
    folder,
    fill,
    readAs,
    files,
    paths: files.map((file) => join(folder, file.name)),
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    fromMs: from.length === 0 ? null : Math.min(...from),
    toMs: to.length === 0 ? null : Math.max(...to),
  };
}

const NOTHING: Manifest = { fill: "none", readAs: AS_RECOGNISED, files: [] };

async function applyChange(
  id: DataSetId,
  folder: string,
  change: DataSetChange,
): Promise<StoredDataSet> {
  const before = (await readManifest(folder)) ?? NOTHING;
  const dropped = new Set(change.drop ?? []);
  const files = new Map(before.files.map((file) => [file.name, file]));
  for (const name of dropped) files.delete(name);
  for (const { movedFrom, ...file } of change.put ?? []) {
    if (!isFileName(file.name)) {
      throw new PerpmillError("CONFIG_INVALID", {
        message: `this cannot be the name of a file of a data set: ${JSON.stringify(file.name)}`,
        where: { field: "name" },
        hint: "Use a plain file name, such as ETHUSDT-1m-2024-01.zip.",
      });
    }
    if (movedFrom !== null) await rename(movedFrom, join(folder, file.name));
    files.set(file.name, file);
    dropped.delete(file.name);
  }
  const sorted = [...files.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const { fill = before.fill, readAs = before.readAs } = change;
  const manifest = { fill, readAs, files: sorted };
  await writeManifest(folder, manifest);
  for (const name of dropped) if (isFileName(name)) await rm(join(folder, name), { force: true });
  return storedDataSet(id, folder, manifest);
}

async function removeDataSet(folder: string): Promise<boolean> {
  const present = await stat(join(folder, MANIFEST_NAME)).catch(() => null);
  if (present === null) return false;
  await withFolderLock(folder, async () => {
    // without its record it is no data set any more, whatever happens to the rest
    await rm(join(folder, MANIFEST_NAME), { force: true });
    await rm(folder, { recursive: true, force: true });
  });
  for (const parent of [dirname(folder), dirname(dirname(folder))]) {
    await rmdir(parent).catch(() => {});
  }
  return true;
}

/** Notices files that were removed or cut by hand; their bytes are checked by who reads them. */
async function checkFiles(dataSet: StoredDataSet | null): Promise<StoredDataSet | null> {
  if (dataSet === null) return null;
  for (const [at, { name, bytes }] of dataSet.files.entries()) {
    const found = await stat(dataSet.paths[at]).catch(() => null);
    if (found?.size === bytes) continue;
    throw new PerpmillError("DATASET_DAMAGED", {
      message: `${dataSet.name} should have ${name} with ${bytes} bytes, ${found === null ? "which is not there" : `which has ${found.size}`}`,
      where: { file: dataSet.paths[at] },
      hint: `Download it again, or \`perpmill data remove ${dataSet.name}\` and add it anew.`,
    });
  }
  return dataSet;
}

async function foldersOf(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  } catch {
    return [];
  }
}
