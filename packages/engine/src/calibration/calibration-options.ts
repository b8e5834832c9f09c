/** What a calibration is asked, and what it gives. */
import type { NormalisedConfig, PathModel } from "../config/types.js";
import type { Bars } from "../market-data/bars.js";
import type { BarInterval } from "../market-data/resample/bar-interval.js";
import type { Trades } from "../market-data/trades/trades.js";
import type { RunInputs } from "../runs/prepare.js";

export type FillRuleName = "touch" | "through";

/** What the bars are walked by; the true path is that of the trades. */
export type CalibratedModel = Exclude<PathModel, "trades">;

export interface CalibrationProgress {
  /** runs done, and in all */
  readonly done: number;
  readonly total: number;
}

export interface CalibrationOptions extends Omit<RunInputs, "bars" | "trades"> {
  /** every trade of some time: the true path, and what the bars are made of */
  readonly trades: Trades;
  /** of the bars, such as `"1m"` (default) */
  readonly interval?: BarInterval | undefined;
  /** default: all six */
  readonly models?: readonly CalibratedModel[] | undefined;
  /** default: both */
  readonly rules?: readonly FillRuleName[] | undefined;
  /**
   * times after which quotes are renewed, ms; default: the configuration's own, one bar, a third and a
   * twelfth of one
   */
  readonly refreshMs?: readonly number[] | undefined;
  /** seeds of the models that are drawn, from `path.seed` on; 1 to 1000, default 8 */
  readonly seeds?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** called after every run */
  readonly onProgress?: ((progress: CalibrationProgress) => void) | undefined;
}

/** A mean over runs, one a seed. */
export interface SeedMean {
  readonly mean: number;
  /** of the mean, over the seeds; 0 with one run */
  readonly standardError: number;
}

/** What is compared. Money in quote. */
export interface CalibratedFigures<Value = SeedMean> {
  readonly fills: Value;
  /** profit of quoting: the price of each fill against the price at its quote (semantics 9) */
  readonly spreadPnl: Value;
  /** what the run earned in all: final equity less the initial balance */
  readonly total: Value;
}

/** How far a figure on bars is from the one on the trades. */
export interface Bias {
  /** bars less truth, in the figure's own unit */
  readonly absolute: number;
  /**
   * of `absolute`: how much of it may be chance, by the differences in 24 stretches of the time; 0 with
   * one bar
   */
  readonly standardError: number;
  /** share of the size of the truth; null where the truth is 0 */
  readonly relative: number | null;
  /**
   * money only: what bars say per notional that they trade, less what the trades say per theirs, in
   * 1/10 000; null for fills, and where one of them trades nothing
   */
  readonly bps: number | null;
}

/** One way of running the configuration. */
export interface CalibrationRow extends CalibratedFigures {
  readonly refreshMs: number;
  readonly rule: FillRuleName;
  /** `trades`: the truth of this rule and refresh time */
  readonly model: PathModel;
  /**
   * mean time between two quotes on this path, ms: one that is due waits for the next point, along trades
   * for the next trade
   */
  readonly renewedMs: number;
  /** runs, one a seed */
  readonly runs: number;
  /** those of them that were liquidated, and so say little of the rest of the time */
  readonly liquidated: number;
  /** traded, quote */
  readonly notional: SeedMean;
  /** null in the row of the truth */
  readonly bias: CalibratedFigures<Bias> | null;
}

export interface CalibrationResult {
  /** complete; its path, rule and refresh time are its own, not those of a row */
  readonly config: NormalisedConfig;
  /** made of the trades */
  readonly bars: Bars;
  /** trades in the bars that were run */
  readonly trades: number;
  readonly seeds: number;
  /** by refresh time, rule and model: in the order asked, the truth first */
  readonly rows: readonly CalibrationRow[];
}
