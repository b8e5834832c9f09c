/** Checks every byte of the cache, and makes entries again from their sources. */
import { readFile, rm } from "node:fs/promises";
import { throwIfAborted } from "../market-data/load-options.js";
import { type CacheEntry, cacheNames, cacheStatus } from "./cache-entries.js";
import { cacheFile } from "./cache-paths.js";
import { readEntry } from "./entry-file.js";
import { type FileState, hashFiles, lookAtFiles, sameFiles } from "./file-state.js";
import { type LoadFiles, openBarsCached } from "./open-bars.js";

export interface VerifiedEntry {
  readonly key: string;
  readonly path: string;
  readonly bytes: number;
  readonly state: "whole" | "damaged" | "outdated";
  readonly reason: string | null;
}

export interface VerifiedSource {
  readonly files: readonly string[];
  /**
   * `same`: the bytes still have the MD5 that was remembered; `changed`, `gone`: the files are others
   * or not there; `wrong`: they look the same and have other bytes
   */
  readonly state: "same" | "changed" | "gone" | "wrong";
}

export interface CacheVerification {
  readonly entries: readonly VerifiedEntry[];
  readonly sources: readonly VerifiedSource[];
}

/** How far the work is. */
export interface CacheWork {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/**
 * Reads every entry and every remembered source again. A record that is wrong is removed, so that it
 * is never believed; damaged entries stay until they are read or rebuilt, and are not used.
 * Throws ABORTED
 */
export async function verifyCache(
  cacheDir: string,
  { signal, onProgress }: CacheWork = {},
): Promise<CacheVerification> {
  const { entries } = await cacheStatus(cacheDir);
  const records = await cacheNames(cacheDir, "source.json");
  const total = entries.length + records.length;
  const checked: VerifiedEntry[] = [];
  const sources: VerifiedSource[] = [];
  for (const { key, path, bytes } of entries) {
    throwIfAborted(signal);
    const read = await readEntry(path, key).catch((error: unknown) => ({
      state: "damaged" as const,
      reason: String(error),
    }));
    if (read.state === "absent") continue;
    const reason = read.state === "whole" ? null : read.reason;
    checked.push({ key, path, bytes, state: read.state, reason });
    onProgress?.(checked.length, total);
  }
  for (const name of records) {
    const verified = await verifySource(cacheFile(cacheDir, name, "source.json"), signal);
    if (verified !== null) sources.push(verified);
    onProgress?.(checked.length + sources.length, total);
  }
  return { entries: checked, sources };
}

async function verifySource(
  path: string,
  signal: AbortSignal | undefined,
): Promise<VerifiedSource | null> {
  let record: { readonly files: readonly FileState[]; readonly md5: string };
  try {
    record = JSON.parse(await readFile(path, "utf8"));
    record.files.map((file) => file.realPath);
  } catch {
    await rm(path, { force: true });
    return null;
  }
  const files = record.files.map((file) => file.realPath);
  try {
    if (!sameFiles(await lookAtFiles(files), record.files)) return { files, state: "changed" };
    if ((await hashFiles(record.files, signal)) === record.md5) return { files, state: "same" };
  } catch {
    throwIfAborted(signal);
    return { files, state: "gone" };
  }
  await rm(path, { force: true });
  return { files, state: "wrong" };
}

export interface RebuiltEntry {
  /** of the entry before */
  readonly key: string;
  /** of the entry now, another one when the source has changed; null when it could not be made */
  readonly newKey: string | null;
  readonly files: readonly string[];
  /** why it could not be made again; null when it was */
  readonly reason: string | null;
}

/**
 * Makes every entry again from its source. Entries whose source is gone, and those that do not say
 * what they were made from, are removed.
 * Throws ABORTED, and what the file system throws when an entry cannot be removed
 */
export async function rebuildCache(
  cacheDir: string,
  load: LoadFiles,
  { signal, onProgress }: CacheWork = {},
): Promise<readonly RebuiltEntry[]> {
  const { entries } = await cacheStatus(cacheDir);
  const rebuilt: RebuiltEntry[] = [];
  for (const entry of entries) {
    throwIfAborted(signal);
    await rm(entry.path, { force: true });
    rebuilt.push(await rebuildEntry(cacheDir, entry, load, signal));
    onProgress?.(rebuilt.length, entries.length);
  }
  return rebuilt;
}

async function rebuildEntry(
  cacheDir: string,
  { key, madeFrom, reason }: CacheEntry,
  load: LoadFiles,
  signal: AbortSignal | undefined,
): Promise<RebuiltEntry> {
  const files = madeFrom?.files.map(({ path }) => path) ?? [];
  if (madeFrom === null) {
    const why = reason ?? "it does not say what it was made from";
    return { key, newKey: null, files, reason: why };
  }
  const { intervalMs, onBadRow, priceDecimals, table, format, fill } = madeFrom;
  const choices = { intervalMs, onBadRow, priceDecimals, table, format, fill };
  try {
    const made = await openBarsCached(files, { ...choices, cacheDir, rehash: true, signal }, load);
    return { key, newKey: made.key, files, reason: null };
  } catch (error) {
    throwIfAborted(signal);
    return {
      key,
      newKey: null,
      files,
      reason: error instanceof Error ? error.message : `${error}`,
    };
  }
}
