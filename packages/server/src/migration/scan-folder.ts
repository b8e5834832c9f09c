/** Finds what may be of an older installation, by the names and endings of files. Links are not followed. */
import { readdir } from "node:fs/promises";
import { extname, join } from "node:path";

export const OLD_KINDS = ["parameters", "bars", "cache", "history"] as const;
/** What a file is by its name: parameters, K-lines (`.h5`), prepared bars (`.pkl`), run history. */
export type OldKind = (typeof OLD_KINDS)[number];

export interface OldFile {
  /** below the folder, `/` as separator */
  readonly name: string;
  readonly path: string;
  readonly kind: OldKind;
}

export interface Scan {
  /** by name */
  readonly files: readonly OldFile[];
  /** how many other files there are */
  readonly others: number;
}

/** Folders of tools, which hold nothing of the installation's own. */
const SKIPPED =
  /^(\.git|\.svn|\.venv|venv|env|__pycache__|node_modules|site-packages|dist|build)$/i;
const PARAMETERS = /^(.*[_.-])?(config|configs|params|parameters|settings)([_.-].*)?\.(json|py)$/i;
const DEPTH = 8;

const KIND_BY_ENDING: Readonly<Record<string, OldKind>> = {
  ".h5": "bars",
  ".hdf5": "bars",
  ".pkl": "cache",
  ".pickle": "cache",
  ".db": "history",
  ".sqlite": "history",
  ".sqlite3": "history",
};

function kindOf(name: string): OldKind | null {
  if (PARAMETERS.test(name)) return "parameters";
  return KIND_BY_ENDING[extname(name).toLowerCase()] ?? null;
}

/**
 * Goes through a folder, eight levels deep.
 * @throws errors of the file system
 */
export async function scanFolder(root: string): Promise<Scan> {
  const files: OldFile[] = [];
  let others = 0;
  const visit = async (folder: string, depth: number): Promise<void> => {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      const name = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (depth < DEPTH && !SKIPPED.test(entry.name)) await visit(name, depth + 1);
        continue;
      }
      const kind = entry.isFile() ? kindOf(entry.name) : null;
      if (kind === null) others += 1;
      else files.push({ name, path: join(root, name), kind });
    }
  };
  await visit("", 0);
  return { files: files.sort((a, b) => (a.name < b.name ? -1 : 1)), others };
}
