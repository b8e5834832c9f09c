/** The folders of the cache: `<cacheDir>/v1/<first two digits>/<name>.<kind>`. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { FillRule } from "../market-data/bars.js";
import { ENTRY_VERSION } from "../market-data/bytes/entry-format.js";
import type { OpenBarsOptions } from "../market-data/open/open-bars.js";
import type { FileState } from "./file-state.js";

const LAYOUT = "v1";

/** Entries, what is remembered of sources, and how often entries were used. */
export type CacheFileKind = "bars" | "source.json" | "uses";

/** The folder that all files of the cache are in. */
export function cacheRoot(cacheDir: string): string {
  return join(cacheDir, LAYOUT);
}

/** The file of `name`, 32 hex digits. */
export function cacheFile(cacheDir: string, name: string, kind: CacheFileKind): string {
  return join(cacheRoot(cacheDir), name.slice(0, 2), `${name}.${kind}`);
}

/** The choices that change which bars come out of the same bytes. */
export interface BarsChoices
  extends Pick<OpenBarsOptions, "format" | "intervalMs" | "onBadRow" | "priceDecimals" | "table"> {
  /** default: `"none"` */
  readonly fill?: FillRule | undefined;
}

/**
 * The name of a prepared data set: MD5 of what was read, how, and in which format it is kept.
 * Time ranges and file names take no part.
 * @param md5 of the bytes of all files in order
 * @param files their sizes count: the same bytes cut elsewhere are another data set
 */
export function entryKey(md5: string, files: readonly FileState[], options: BarsChoices): string {
  const identity = {
    fill: options.fill ?? "none",
    format: ENTRY_VERSION,
    intervalMs: options.intervalMs ?? null,
    md5,
    onBadRow: options.onBadRow ?? "error",
    priceDecimals: options.priceDecimals ?? null,
    readAs: options.format ?? null,
    sizes: files.map((file) => file.bytes),
    table: options.table ?? null,
  };
  return createHash("md5").update(JSON.stringify(identity)).digest("hex");
}
