/** What tasks are given to work on: files of data sets, folders, strategies of users. */
import type { BarFormat, FillRule, StrategyDescriptor } from "@perpmill/engine";

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

/** UTC ms, `[fromMs, toMs)`; null: to the end. */
export interface TimeRange {
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

/** What a run reads. */
export interface RunData {
  readonly bars: DataFiles;
  readonly mark: DataFiles | null;
  readonly funding: DataFiles | null;
  readonly range: TimeRange;
}

/** A strategy that a user wrote: what it is, and what runs it instead of the kernel. */
export interface UserModule {
  readonly descriptor: StrategyDescriptor;
  /** kernel and strategy as one WebAssembly module */
  readonly module: Uint8Array;
}
