/**
 * Bars from the cache, or read and then kept there. Nothing that happens to the cache fails a run:
 * entries that are damaged or of another format are read anew, and a folder that cannot be written
 * to means that the bars are not kept.
 */
import type { Bars, FillRule } from "../market-data/bars.js";
import type { MadeFrom } from "../market-data/bytes/entry-format.js";
import { fillBars } from "../market-data/fill-bars.js";
import { symbolOf } from "../market-data/load.js";
import { throwIfAborted } from "../market-data/load-options.js";
import type { OpenBarsOptions } from "../market-data/open/open-bars.js";
import { sourceOfPaths } from "../market-data/source-node.js";
import { cacheFile, entryKey } from "./cache-paths.js";
import { trimCache } from "./clear-cache.js";
import { type AllocateColumns, type EntryRead, readEntry, writeEntry } from "./entry-file.js";
import { type FileState, hashFiles, lookAtFiles, sameFiles } from "./file-state.js";
import { knownMd5, rememberMd5 } from "./source-index.js";
import { recordUse } from "./use-log.js";

/** What happened to an entry; `reason` is a sentence to show or log. */
export interface CacheEvent {
  readonly kind: "hit" | "absent" | "outdated" | "damaged" | "unreadable" | "kept" | "notKept";
  /** file of the entry */
  readonly path: string;
  readonly reason: string | null;
}

export interface CachedBarsOptions extends OpenBarsOptions {
  /** folder of the cache, made when missing */
  readonly cacheDir: string;
  /** what is done about holes, part of what is kept; default: nothing */
  readonly fill?: FillRule | undefined;
  /** reads the source to recognise it, also when it looks as it did; default: false */
  readonly rehash?: boolean | undefined;
  /**
   * bytes of all entries above which the least recently used ones are removed when one is added (which
   * stays, whatever its size); default: no limit
   */
  readonly maxBytes?: number | null | undefined;
  readonly onCacheEvent?: ((event: CacheEvent) => void) | undefined;
  /** memory for the columns of a hit; default: a buffer of their own */
  readonly allocate?: AllocateColumns | undefined;
}

export interface CachedBars {
  readonly bars: Bars;
  /** whether the bars came from the cache */
  readonly hit: boolean;
  /** of the entry, 32 hex digits; null when the bars cannot be told by their bytes */
  readonly key: string | null;
}

/** Reads files the cache does not have, as `openBars` does. */
export type LoadFiles = (paths: readonly string[], options: OpenBarsOptions) => Promise<Bars>;

/**
 * The whole data set behind `paths` (files, folders, patterns, as for `loadBars`); cut a range with
 * `sliceBars`. Of a hit, progress is reported once.
 * Throws what `load` throws, FILE_NOT_FOUND, FILE_UNREADABLE and ABORTED.
 */
export async function openBarsCached(
  paths: string | readonly string[],
  options: CachedBarsOptions,
  load: LoadFiles,
): Promise<CachedBars> {
  const { cacheDir, onCacheEvent, allocate, fill, rehash, maxBytes, ...loadOptions } = options;
  const tell = onCacheEvent ?? (() => {});
  const source = await sourceOfPaths(typeof paths === "string" ? [paths] : paths);
  const files = source.files.map((file) => file.path ?? file.name);
  const loadFilled = async () => fillBars(await load(files, loadOptions), fill ?? "none");
  // A pipe can be read once, and not for a look at its bytes before.
  const inPlace = source.files.every((file) => file.inPlace);
  const identity = inPlace ? await identify(files, options) : null;
  // the reader says best what is wrong with a file that cannot be read
  if (identity === null) return { bars: await loadFilled(), hit: false, key: null };

  const { key, states } = identity;
  const entry = await tryReadEntry(cacheFile(cacheDir, key, "bars"), key, allocate, tell);
  throwIfAborted(options.signal);
  if (entry === null) {
    const bars = await loadFilled();
    return { bars, hit: false, key: await keep(bars, files, states, options, tell) };
  }
  await recordUse(cacheDir, key, true);
  if (!identity.remembered) await rememberMd5(cacheDir, states, identity.md5).catch(() => {});
  const bytes = states.reduce((sum, state) => sum + state.bytes, 0);
  options.onProgress?.({ bytes, totalBytes: bytes, rows: entry.count });
  // the same bytes may have been kept under another file name
  const symbol = options.symbol ?? symbolOf(source);
  const bars = { ...entry, symbol, source: { ...entry.source, name: source.name } };
  return { bars, hit: true, key };
}

interface Identity {
  readonly states: readonly FileState[];
  readonly md5: string;
  readonly remembered: boolean;
  readonly key: string;
}

async function identify(
  files: readonly string[],
  options: CachedBarsOptions,
): Promise<Identity | null> {
  try {
    const states = await lookAtFiles(files);
    const known = options.rehash === true ? null : await knownMd5(options.cacheDir, states);
    const md5 = known ?? (await hashFiles(states, options.signal));
    const key = entryKey(md5, states, options);
    return { states, md5, remembered: known !== null, key };
  } catch {
    throwIfAborted(options.signal);
    return null;
  }
}

async function tryReadEntry(
  path: string,
  key: string,
  allocate: AllocateColumns | undefined,
  tell: (event: CacheEvent) => void,
): Promise<Bars | null> {
  let entry: EntryRead;
  try {
    entry = await readEntry(path, key, allocate);
  } catch (error) {
    tell({ kind: "unreadable", path, reason: textOf(error) });
    return null;
  }
  if (entry.state === "whole") {
    tell({ kind: "hit", path, reason: null });
    return entry.bars;
  }
  tell({ kind: entry.state, path, reason: entry.state === "absent" ? null : entry.reason });
  return null;
}

// under the name of the bytes that the reader saw, which may be others than those hashed before
async function keep(
  bars: Bars,
  files: readonly string[],
  before: readonly FileState[],
  options: CachedBarsOptions,
  tell: (event: CacheEvent) => void,
): Promise<string | null> {
  const { md5 } = bars.source;
  if (md5 === null) return null;
  const key = entryKey(md5, before, options);
  const path = cacheFile(options.cacheDir, key, "bars");
  try {
    if (!sameFiles(before, await lookAtFiles(files))) {
      tell({ kind: "notKept", path, reason: "the source changed while it was read" });
      return key;
    }
    const { cacheDir, maxBytes } = options;
    await writeEntry(path, key, bars, madeFromOf(before, options));
    tell({ kind: "kept", path, reason: null });
    await rememberMd5(cacheDir, before, md5);
    await recordUse(cacheDir, key, false);
    if (typeof maxBytes === "number") await trimCache(cacheDir, maxBytes, key);
  } catch (error) {
    tell({ kind: "notKept", path, reason: textOf(error) });
  }
  return key;
}

function madeFromOf(files: readonly FileState[], options: CachedBarsOptions): MadeFrom {
  return {
    files: files.map(({ realPath, bytes }) => ({ path: realPath, bytes })),
    intervalMs: options.intervalMs ?? null,
    onBadRow: options.onBadRow ?? "error",
    priceDecimals: options.priceDecimals ?? null,
    table: options.table ?? null,
    format: options.format ?? null,
    fill: options.fill ?? "none",
  };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
