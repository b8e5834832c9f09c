/** Searches in Node. */
import { nodeThreads } from "../sweeps/threads-node.js";
import { type StrategyFiles, withStrategy } from "../user-strategies/runs-node.js";
import { optimiseOn } from "./run-search.js";
import type { SearchOptions, SearchResult } from "./search-options.js";

const ENTRY = new URL("../sweeps/sweep-worker-node.js", import.meta.url);

/**
 * Looks for the parameters that are best by an objective, on worker threads that share the bars. The
 * strategy may be a file of one's own: `"name": "./my-maker.ts"`, or `"module": "./my-maker.mjs"`.
 * @throws as `optimiseOn`; FILE_NOT_FOUND, STRATEGY_INVALID
 */
export async function optimise(options: SearchOptions & StrategyFiles): Promise<SearchResult> {
  return optimiseOn(await withStrategy(options), nodeThreads(ENTRY));
}
