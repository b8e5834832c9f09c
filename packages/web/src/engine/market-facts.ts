/** What is known of the market that is open. */

/** What is known of a series that stands beside bars. */
export interface SeriesFacts {
  readonly name: string;
  readonly rows: number;
  /** UTC ms of the first and last row */
  readonly firstMs: number;
  readonly lastMs: number;
}

/** What is known of the bars that are open. */
export interface BarsFacts {
  readonly source: string;
  readonly symbol: string | null;
  readonly synthetic: boolean;
  readonly md5: string | null;
  readonly intervalMs: number;
  readonly bars: number;
  readonly holes: number;
  readonly hasVolume: boolean;
  /** UTC ms of the first and last open */
  readonly firstMs: number;
  readonly lastMs: number;
  /** the last close, quote */
  readonly lastPrice: number;
  /** what stands beside them; null: nothing */
  readonly mark: SeriesFacts | null;
  readonly funding: SeriesFacts | null;
}
