/** What tasks are given to work on: files of data sets, and folders. */
import type { BarFormat, FillRule } from "@perpmill/engine";

/** How a data set's files are read: the reader's options, as JSON. */
export interface ReadOptions {
  readonly format?: BarFormat | null;
  readonly table?: string | null;
  readonly fill?: FillRule;
  readonly onBadRow?: "error" | "skip";
  readonly priceDecimals?: number | null;
  readonly intervalMs?: number | null;
  readonly symbol?: string | null;
}

/** Files of a data set, by absolute path. */
export interface DataFiles {
  readonly paths: readonly string[];
  readonly options: ReadOptions;
  /** key under which a process keeps it warm */
  readonly contentHash: string;
}

/** Folders that a process works in. */
export interface TaskPlaces {
  readonly home: string;
  readonly cacheDir: string;
  readonly cacheLimitBytes: number | null;
}
