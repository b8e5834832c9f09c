/** Tasks about data besides those of runs: made-up bars, the last day's figures, work on the cache. */
import type { BesideColumns, CacheVerification, DayStats, RebuiltEntry } from "@perpmill/engine";
import type { DataFiles, TaskPlaces } from "./task-data.js";

/** Bars of a made-up market, written as the exchange writes them. */
export interface SampleTask {
  readonly kind: "sample";
  readonly seed: number;
  /** rows */
  readonly bars: number;
  readonly symbol: string;
  /** file to write */
  readonly out: string;
}

/** The last 24 hours of bars. */
export interface StatsTask {
  readonly kind: "stats";
  readonly places: TaskPlaces;
  readonly bars: DataFiles;
}

/** What stands beside the last bars of a length that open in `[fromMs, toMs)`. */
export interface BesideTask {
  readonly kind: "beside";
  readonly places: TaskPlaces;
  readonly bars: DataFiles;
  readonly mark: DataFiles | null;
  readonly funding: DataFiles | null;
  /** such as `5m`, `1d`, `1w` */
  readonly interval: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** most bars */
  readonly limit: number;
}

/** Checks every byte of the cache, or makes its entries again. */
export interface CacheTask {
  readonly kind: "cache";
  readonly places: TaskPlaces;
  readonly work: "verify" | "rebuild";
}

export type DataTask = SampleTask | StatsTask | BesideTask | CacheTask;

export interface DataTaskResults {
  sample: { readonly kind: "sample"; readonly bytes: number; readonly sha256: string };
  stats: { readonly kind: "stats"; readonly stats: DayStats };
  beside: { readonly kind: "beside"; readonly beside: BesideColumns };
  cache: {
    readonly kind: "cache";
    readonly verified: CacheVerification | null;
    readonly rebuilt: readonly RebuiltEntry[] | null;
  };
}
