/** The folders of the cache: `<cacheDir>/v1/<first two digits>/<name>.<kind>`. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { LoadBarsOptions } from "../market-data/load-options.js";
import { ENTRY_VERSION } from "./entry-format.js";
import type { FileState } from "./file-state.js";

const LAYOUT = "v1";

/** The file of `name`, 32 hex digits. */
export function cacheFile(cacheDir: string, name: string, kind: "bars" | "source.json"): string {
  return join(cacheDir, LAYOUT, name.slice(0, 2), `${name}.${kind}`);
}

/**
 * The name of a prepared data set: MD5 of what was read, how, and in which format it is kept.
 * Time ranges and file names take no part.
 * @param md5 of the bytes of all files in order
 * @param files their sizes count: the same bytes cut elsewhere are another data set
 */
export function entryKey(
  md5: string,
  files: readonly FileState[],
  options: LoadBarsOptions,
): string {
  const identity = {
    format: ENTRY_VERSION,
    intervalMs: options.intervalMs ?? null,
    md5,
    onBadRow: options.onBadRow ?? "error",
    priceDecimals: options.priceDecimals ?? null,
    sizes: files.map((file) => file.bytes),
  };
  return createHash("md5").update(JSON.stringify(identity)).digest("hex");
}
