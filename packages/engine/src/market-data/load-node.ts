/** Reading bars in Node: paths, folders, globs, bytes and streams. */
import type { Bars } from "./bars.js";
import { loadBarsFrom } from "./load.js";
import type { LoadBarsOptions } from "./load-options.js";
import { nodePlatform } from "./platform-node.js";
import { type BytesSource, sourceOfBytes } from "./source-bytes.js";
import { sourceOfPaths } from "./source-node.js";

/** Paths (files, folders, quoted globs), or the content itself. */
export type NodeSource = string | readonly string[] | BytesSource;

/**
 * Bars from CSV files: plain, gzip or zip, one or several.
 * @throws PerpmillError with a BARS_* or FILE_* code, CONFIG_INVALID, ABORTED
 */
export async function loadBars(source: NodeSource, options: LoadBarsOptions = {}): Promise<Bars> {
  return loadBarsFrom(await nodeSource(source), nodePlatform, options);
}

function nodeSource(source: NodeSource) {
  if (typeof source === "string") return sourceOfPaths([source]);
  if (Array.isArray(source)) return sourceOfPaths(source as readonly string[]);
  return Promise.resolve(sourceOfBytes(source as BytesSource));
}
