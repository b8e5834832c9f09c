/** All trials of a search in their order, what they are worth, and the best of them. */
import type { AxisValue } from "../sweeps/axis.js";
import type { CellValue } from "../sweeps/metric-columns.js";
import { metricKind } from "../sweeps/metric-columns.js";
import { type RowResult, SWEEP_OUTCOMES, type SweepOutcome } from "../sweeps/protocol.js";
import { ReturnsBlock, type SweepReturns } from "../sweeps/row-returns.js";
import type { Point } from "../sweeps/samplers/samplers.js";
import { type ColumnHead, parameterKind, type SweepTable, tableOf } from "../sweeps/table.js";
import { Front } from "./front.js";
import { hypervolume } from "./hypervolume.js";
import type { Score } from "./objective.js";
import type { SearchPlan } from "./plan.js";
import type { SearchBest } from "./search-options.js";

/** Reasons that are kept of refused trials. */
const REFUSED_KEPT = 10;
/** Of more objectives the volume takes longer than the search. */
const VOLUME_OBJECTIVES_MAX = 3;

interface Trial {
  readonly point: Point;
  readonly timeShare: number;
  readonly row: RowResult;
  readonly score: Score;
}

/** Whether a trial can be the best: feasible, and of the whole time. */
function counts({ timeShare, score }: Trial): boolean {
  return timeShare === 1 && score.isFeasible;
}

export class TrialRecord {
  readonly heads: readonly ColumnHead[];
  readonly outcomes: Record<SweepOutcome, number>;
  readonly refused: { readonly row: number; readonly problem: string }[] = [];
  readonly #plan: SearchPlan;
  readonly #trials: Trial[] = [];
  readonly #front = new Front();
  readonly #returns: ReturnsBlock;
  /** trials of the whole time */
  #whole = 0;
  #infeasible = 0;

  constructor(plan: SearchPlan) {
    this.#plan = plan;
    this.heads = headsOf(plan);
    this.#returns = new ReturnsBlock(plan.budget);
    this.outcomes = Object.fromEntries(SWEEP_OUTCOMES.map((one) => [one, 0])) as Record<
      SweepOutcome,
      number
    >;
  }

  get length(): number {
    return this.#trials.length;
  }

  get infeasible(): number {
    return this.#infeasible;
  }

  /** Rows of the front in their order. */
  get front(): readonly number[] {
    return this.#front.members.map(({ trial }) => trial).sort((a, b) => a - b);
  }

  /** Adds a trial. */
  add(point: Point, timeShare: number, row: RowResult): Score {
    const score = this.#plan.scorer.score(point, row, this.#plan.metrics);
    if (timeShare === 1) this.#keepReturns(row);
    const trial = { point, timeShare, row: { ...row, dailyReturns: null }, score };
    const number = this.#trials.push(trial) - 1;
    if (timeShare === 1) this.#whole++;
    this.outcomes[row.outcome]++;
    if (!score.isFeasible) this.#infeasible++;
    if (row.problem !== null && this.refused.length < REFUSED_KEPT) {
      this.refused.push({ row: number, problem: row.problem });
    }
    if (counts(trial)) this.#front.add({ trial: number, values: score.answer.values });
    return score;
  }

  #keepReturns({ dailyReturns }: RowResult): void {
    if (dailyReturns !== null) this.#returns.put(this.#whole, dailyReturns);
  }

  /** Daily returns of the trials of the whole time, in their order; null: there are none. */
  get returns(): SweepReturns | null {
    return this.#returns.block;
  }

  /** Cells of the trials from `first` on. */
  cellsFrom(first: number): (readonly CellValue[])[] {
    return this.#trials
      .slice(first)
      .map(({ point, timeShare, row, score }) => [
        ...point,
        row.outcome,
        score.isFeasible,
        ...score.values.map((value) => (Number.isNaN(value) ? null : value)),
        ...(this.#plan.rungs > 0 ? [timeShare] : []),
        ...row.cells,
      ]);
  }

  table(): SweepTable {
    return tableOf(this.heads, this.cellsFrom(0));
  }

  best(): SearchBest | null {
    const member = this.#front.nearest();
    if (member === null) return null;
    const { point, score } = this.#trials[member.trial];
    const named = this.#plan.space.paths.map((path, at): [string, AxisValue] => [
      path,
      point[at] ?? null,
    ]);
    return { trial: member.trial, values: score.values, parameters: Object.fromEntries(named) };
  }

  pointOf(trial: number): Point {
    return this.#trials[trial].point;
  }

  /** What the best so far was, trial by trial. */
  history(): Float64Array {
    const { objectives } = this.#plan.scorer;
    return objectives.length === 1 ? this.#bestSoFar() : this.#volumes(objectives.length);
  }

  #bestSoFar(): Float64Array {
    let least = Number.POSITIVE_INFINITY;
    let best = Number.NaN;
    return Float64Array.from(this.#trials, (trial) => {
      const [value] = trial.score.answer.values;
      if (counts(trial) && value < least) {
        least = value;
        [best] = trial.score.values;
      }
      return best;
    });
  }

  /** Share of the box around all values that count which the front so far dominates. */
  #volumes(objectives: number): Float64Array {
    const history = new Float64Array(this.#trials.length).fill(Number.NaN);
    const counted = this.#trials.filter(counts);
    if (objectives > VOLUME_OBJECTIVES_MAX || counted.length === 0) return history;
    const ends = Array.from({ length: objectives }, (_, at) => {
      const values = counted.map(({ score }) => score.answer.values[at]);
      const low = values.reduce((a, b) => Math.min(a, b));
      const high = values.reduce((a, b) => Math.max(a, b));
      return { low, width: high > low ? high - low : 1 };
    });
    const front = new Front();
    const reference = ends.map(() => 1);
    let share = Number.NaN;
    this.#trials.forEach((trial, at) => {
      const { values } = trial.score.answer;
      const scaled = values.map((value, k) => (value - ends[k].low) / ends[k].width);
      if (counts(trial) && front.add({ trial: at, values: scaled })) {
        share = hypervolume(
          front.members.map((member) => member.values),
          reference,
        );
      }
      history[at] = share;
    });
    return history;
  }
}

function headsOf({ space, scorer, rungs, metrics }: SearchPlan): readonly ColumnHead[] {
  const { length } = scorer.objectives;
  return [
    ...space.paths.map(
      (name, at): ColumnHead => ({ name, kind: parameterKind(space.examplesOf(at)) }),
    ),
    { name: "outcome", kind: "text" },
    { name: "feasible", kind: "boolean" },
    ...scorer.objectives.map((_, at): ColumnHead => {
      return { name: length === 1 ? "objective" : `objective${at + 1}`, kind: "number" };
    }),
    ...(rungs > 0 ? [{ name: "timeShare", kind: "number" } as const] : []),
    ...metrics.map((name): ColumnHead => ({ name, kind: metricKind(name) })),
  ];
}
