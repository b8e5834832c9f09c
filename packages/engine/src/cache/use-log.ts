/**
 * How often an entry was used: a file beside it that grows by one letter a use, `h` for a hit and `m`
 * for a miss. Appending a byte is one write that no other process can tear, and the file's own time
 * is that of the last use, told by the clock of the file system.
 */
import { appendFile, mkdir, readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { cacheFile } from "./cache-paths.js";

export interface Uses {
  readonly hits: number;
  readonly misses: number;
  /** UTC ms by the clock of the file system; null when the entry was never used */
  readonly lastUsedMs: number | null;
}

/** Counts a use of the entry of `key`; that it cannot be counted is nobody's trouble. */
export async function recordUse(cacheDir: string, key: string, hit: boolean): Promise<void> {
  const path = cacheFile(cacheDir, key, "uses");
  const append = () => appendFile(path, hit ? "h" : "m");
  try {
    await append();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") return;
    await mkdir(dirname(path), { recursive: true }).then(append, () => {});
  }
}

/** The uses that were counted for the entry of `key`. */
export async function readUses(cacheDir: string, key: string): Promise<Uses> {
  const path = cacheFile(cacheDir, key, "uses");
  try {
    const [letters, { mtimeMs }] = await Promise.all([readFile(path), stat(path)]);
    const hits = letters.reduce((sum, letter) => sum + (letter === 0x68 ? 1 : 0), 0);
    return { hits, misses: letters.length - hits, lastUsedMs: mtimeMs };
  } catch {
    return { hits: 0, misses: 0, lastUsedMs: null };
  }
}
