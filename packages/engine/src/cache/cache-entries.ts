/** What is in the cache: its entries with what they were made from and how they were used. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { EntryHeader, MadeFrom } from "../market-data/bytes/entry-format.js";
import { cacheFile, cacheRoot } from "./cache-paths.js";
import { readEntryHead } from "./entry-file.js";
import { readUses, type Uses } from "./use-log.js";

/** One entry, its columns not checked. */
export interface CacheEntry extends Uses {
  /** 32 hex digits, the name of its file */
  readonly key: string;
  readonly path: string;
  readonly bytes: number;
  /** last use or, when it was never used again, its making; UTC ms by the file system's clock */
  readonly lastUsedMs: number;
  /** of its header: `verifyCache` looks at the columns as well */
  readonly state: "whole" | "damaged" | "outdated";
  readonly reason: string | null;
  readonly madeFrom: MadeFrom | null;
  readonly bars: CachedBarsFacts | null;
}

/** The bars of an entry in short. */
export interface CachedBarsFacts {
  readonly symbol: string | null;
  readonly count: number;
  readonly intervalMs: number;
  /** UTC ms */
  readonly firstOpenMs: number;
  readonly lastOpenMs: number;
  /** of the source, lower-case hex */
  readonly md5: string | null;
}

export interface CacheStatus {
  readonly cacheDir: string;
  /** latest use first */
  readonly entries: readonly CacheEntry[];
  /** of all entries */
  readonly bytes: number;
  /** of all openings, of entries that are gone as well */
  readonly hits: number;
  readonly misses: number;
}

/** Names, 32 hex digits each, of the files of one kind; none where there is no cache. */
export async function cacheNames(cacheDir: string, kind: string): Promise<string[]> {
  const matcher = new RegExp(`^([0-9a-f]{32})\\.${kind.replace(".", "\\.")}$`);
  const names: string[] = [];
  for (const folder of await namesIn(cacheRoot(cacheDir))) {
    for (const name of await namesIn(join(cacheRoot(cacheDir), folder))) {
      const match = matcher.exec(name);
      if (match !== null && name.startsWith(folder)) names.push(match[1]);
    }
  }
  return names.sort();
}

/** Names in a folder; none when it is not there or is no folder. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch {
    return [];
  }
}

/** All entries with their uses, the latest used first. */
export async function cacheStatus(cacheDir: string): Promise<CacheStatus> {
  const keys = await cacheNames(cacheDir, "bars");
  const found = await Promise.all(keys.map((key) => describeEntry(cacheDir, key)));
  const entries = found.filter((entry) => entry !== null);
  entries.sort((a, b) => b.lastUsedMs - a.lastUsedMs || (a.key < b.key ? -1 : 1));
  const counted = await cacheNames(cacheDir, "uses");
  const uses = await Promise.all(counted.map((key) => readUses(cacheDir, key)));
  return {
    cacheDir,
    entries,
    bytes: entries.reduce((sum, entry) => sum + entry.bytes, 0),
    hits: uses.reduce((sum, { hits }) => sum + hits, 0),
    misses: uses.reduce((sum, { misses }) => sum + misses, 0),
  };
}

async function describeEntry(cacheDir: string, key: string): Promise<CacheEntry | null> {
  const path = cacheFile(cacheDir, key, "bars");
  const file = await stat(path).catch(() => null);
  if (file === null) return null;
  const uses = await readUses(cacheDir, key);
  const lastUsedMs = Math.max(uses.lastUsedMs ?? 0, file.mtimeMs);
  const shared = { ...uses, key, path, bytes: file.size, lastUsedMs };
  const head = await readEntryHead(path, key).catch((error: unknown) => ({
    state: "damaged" as const,
    reason: error instanceof Error ? error.message : String(error),
  }));
  if (head.state === "absent") return null;
  if (head.state !== "whole") return { ...shared, ...head, madeFrom: null, bars: null };
  const { header } = head;
  const { madeFrom } = header;
  return { ...shared, state: "whole", reason: null, madeFrom, bars: barsFacts(header) };
}

function barsFacts({ bars, lastOpenMs }: EntryHeader): CachedBarsFacts {
  const { symbol, count, intervalMs, baseTimeMs, source } = bars;
  return { symbol, count, intervalMs, firstOpenMs: baseTimeMs, lastOpenMs, md5: source.md5 };
}
