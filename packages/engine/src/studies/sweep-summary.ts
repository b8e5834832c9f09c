/** What belongs to all rows of a sweep, from rows that were run anywhere: the same as the sweep's own. */
import { type NormaliseContext, normaliseConfig } from "../config/normalise.js";
import { PerpmillError } from "../errors.js";
import { luckFinding } from "../luck/luck.js";
import { type WalkReason, walkReason } from "../runs/many-runs.js";
import type { DataIdentity } from "../runs/result.js";
import { bestByRank } from "../sweeps/best-row.js";
import { type SweepMetric, wantedFor } from "../sweeps/metric-columns.js";
import { type RowResult, SWEEP_OUTCOMES, type SweepOutcome } from "../sweeps/protocol.js";
import { ReturnsBlock } from "../sweeps/row-returns.js";
import type { Point } from "../sweeps/samplers/samplers.js";
import { configAt } from "../sweeps/set-point.js";
import type { SweepSummaryJson } from "../sweeps/sweep-json.js";
import type { SweepTable } from "../sweeps/table.js";
import { studyHead } from "./study-head.js";
import type { RowsRecipe } from "./study-rows.js";

/** The rows of a sweep, as they were planned. */
export interface SummaryPlan extends RowsRecipe {
  readonly rows: number;
  readonly leftOut: number;
  readonly rank: SweepMetric;
  /** whether mark prices come with the runs */
  readonly marked: boolean;
}

/** The document of a sweep that was run in pieces. */
export interface SweepDocument extends SweepSummaryJson {
  /** the best row by the metric that rows are ranked by; null: none can be best */
  readonly best: number | null;
  readonly rankBy: SweepMetric;
}

/** How long it takes and whether it is still wanted. */
export interface SummaryControl {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** Reasons that are kept of refused rows. */
const REFUSED_KEPT = 10;

export class SweepSummary {
  readonly #plan: SummaryPlan;
  readonly #context: NormaliseContext;
  readonly #returns: ReturnsBlock;
  readonly #rank: Float64Array;
  readonly #outcome: (string | null)[];
  readonly #outcomes: Record<SweepOutcome, number>;
  readonly #walked: Partial<Record<WalkReason, number>> = {};
  /** of time, that rows were run on */
  readonly #windows = new Set<string>();
  readonly #refused: { readonly row: number; readonly problem: string }[] = [];

  /** @param context that configurations are read in, with the length of the bars */
  constructor(plan: SummaryPlan, context: NormaliseContext) {
    this.#plan = plan;
    this.#context = context;
    this.#returns = new ReturnsBlock(plan.rows);
    this.#rank = new Float64Array(plan.rows).fill(Number.NaN);
    this.#outcome = new Array(plan.rows).fill(null);
    this.#outcomes = Object.fromEntries(SWEEP_OUTCOMES.map((one) => [one, 0])) as Record<
      SweepOutcome,
      number
    >;
  }

  /** Takes a row; each once, in any order. */
  add(index: number, point: Point, row: RowResult): void {
    const { rules, rank } = this.#plan;
    const value = row.cells[rules.metrics.indexOf(rank)];
    if (typeof value === "number") this.#rank[index] = value;
    this.#outcome[index] = row.outcome;
    this.#outcomes[row.outcome]++;
    if (row.dailyReturns !== null) this.#returns.put(index, row.dailyReturns);
    if (row.problem !== null) this.#refused.push({ row: index, problem: row.problem });
    this.#look(point);
  }

  #look(point: Point): void {
    const { base, paths, rules, marked } = this.#plan;
    try {
      const config = normaliseConfig(configAt(base, paths, point), this.#context);
      this.#windows.add(JSON.stringify(config.data));
      const reason = walkReason(config, marked, wantedFor(rules.metrics));
      if (reason !== null) this.#walked[reason] = (this.#walked[reason] ?? 0) + 1;
    } catch (error) {
      // It is a refused row.
      if (!(error instanceof PerpmillError)) throw error;
    }
  }

  /** The document. @param data what the sweep was run on, as `dataIdentity` gives it. @throws ABORTED */
  async finish(data: DataIdentity, control: SummaryControl = {}): Promise<SweepDocument> {
    const { base, paths, rules, rows, leftOut, rank } = this.#plan;
    const isColumn = rules.metrics.includes(rank);
    const table: SweepTable = {
      length: rows,
      columns: [
        { name: "outcome", kind: "text", values: this.#outcome },
        ...(isColumn ? [{ name: rank, kind: "number", values: this.#rank } as const] : []),
      ],
    };
    const returns = this.#windows.size > 1 ? null : this.#returns.block;
    const best = bestByRank(table, rank, returns);
    const trials = rows - this.#outcomes.refused;
    const { luck, luckMissing } = await luckFinding(returns, { trials, best, ...control });
    return {
      ...studyHead("sweep", data, base),
      axes: paths,
      metrics: rules.metrics,
      outcomes: this.#outcomes,
      leftOut,
      walked: this.#walked,
      refused: this.#refused.toSorted((a, b) => a.row - b.row).slice(0, REFUSED_KEPT),
      luck,
      luckMissing,
      rows,
      best,
      rankBy: rank,
    };
  }
}
