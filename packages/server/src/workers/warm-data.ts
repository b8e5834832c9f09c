/** Data sets that a process keeps in memory between tasks: those used last, up to so many bytes. */
import {
  allocateBarMemory,
  type Bars,
  type CachedBars,
  type CacheEvent,
  type FundingSeries,
  type OpenSeriesOptions,
  openBars,
  openBarsCached,
  openSeries,
  type PriceSeries,
  type SeriesKind,
  type StudyRowRunner,
} from "@perpmill/engine";
import type { DataFiles, TaskPlaces } from "./protocol.js";

/** Bytes that one row of bars, and of the equity that runs keep beside them, takes. */
const BAR_BYTES = 36;
/** Bytes of a row of a price series, and of a funding series. */
const SERIES_BYTES = { mark: 40, funding: 16 } as const;

export interface ReadControl {
  readonly signal: AbortSignal;
  readonly onCacheEvent?: (event: CacheEvent) => void;
  readonly onBytes?: (bytes: number, totalBytes: number | null) => void;
}

type Warm = Bars | PriceSeries | FundingSeries;

/** A data set's content hash says all that it is made of, so that what is kept is never out of date. */
export class WarmData {
  readonly #maxBytes: number;
  /** by kind and content hash; the one used last is the last */
  readonly #kept = new Map<string, { readonly data: Warm; readonly bytes: number }>();
  #bytes = 0;
  #runner: { readonly key: string; readonly runner: StudyRowRunner } | null = null;

  /** @param maxBytes of all that is kept */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Bars in a kernel's memory, through the cache. Throws what `openBars` throws */
  bars(files: DataFiles, places: TaskPlaces, control: ReadControl): Promise<Bars> {
    return this.#keep("bars", files, BAR_BYTES, async () => {
      const read = await readBars(files, places, control);
      // Only what comes from the cache lies where it is run; every run would copy anything else.
      if (read.hit || read.key === null) return read.bars;
      return (await readBars(files, places, { signal: control.signal })).bars;
    });
  }

  /** Mark prices. Throws what `openSeries` throws */
  mark(files: DataFiles, { signal }: ReadControl): Promise<PriceSeries> {
    return this.#keep("mark", files, SERIES_BYTES.mark, async () => {
      const opened = await openSeries(files.paths, seriesOptions(files, "mark", signal));
      if (opened.kind !== "mark") throw new Error(`asked for mark prices, got ${opened.kind}`);
      return opened.series;
    });
  }

  /** Funding rates. Throws what `openSeries` throws */
  funding(files: DataFiles, { signal }: ReadControl): Promise<FundingSeries> {
    return this.#keep("funding", files, SERIES_BYTES.funding, async () => {
      const opened = await openSeries(files.paths, seriesOptions(files, "funding", signal));
      if (opened.kind !== "funding") throw new Error(`asked for funding, got ${opened.kind}`);
      return opened.series;
    });
  }

  /** What runs rows of studies on a market: the one of before when it is of the same key. */
  async runner(key: string, make: () => Promise<StudyRowRunner>): Promise<StudyRowRunner> {
    if (this.#runner?.key === key) return this.#runner.runner;
    this.dropRunner();
    const runner = await make();
    this.#runner = { key, runner };
    return runner;
  }

  /** Gives back what rows of studies were run in. */
  dropRunner(): void {
    this.#runner?.runner.close();
    this.#runner = null;
  }

  async #keep<Data extends Warm>(
    kind: string,
    { contentHash }: Pick<DataFiles, "contentHash">,
    rowBytes: number,
    read: () => Promise<Data>,
  ): Promise<Data> {
    const key = `${kind} ${contentHash}`;
    const kept = this.#kept.get(key);
    if (kept !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, kept);
      return kept.data as Data;
    }
    const data = await read();
    const bytes = data.count * rowBytes;
    if (bytes > this.#maxBytes) return data;
    this.#kept.set(key, { data, bytes });
    this.#bytes += bytes;
    for (const [oldest, { bytes: freed }] of this.#kept) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#kept.delete(oldest);
      this.#bytes -= freed;
    }
    return data;
  }
}

/** Bars through the cache, not kept warm. Throws what `openBars` throws */
export async function readBars(
  files: Pick<DataFiles, "paths" | "options">,
  places: TaskPlaces,
  { signal, onCacheEvent, onBytes }: ReadControl,
): Promise<CachedBars> {
  return openBarsCached(
    files.paths,
    {
      ...files.options,
      signal,
      onCacheEvent,
      cacheDir: places.cacheDir,
      maxBytes: places.cacheLimitBytes,
      allocate: allocateBarMemory,
      onProgress: ({ bytes, totalBytes }) => onBytes?.(bytes, totalBytes),
    },
    openBars,
  );
}

/** What of a data set's options is about series. */
export function seriesOptions(
  { options }: Pick<DataFiles, "options">,
  kind: SeriesKind | null,
  signal: AbortSignal,
): OpenSeriesOptions {
  const { onBadRow, intervalMs, table } = options;
  return { kind, onBadRow, intervalMs, table, signal };
}
