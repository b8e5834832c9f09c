/** Searches in Node. */
import { dataIdentity } from "../runs/backtest.js";
import { rowsIntoFile } from "../sweeps/files/rows-file-node.js";
import { nodeThreads } from "../sweeps/threads-node.js";
import { type StrategyFiles, withStrategy } from "../user-strategies/runs-node.js";
import { optimiseOn } from "./run-search.js";
import { searchSummaryJson } from "./search-json.js";
import type { SearchOptions, SearchResult } from "./search-options.js";

const ENTRY = new URL("../sweeps/sweep-worker-node.js", import.meta.url);

/** Where the trials of a search are written. */
export interface SearchFile {
  /** a file that ends in .csv, .json or .parquet, written as trials come; it is there when all are */
  readonly out?: string | undefined;
}

/**
 * Looks for the parameters that are best by an objective, on worker threads that share the bars. The
 * strategy may be a file of one's own: `"name": "./my-maker.ts"`, or `"module": "./my-maker.mjs"`.
 * @throws as `optimiseOn`; FILE_NOT_FOUND, STRATEGY_INVALID; OUTPUT_FAILED
 */
export async function optimise({
  out,
  ...given
}: SearchOptions & StrategyFiles & SearchFile): Promise<SearchResult> {
  const options = await withStrategy(given);
  const platform = nodeThreads(ENTRY);
  if (out === undefined) return optimiseOn(options, platform);
  return rowsIntoFile(out, "search", async (write) => {
    const onRows: SearchOptions["onRows"] = async (rows) => {
      await write(rows);
      await options.onRows?.(rows);
    };
    const result = await optimiseOn({ ...options, onRows }, platform);
    const { bars } = options.pool?.inputs ?? options;
    return { result, summary: searchSummaryJson(result, dataIdentity(bars)) };
  });
}
