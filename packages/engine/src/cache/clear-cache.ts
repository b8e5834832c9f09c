/** Removing entries: all, those not used for long, or the least recently used above a size. */
import { mkdir, open, readdir, rm, rmdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { cacheNames, cacheStatus, namesIn } from "./cache-entries.js";
import { cacheFile, cacheRoot } from "./cache-paths.js";

/** What was removed. */
export interface Cleared {
  readonly entries: number;
  readonly bytes: number;
}

/**
 * Removes the cache, or what was last used more than `olderThanMs` ago. Readers that have an entry
 * open finish with it. Throws what the file system throws.
 */
export async function clearCache(
  cacheDir: string,
  { olderThanMs = null }: { readonly olderThanMs?: number | null } = {},
): Promise<Cleared> {
  const { entries } = await cacheStatus(cacheDir);
  if (olderThanMs === null) {
    await rm(cacheRoot(cacheDir), { recursive: true, force: true });
    return totalOf(entries);
  }
  if (entries.length === 0) return totalOf([]);
  const before = (await fileSystemNowMs(cacheDir)) - olderThanMs;
  const old = entries.filter((entry) => entry.lastUsedMs < before);
  for (const { key } of old) {
    await rm(cacheFile(cacheDir, key, "bars"), { force: true });
    await rm(cacheFile(cacheDir, key, "uses"), { force: true });
  }
  for (const name of await cacheNames(cacheDir, "source.json")) {
    const record = cacheFile(cacheDir, name, "source.json");
    const found = await stat(record).catch(() => null);
    if (found !== null && found.mtimeMs < before) await rm(record, { force: true });
  }
  await removeEmptyFolders(cacheDir);
  return totalOf(old);
}

/**
 * Removes the least recently used entries until all together take at most `maxBytes`. The count of
 * their uses stays. Entries that cannot be removed are passed over.
 * @param keep key of an entry that stays in any case
 */
export async function trimCache(
  cacheDir: string,
  maxBytes: number,
  keep: string | null = null,
): Promise<Cleared> {
  const { entries, bytes } = await cacheStatus(cacheDir);
  const removed: { readonly bytes: number }[] = [];
  let left = bytes;
  for (const entry of [...entries].reverse()) {
    if (left <= maxBytes) break;
    if (entry.key === keep) continue;
    try {
      await rm(entry.path, { force: true });
    } catch {
      continue;
    }
    left -= entry.bytes;
    removed.push(entry);
  }
  return totalOf(removed);
}

function totalOf(entries: readonly { readonly bytes: number }[]): Cleared {
  return { entries: entries.length, bytes: entries.reduce((sum, { bytes }) => sum + bytes, 0) };
}

// the times in the folder are told by the file system's clock, which may be another machine's
async function fileSystemNowMs(cacheDir: string): Promise<number> {
  const path = join(cacheRoot(cacheDir), `now.${process.pid}-0.tmp`);
  await mkdir(cacheRoot(cacheDir), { recursive: true });
  const file = await open(path, "w");
  try {
    await file.writeFile("now");
    return (await file.stat()).mtimeMs;
  } finally {
    await file.close();
    await rm(path, { force: true });
  }
}

async function removeEmptyFolders(cacheDir: string): Promise<void> {
  for (const name of await namesIn(cacheRoot(cacheDir))) {
    const folder = join(cacheRoot(cacheDir), name);
    const inside = await readdir(folder).catch(() => null);
    // another process may be about to write: then the folder is not empty and stays
    if (inside?.length === 0) await rmdir(folder).catch(() => {});
  }
}
