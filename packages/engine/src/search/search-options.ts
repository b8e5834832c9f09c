/** What a search is asked, what it tells on its way, and what it gives. */
import type { NormalisedConfig } from "../config/types.js";
import type { LuckFinding } from "../luck/luck.js";
import type { WalkReason } from "../runs/many-runs.js";
import type { RunInputs } from "../runs/prepare.js";
import type { AxisValue, SweepAxis } from "../sweeps/axis.js";
import type { SweepMetric } from "../sweeps/metric-columns.js";
import type { SweepPool } from "../sweeps/pool.js";
import type { SweepOutcome } from "../sweeps/protocol.js";
import type { SweepReturns } from "../sweeps/row-returns.js";
import type { OpenSweepStore, SweepRows } from "../sweeps/sweep-options.js";
import type { SweepTable } from "../sweeps/table.js";
import type { SearchMethod } from "./method-names.js";

/** `"max"` and `"min"`: what is looked for. */
export type SearchDirection = "max" | "min";

/** Makes an objective worse by `weight` times how far a condition is from holding. */
export interface SearchPenalty {
  /** such as `maxDrawdown <= 0.3`; of a comparison of numbers the violation is their distance */
  readonly condition: string;
  /** 0 or more */
  readonly weight: number;
}

/** What is looked for: a metric, or an expression over metrics and paths of the configuration. */
export interface SearchObjective {
  /** such as `sharpe` or `sharpe - 0.1 * maxDrawdown * account.leverage` */
  readonly expression: string;
  /** default: `min` for a metric of which less is better, else `max` */
  readonly direction?: SearchDirection | undefined;
  readonly penalties?: readonly SearchPenalty[] | undefined;
  /** conditions that a trial must meet to be feasible, such as `fills >= 100` */
  readonly constraints?: readonly string[] | undefined;
}

/** An objective as it was understood. */
export interface ResolvedObjective {
  readonly expression: string;
  readonly direction: SearchDirection;
  readonly penalties: readonly SearchPenalty[];
  readonly constraints: readonly string[];
}

/** The best trial so far. */
export interface SearchBest {
  /** row of `trials`, from 0 */
  readonly trial: number;
  /** by objective, as it was asked for, penalties included */
  readonly values: readonly number[];
  /** by path */
  readonly parameters: Readonly<Record<string, AxisValue>>;
}

/** How far a search is. */
export interface SearchProgress {
  /** trials done */
  readonly done: number;
  /** share of the budget that is spent, 0..1 */
  readonly share: number;
  /** trials of `done` that a store had */
  readonly reused: number;
  /** null: no trial is feasible yet. Of several objectives, the trial nearest to the best of each */
  readonly best: SearchBest | null;
  /** trials that no other one beats in every objective */
  readonly front: number;
  /** when all trials are done: the share of the work on `luck` that is; null before */
  readonly luckShare: number | null;
}

/** What is asked of a search besides where it is run. */
export interface SearchRequest {
  /** the configuration that the space moves; what it does not name stays as it is */
  readonly config: RunInputs["config"];
  /** 1 to 64 parameters: ranges of any numbers, ranges with steps, or values that are named */
  readonly space: readonly SweepAxis[];
  /** what must hold of a point before it is run, such as `strategy.askSpread >= strategy.bidSpread` */
  readonly constraints?: readonly string[] | undefined;
  /** one of `objective` and `objectives`; a text is a metric or an expression */
  readonly objective?: string | SearchObjective | undefined;
  /** several: a Pareto front, by the methods nsga-2, sobol and random */
  readonly objectives?: readonly (string | SearchObjective)[] | undefined;
  /** trials; of hyperband so many runs of the whole time, which are more trials of shorter ones */
  readonly budget: number;
  /** default: tpe, with several objectives nsga-2; `nsga-ii` and `nsga2` are nsga-2, `cmaes` is cma-es */
  readonly method?: SearchMethod | (string & {}) | undefined;
  /** 0 to 2^64 - 1; default: 0 */
  readonly seed?: number | bigint | undefined;
  /** columns of `trials` besides those that the objectives need; default: as a sweep's */
  readonly metrics?: readonly string[] | "all" | undefined;
  /** gives a configuration up at this drawdown; it is infeasible then */
  readonly giveUpDrawdown?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: SearchProgress) => void) | undefined;
  /** called with trials in their order as soon as they are there; waited for */
  readonly onRows?: ((rows: SweepRows) => void | Promise<void>) | undefined;
  /** rows of before, as of a sweep: what the store has is not run again */
  readonly store?: OpenSweepStore | undefined;
}

/** What a search is asked, and on which market. */
export interface SearchOptions extends SearchRequest, Omit<RunInputs, "config"> {
  /** threads; 0: the calling one; default: one a core */
  readonly workers?: number | undefined;
  /** warm threads on a market, used instead of own ones; then its market counts, not this one */
  readonly pool?: SweepPool | undefined;
}

/** `luck`: whether the best is; every trial counts, also those of a part of the time. */
export interface SearchResult extends LuckFinding {
  readonly method: SearchMethod;
  readonly seed: number | bigint;
  readonly objectives: readonly ResolvedObjective[];
  /** as it was asked for */
  readonly space: readonly SweepAxis[];
  /** what had to hold of a point before it was run */
  readonly constraints: readonly string[];
  /**
   * a row a trial, in the order they were asked: parameters by path, `outcome`, `feasible`,
   * `objective` (of several `objective1`, …; penalties included), `timeShare` of hyperband, then
   * metrics by name
   */
  readonly trials: SweepTable;
  /** null: no trial was feasible. Of several objectives, the trial of the front that is nearest to the best of each */
  readonly best: (SearchBest & { readonly config: NormalisedConfig }) | null;
  /** rows of the feasible trials that no other one beats, in order; of one objective the best alone */
  readonly front: readonly number[];
  /**
   * f64 by trial: the best value so far, NaN before there is one; of several objectives the share of
   * the box around all feasible values that the front so far dominates, NaN of more than three
   */
  readonly history: Float64Array;
  readonly budget: number;
  /** of the budget; less when the space had no more points */
  readonly spent: number;
  /** the configuration that the space moves */
  readonly config: NormalisedConfig;
  readonly metrics: readonly SweepMetric[];
  /** trials by how they ended */
  readonly outcomes: Readonly<Record<SweepOutcome, number>>;
  /** trials that ended hopelessly, broke a constraint or have no value; none is ever the best */
  readonly infeasible: number;
  /** points that `constraints` left out before they were run */
  readonly leftOut: number;
  /** points that were asked for again and answered from the first time */
  readonly repeated: number;
  /** trials that a store had */
  readonly reused: number;
  /** trials of which every bar must be walked, by reason */
  readonly walked: Readonly<Partial<Record<WalkReason, number>>>;
  /** configurations that cannot be run, and why; the first ten */
  readonly refused: readonly { readonly row: number; readonly problem: string }[];
  /** by day, a row a trial; of hyperband a row for each of the whole time; null: there are none */
  readonly returns: SweepReturns | null;
  /** threads that it ran on; 0: the calling one */
  readonly workers: number;
  readonly sharedMemory: boolean;
}
