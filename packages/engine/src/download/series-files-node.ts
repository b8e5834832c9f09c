/** The files of one series in the store: which are whole, and what a new one makes superfluous. */
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import {
  type DataSetId,
  type DataStore,
  type NewFile,
  type StoredFile,
  sha256OfFile,
} from "../store/index.js";
import type { Period } from "./periods.js";

export class SeriesFiles {
  readonly folder: string;
  readonly #store: DataStore;
  readonly #id: DataSetId;

  constructor(store: DataStore, id: DataSetId) {
    this.folder = store.folderOf(id);
    this.#store = store;
    this.#id = id;
  }

  /** Whether a file covers the period and more: the month of a day. */
  async isInLarger({ startMs, endMs }: Period): Promise<boolean> {
    return (await this.#files()).some(({ fromMs, toMs }) => {
      if (fromMs === null || toMs === null || toMs - fromMs <= endMs - startMs) return false;
      return fromMs <= startMs && toMs >= endMs;
    });
  }

  /** The record of a file that lies there unharmed, by its SHA-256; else null. */
  async stored(name: string): Promise<StoredFile | null> {
    const file = (await this.#files()).find((one) => one.name === name);
    if (file === undefined) return null;
    const path = join(this.folder, name);
    const found = await stat(path).catch(() => null);
    if (found?.size !== file.bytes || (await sha256OfFile(path)) !== file.sha256) return null;
    return file;
  }

  /** Adds the file of a period and drops those whose time lies inside its own. Throws DATASET_* */
  async put(period: Period, file: NewFile): Promise<void> {
    const inside = ({ name, fromMs, toMs }: StoredFile): boolean =>
      name !== file.name &&
      fromMs !== null &&
      toMs !== null &&
      fromMs >= period.startMs &&
      toMs <= period.endMs;
    const drop = (await this.#files()).filter(inside).map(({ name }) => name);
    await this.#store.change(this.#id, { put: [file], drop });
    await this.#removeParts(file.name);
  }

  async #files(): Promise<readonly StoredFile[]> {
    return (await this.#store.get(this.#id))?.files ?? [];
  }

  /** Rows of the API that a file of the archive has overtaken: `.NAME.csv.part`, `.NAME-05.csv.part`. */
  async #removeParts(name: string): Promise<void> {
    if (!name.endsWith(".zip")) return;
    const start = `.${name.slice(0, -".zip".length)}`;
    for (const other of await readdir(this.folder)) {
      if (!other.startsWith(start) || !other.endsWith(".csv.part")) continue;
      await rm(join(this.folder, other), { force: true });
    }
  }
}
