/** Folders of this machine that the operator allows to import from: `app.data.folders`. */
import { createReadStream } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { basename, join, sep } from "node:path";
import { ServerError } from "../../../errors.js";
import type { ImportList } from "../../../schemas/data.js";
import { checkedName, checkedSegments, isPlainName } from "./file-names.js";
import type { IncomingFile } from "./write-incoming.js";

const ENTRIES_MAX = 1000;

export class ImportFolders {
  readonly #folders: ReadonlyMap<string, string>;

  /** @param paths absolute */
  constructor(paths: readonly string[]) {
    const folders = new Map<string, string>();
    for (const path of paths) {
      const name = basename(path) || "root";
      let free = name;
      for (let more = 2; folders.has(free); more += 1) free = `${name} (${more})`;
      folders.set(free, path);
    }
    this.#folders = folders;
  }

  /** What is in an allowed folder, or below it. @throws NOT_FOUND, REQUEST_INVALID */
  async list(folder: string | null, path: string): Promise<ImportList> {
    const folders = [...this.#folders.keys()];
    if (folder === null) return { folders, folder, path: "", entries: [] };
    const { place, root } = await this.#place(folder, path);
    const found = await readdir(place, { withFileTypes: true }).catch(() => null);
    if (found === null) throw notThere(path);
    const names = found.map(({ name }) => name).filter(isPlainName);
    const entries: ImportList["entries"] = [];
    for (const name of names.sort().slice(0, ENTRIES_MAX)) {
      const entry = await this.#entry(join(place, name), name, root);
      if (entry !== null) entries.push(entry);
    }
    return { folders, folder, path, entries };
  }

  /** The files named, in an allowed folder or below it. @throws NOT_FOUND, REQUEST_INVALID */
  async files(
    folder: string,
    path: string,
    names: readonly string[],
  ): Promise<{ readonly files: readonly IncomingFile[]; readonly totalBytes: number }> {
    const { place, root } = await this.#place(folder, path);
    const files: IncomingFile[] = [];
    let totalBytes = 0;
    for (const name of names) {
      const inside = await insideOf(root, join(place, checkedName(name, "body.files")));
      const facts = inside === null ? null : await stat(inside);
      if (inside === null || facts?.isFile() !== true) throw notThere(name);
      totalBytes += facts.size;
      files.push({ name, chunks: createReadStreamLater(inside) });
    }
    return { files, totalBytes };
  }

  async #place(folder: string, path: string) {
    const allowed = this.#folders.get(folder);
    const root = allowed === undefined ? null : await realpath(allowed).catch(() => null);
    if (root === null) throw notThere(folder);
    const place = await insideOf(root, join(root, ...checkedSegments(path, "path")));
    if (place === null) throw notThere(path);
    return { place, root };
  }

  async #entry(path: string, name: string, root: string) {
    const inside = await insideOf(root, path);
    if (inside === null) return null;
    const facts = await stat(inside);
    if (facts.isDirectory()) return { name, type: "folder" as const, bytes: null };
    return facts.isFile() ? { name, type: "file" as const, bytes: facts.size } : null;
  }
}

function notThere(what: string): ServerError {
  return new ServerError("NOT_FOUND", {
    message: `there is no ${JSON.stringify(what)} in the folders that are allowed`,
  });
}

/** The real path; null when it is not there or a link leads out of the folder. */
async function insideOf(root: string, path: string): Promise<string | null> {
  const real = await realpath(path).catch(() => null);
  if (real === null) return null;
  return real === root || real.startsWith(root.endsWith(sep) ? root : root + sep) ? real : null;
}

/** Opens the file when it is its turn, so that few are open at a time. */
async function* createReadStreamLater(path: string): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(path)) yield chunk as Uint8Array;
}
