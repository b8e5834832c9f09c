/** What a sweep is asked, what it tells on its way, and what it gives. */
import type { NormalisedConfig } from "../config/types.js";
import type { LuckFinding } from "../luck/luck.js";
import type { WalkReason } from "../runs/many-runs.js";
import type { RunInputs } from "../runs/prepare.js";
import type { SweepAxis } from "./axis.js";
import type { CellValue, SweepMetric } from "./metric-columns.js";
import type { SweepPool } from "./pool.js";
import type { RowResult, SweepOutcome } from "./protocol.js";
import type { SweepReturns } from "./row-returns.js";
import type { SweepSampler } from "./samplers/samplers.js";
import type { ColumnHead, SweepTable } from "./table.js";

/** Rows that were worked out before, by their key: MD5 of data, kernel, metrics and configuration. */
export interface SweepStore {
  get(key: string): RowResult | null | Promise<RowResult | null>;
  /** called as rows are done, in no order */
  put(key: string, row: RowResult): void | Promise<void>;
  /** called once, when the sweep has ended, also by a failure */
  close?(): void | Promise<void>;
}

/**
 * Opens the store of sweeps that move the same axes of one configuration on the same data.
 * @param name 32 hex digits, the same for all of them whatever values the axes have
 */
export type OpenSweepStore = (name: string) => SweepStore | Promise<SweepStore>;

/** How far a sweep is. */
export interface SweepProgress {
  /** rows done, and in all */
  readonly done: number;
  readonly total: number;
  /** rows of `done` that a store had */
  readonly reused: number;
  readonly best: {
    readonly row: number;
    readonly metric: SweepMetric;
    readonly value: number;
  } | null;
  /** when all rows are done: the share of the work on `luck` that is; null before */
  readonly luckShare: number | null;
}

/** Rows that follow each other, as they are streamed. */
export interface SweepRows {
  /** index of the first */
  readonly first: number;
  readonly heads: readonly ColumnHead[];
  /** cells by row and column */
  readonly rows: readonly (readonly CellValue[])[];
}

/** What is asked of a sweep besides where it is run. */
export interface SweepRequest {
  /** the configuration that the axes move; what they do not name stays as it is */
  readonly config: RunInputs["config"];
  /** 1 to 64 of them; the last is the fastest of a grid */
  readonly axes: readonly SweepAxis[];
  /** default: a grid */
  readonly sampler?: SweepSampler | undefined;
  /**
   * what must hold of a point, such as `strategy.askSpread >= strategy.bidSpread`; names are paths of
   * the configuration
   */
  readonly constraints?: readonly string[] | undefined;
  /** columns; `"all"`; default: all but the markouts and hashes, which take more time */
  readonly metrics?: readonly string[] | "all" | undefined;
  /** gives a configuration up at this drawdown, as its `risk.maxDrawdown` would; default: none */
  readonly giveUpDrawdown?: number | undefined;
  /** the metric of `best` in progress, and of the row that `luck` judges; default: sharpe */
  readonly rankBy?: string | undefined;
  /**
   * runs every configuration under all path models of four points and both fill rules, ten runs a row,
   * and ranks by the worst of them: columns such as `sharpe.worst`. A `rankBy` that ends so does the same
   */
  readonly envelope?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: SweepProgress) => void) | undefined;
  /** called with rows in their order as soon as they are there; waited for */
  readonly onRows?: ((rows: SweepRows) => void | Promise<void>) | undefined;
  /** rows of before: what the store has is not run again */
  readonly store?: OpenSweepStore | undefined;
}

/** What a sweep is asked, and on which market. */
export interface SweepOptions extends SweepRequest, Omit<RunInputs, "config"> {
  /** threads; 0: the calling one; default: one a core */
  readonly workers?: number | undefined;
  /** warm threads on a market, used instead of own ones; then its market counts, not this one */
  readonly pool?: SweepPool | undefined;
}

export interface SweepResult extends LuckFinding {
  /** parameters by path, `outcome`, then metrics by name; a row a point */
  readonly table: SweepTable;
  /** the configuration that the axes move */
  readonly config: NormalisedConfig;
  /** paths of the axes */
  readonly axes: readonly string[];
  readonly metrics: readonly SweepMetric[];
  /** the metric by which rows are ranked */
  readonly rankBy: SweepMetric;
  /** rows by how they ended */
  readonly outcomes: Readonly<Record<SweepOutcome, number>>;
  /** points of a grid or a Latin hypercube that the constraints left out */
  readonly leftOut: number;
  /** rows that a store had, or another row of the same configuration */
  readonly reused: number;
  /** rows of which every bar must be walked, by reason; of the others the kernel may jump bars */
  readonly walked: Readonly<Partial<Record<WalkReason, number>>>;
  /** configurations that cannot be run, and why; the first ten */
  readonly refused: readonly { readonly row: number; readonly problem: string }[];
  /** of every row, by day; null: no row has any, or their `data` differ */
  readonly returns: SweepReturns | null;
  /** threads that it ran on; 0: the calling one */
  readonly workers: number;
  /** false: no memory could be shared, and one thread had a copy of the bars */
  readonly sharedMemory: boolean;
}
