/** What a study over folds in time is asked, what it tells on its way, and what it gives. */
import type { NormalisedConfig } from "../config/types.js";
import type { RunInputs } from "../runs/prepare.js";
import type { ResolvedObjective, SearchObjective } from "../search/search-options.js";
import type { AxisValue, SweepAxis } from "../sweeps/axis.js";
import type { CellValue } from "../sweeps/metric-columns.js";
import type { SweepPool } from "../sweeps/pool.js";
import type { SweepOutcome } from "../sweeps/protocol.js";
import type { SweepSampler } from "../sweeps/samplers/samplers.js";
import type { OpenSweepStore } from "../sweeps/sweep-options.js";
import type { DailyMetrics } from "./daily-metrics.js";
import type { OutOfSampleLuck } from "./out-of-sample-luck.js";
import type { TimeWindow } from "./windows.js";

interface Chooser {
  /** what the best is best by; a text is a metric or an expression; default: sharpe */
  readonly objective?: string | SearchObjective | undefined;
  /** what must hold of a point before it is run, such as `strategy.askSpread >= strategy.bidSpread` */
  readonly constraints?: readonly string[] | undefined;
}

/** All points of a grid or a sampler, the same ones in every fold. */
export interface GridChooser extends Chooser {
  readonly axes: readonly SweepAxis[];
  /** default: a grid */
  readonly sampler?: SweepSampler | undefined;
}

/** A search of `optimise` in every fold. */
export interface SearchChooser extends Chooser {
  readonly space: readonly SweepAxis[];
  /** trials of a fold */
  readonly budget: number;
  /** default: tpe */
  readonly method?: string | undefined;
  /** 0 to 2^64 - 1, the same in every fold; default: 0 */
  readonly seed?: number | bigint | undefined;
}

/** How a fold finds its best configuration in its training. */
export type FoldChooser = GridChooser | SearchChooser;

/** How far a study over folds is. */
export interface FoldProgress {
  /** counted from 0, and in all */
  readonly fold: number;
  readonly folds: number;
  readonly stage: "train" | "test";
  /** runs done so far in all folds, those of a store among them */
  readonly done: number;
  /** of `done` */
  readonly reused: number;
  /** of the whole study, 0..1, about */
  readonly share: number;
}

/** What is asked of a study over folds besides its windows and where it is run. */
export interface FoldRequest {
  /** the configuration that the search moves; its `data.start` and `data.end` bound all windows */
  readonly config: RunInputs["config"];
  readonly search: FoldChooser;
  /** kept of the best, in and out of sample; `"all"`; default: as a sweep's columns */
  readonly metrics?: readonly string[] | "all" | undefined;
  /** gives a trial up at this drawdown; it is never the best then */
  readonly giveUpDrawdown?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: FoldProgress) => void) | undefined;
  /** called with folds in their order as soon as each is there, their accounts not yet run */
  readonly onFold?: ((fold: ChosenFold, index: number) => void) | undefined;
  /** rows of before, as of a sweep: what the store has is not run again */
  readonly store?: OpenSweepStore | undefined;
}

/** On which market a study over folds is run. */
export interface FoldMarket extends Omit<RunInputs, "config"> {
  /** threads; 0: the calling one; default: one a core */
  readonly workers?: number | undefined;
  /** warm threads on a market, used instead of own ones; then its market counts, not this one */
  readonly pool?: SweepPool | undefined;
}

/** A configuration on a window, as a run of its own from a flat position. */
export interface FoldScore {
  /** penalties included; null: it has none */
  readonly objective: number | null;
  readonly outcome: SweepOutcome;
  /** by name; of training in several pieces those that pieces have together */
  readonly metrics: Readonly<Record<string, CellValue>>;
}

/** The trial that was the best of a fold's training. */
export interface FoldBest {
  /** by path */
  readonly parameters: Readonly<Record<string, AxisValue>>;
  readonly config: NormalisedConfig;
  readonly inSample: FoldScore;
  /** on the test window */
  readonly outOfSample: FoldScore & {
    /** its place by the objective among all trials on the test window, 1 the best; null: no value */
    readonly rank: number | null;
    /** trials that have a value there */
    readonly of: number;
  };
}

/** A fold before its account is run. */
export interface ChosenFold {
  readonly train: readonly TimeWindow[];
  readonly test: TimeWindow;
  /** points that were tried on the whole of the training */
  readonly trials: number;
  /** of them, those that could have been the best */
  readonly feasible: number;
  /** null: none could */
  readonly best: FoldBest | null;
}

/** What the account did in a test window. */
export interface FoldAccount extends DailyMetrics {
  /** equity before, quote */
  readonly startEquity: number;
  readonly fills: number;
  readonly fees: number;
  readonly rebates: number;
  readonly funding: number;
  /** whether the account ended in this window or before, by liquidation or a limit */
  readonly ended: boolean;
}

export interface FoldResult extends ChosenFold {
  readonly account: FoldAccount;
}

/** The test windows put together: what somebody would have had who had chosen like this. */
export interface JoinedAccount {
  /** i32[days], UTC days since 1970-01-01 with bars */
  readonly day: Int32Array;
  /** f64[days], share of one */
  readonly returns: Float64Array;
  /** f64[days], quote: the returns compounded from the initial balance */
  readonly equity: Float64Array;
}

/** Metrics of the joined account. */
export interface JoinedAccountMetrics extends DailyMetrics {
  readonly fills: number;
  readonly fees: number;
  readonly rebates: number;
  readonly funding: number;
  /** folds in which the account made money, of all */
  readonly winningFolds: number;
}

/** What is left of the training's result out of sample. */
export interface Efficiency {
  /** growth in a year of the bests in their trainings, one after another; null: no fold has one */
  readonly inSampleYearly: number | null;
  /** growth in a year of the joined account */
  readonly outOfSampleYearly: number | null;
  /** walk-forward efficiency: the second over the first; null where the first is not above 0 */
  readonly ratio: number | null;
  /** means over folds of the best's objective */
  readonly inSampleObjective: number | null;
  readonly outOfSampleObjective: number | null;
  /** mean of (rank − ½) / of: near 0 the best stays the best, near ½ the choice says nothing */
  readonly meanRankShare: number | null;
}

/** How a parameter of the best moves from fold to fold. */
export interface ParameterDrift {
  readonly path: string;
  /** by fold; null where there is no best */
  readonly values: readonly AxisValue[];
  /** neighbouring folds that differ */
  readonly changes: number;
  /** of numbers; null for others */
  readonly mean: number | null;
  readonly deviation: number | null;
  readonly least: number | null;
  readonly most: number | null;
}

/** What studies over folds have in common. */
export interface FoldsResult {
  /** the configuration that the search moves */
  readonly config: NormalisedConfig;
  /** `grid` or another sampler, or a method of search */
  readonly method: string;
  readonly objective: ResolvedObjective;
  /** paths of the parameters */
  readonly space: readonly string[];
  readonly folds: readonly FoldResult[];
  /** days at the end that no test reaches */
  readonly unusedDays: number;
  /** folds that were left out because there is no bar to train or to test on */
  readonly emptyFolds: number;
  readonly account: JoinedAccount;
  readonly metrics: JoinedAccountMetrics;
  readonly efficiency: Efficiency;
  readonly drift: readonly ParameterDrift[];
  /** of the joined account; null with fewer than 30 days, or where returns do not differ */
  readonly luck: OutOfSampleLuck | null;
  /** runs of configurations on windows, and those of them that a store had */
  readonly runs: number;
  readonly reused: number;
  /** threads that it ran on; 0: the calling one */
  readonly workers: number;
  readonly sharedMemory: boolean;
}
