/** Searches in a browser. */
import { type BrowserThreads, platformOf } from "../sweeps/sweep-browser.js";
import { optimiseOn } from "./run-search.js";
import type { SearchOptions, SearchResult } from "./search-options.js";

/**
 * Looks for the parameters that are best by an objective, on Web Workers as `sweep` uses them.
 * @throws as `optimiseOn`
 */
export function optimise({
  startWorker,
  ...options
}: SearchOptions & BrowserThreads): Promise<SearchResult> {
  return optimiseOn(options, platformOf({ startWorker }));
}
