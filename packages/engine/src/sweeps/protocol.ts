/** What a sweep and its threads tell each other. */
import type { NormalisedConfig } from "../config/types.js";
import type { ErrorCode, ErrorIssue, ErrorPlace } from "../errors.js";
import type { PriceSeries } from "../market-data/bars.js";
import type { SharedBars } from "../runs/bar-memory.js";
import type { ManyRunsInputs } from "../runs/many-runs.js";
import type { CellValue, SweepMetric } from "./metric-columns.js";

/**
 * How a row ended: run to its last bar, liquidated, stopped by a limit of its own configuration, given
 * up at the sweep's limit, or refused as a configuration.
 */
export const SWEEP_OUTCOMES = ["complete", "liquidated", "stopped", "givenUp", "refused"] as const;
export type SweepOutcome = (typeof SWEEP_OUTCOMES)[number];

/** What a row is made with. */
export interface RowRules {
  readonly metrics: readonly SweepMetric[];
  /** the sweep's own limit of drawdown; null: none */
  readonly giveUpDrawdown: number | null;
  /** whether rows carry the return of each day */
  readonly dailyReturns: boolean;
}

/** A row without its parameters. */
export interface RowResult {
  readonly outcome: SweepOutcome;
  /** by metric, in the order asked for */
  readonly cells: readonly CellValue[];
  /** why a configuration was refused */
  readonly problem: string | null;
  /**
   * f32[days]: the return of each UTC day with bars of the row's data, share of one, rounded once; 0
   * after the day in which the run ended. null: not asked for, or refused
   */
  readonly dailyReturns: Float32Array | null;
}

/** A PerpmillError, or any other, as it is posted. */
export interface PostedError {
  readonly code: ErrorCode | null;
  readonly message: string;
  readonly where: ErrorPlace;
  readonly hint: string | null;
  readonly issues: readonly ErrorIssue[];
  readonly stack: string | null;
}

/** The market of a thread. */
export interface ThreadSetup {
  /** columns in shared memory, mark prices among them; null: `inputs` has copies of them */
  readonly shared: SharedBars | null;
  readonly inputs: ManyRunsInputs;
  /** where `inputs.userStrategy` is to be loaded from, which then is null; null: nowhere */
  readonly strategyFile: string | null;
  /** where the number of the last job that is no longer wanted stands; null: it is posted */
  readonly cancelled: Int32Array | null;
}

/** Configurations to be run in order. */
export interface ThreadJob extends RowRules {
  /** rises from job to job */
  readonly id: number;
  readonly configs: readonly NormalisedConfig[];
  /** mark prices, where a configuration has other price units than those that lie beside the bars */
  readonly mark: PriceSeries | null;
}

export type ToThread =
  | { readonly type: "setup"; readonly setup: ThreadSetup }
  | { readonly type: "job"; readonly job: ThreadJob }
  | { readonly type: "cancel"; readonly upTo: number };

export type FromThread =
  | { readonly type: "done"; readonly id: number; readonly rows: readonly RowResult[] }
  | { readonly type: "failed"; readonly id: number; readonly error: PostedError };
