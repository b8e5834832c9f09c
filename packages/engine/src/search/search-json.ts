/** A search as plain JSON: numbers, texts, null. What it is does not depend on where it was run. */
import type { DataIdentity } from "../runs/result.js";
import { type StudyHead, studyHead } from "../studies/study-head.js";
import { type TableJson, tableJson } from "../sweeps/table-json.js";
import type { SearchBest, SearchResult } from "./search-options.js";

/** What a search has that JSON cannot hold, or that hangs on where it was run. */
type Replaced =
  | "seed"
  | "trials"
  | "best"
  | "history"
  | "config"
  | "returns"
  | "reused"
  | "workers"
  | "sharedMemory";

export interface SearchJson extends StudyHead<"search">, Omit<SearchResult, Replaced> {
  /** a text above 2^53 - 1 */
  readonly seed: number | string;
  /** how many there were */
  readonly trials: number;
  /** of the trials, by name */
  readonly columns: TableJson;
  /** its configuration is that of the search with the parameters in it */
  readonly best: SearchBest | null;
  /** null before there is a best */
  readonly history: readonly (number | null)[];
}

/** @param data what the search was run on, as `dataIdentity` gives it */
export function searchJson(result: SearchResult, data: DataIdentity): SearchJson {
  const { seed, trials, best, history, config, ...others } = result;
  const { returns: _, reused: __, workers: ___, sharedMemory: ____, ...kept } = others;
  return {
    ...studyHead("search", data, config),
    ...kept,
    seed: typeof seed === "bigint" ? String(seed) : seed,
    trials: trials.length,
    columns: tableJson(trials),
    best: best && { trial: best.trial, values: best.values, parameters: best.parameters },
    history: Array.from(history, (one) => (Number.isNaN(one) ? null : one)),
  };
}

/** What belongs to all trials of a search. */
export type SearchSummaryJson = Omit<SearchJson, "columns" | "history">;

/** The same without what has a value a trial: what files of trials end with. */
export function searchSummaryJson(result: SearchResult, data: DataIdentity): SearchSummaryJson {
  const { columns: _, history: __, ...summary } = searchJson(result, data);
  return summary;
}
