/** Questions and answers: the loop between an algorithm and whoever runs its points. */
import { PerpmillError } from "../errors.js";
import type { DoneRows } from "../sweeps/point-runs.js";
import type { RowResult } from "../sweeps/protocol.js";
import type { Point } from "../sweeps/samplers/samplers.js";
import type { Answer, SearchAlgorithm } from "./algorithms/algorithm.js";
import type { SearchPlan } from "./plan.js";
import type { TrialRecord } from "./trial-record.js";

/** Violation of a point that its constraints leave out: above that of any that was run. */
const LEFT_OUT = 1e200;
/** Batches without a point that is new, after which there are none. */
const IDLE_BATCHES_MAX = 200;
/** What sums of shares may be off by. */
const ROUNDING = 1e-9;

/**
 * Works points out.
 * @param timeShare of the whole time that is run, 0..1
 * @param onDone takes rows in any order; to be waited for
 */
export type EvaluatePoints = (
  points: readonly Point[],
  timeShare: number,
  onDone: (rows: DoneRows) => void | Promise<void>,
) => Promise<void>;

/** Points of a batch that have not been asked for before. */
interface Fresh {
  readonly key: string;
  readonly point: Point;
  readonly timeShare: number;
}

/** What happens while a search runs. */
export interface LoopEvents {
  /** trials from `first` on are there */
  readonly onTrials: (first: number) => void | Promise<void>;
  /** rows are done, those ahead of their turn too */
  readonly onDone: (done: number, reused: number, spent: number) => void;
}

export class SearchLoop {
  leftOut = 0;
  repeated = 0;
  reused = 0;
  spent = 0;
  readonly #plan: SearchPlan;
  readonly #record: TrialRecord;
  readonly #answers = new Map<string, Answer>();
  #done = 0;

  constructor(plan: SearchPlan, record: TrialRecord) {
    this.#plan = plan;
    this.#record = record;
  }

  /**
   * Asks until the budget is spent, or until nothing new is asked.
   * @throws SEARCH_INVALID when the constraints leave nothing; what `evaluate` throws
   */
  async run(
    algorithm: SearchAlgorithm,
    evaluate: EvaluatePoints,
    events: LoopEvents,
  ): Promise<void> {
    const { budget, space } = this.#plan;
    for (let idle = 0; idle < IDLE_BATCHES_MAX; idle++) {
      const asked = algorithm.ask().map(({ point, timeShare }) => {
        const values = space.valuesAt(point);
        return { key: `${timeShare} ${JSON.stringify(values)}`, point: values, timeShare };
      });
      const { fresh, isCut } = this.#freshOf(asked);
      if (fresh.length > 0) idle = -1;
      await this.#answer(fresh, evaluate, events);
      if (isCut || this.spent > budget - ROUNDING) break;
      if (this.#answers.size >= space.size && this.#plan.rungs === 0) break;
      algorithm.tell(asked.map(({ key }) => this.#known(key)));
    }
    if (this.#record.length > 0) return;
    throw new PerpmillError("SEARCH_INVALID", {
      message: `the constraints leave none of ${this.leftOut} points`,
      hint: "Loosen them, or move the space to where they hold.",
    });
  }

  #known(key: string): Answer {
    const answer = this.#answers.get(key);
    if (answer === undefined) throw new Error(`no answer to ${key}`);
    return answer;
  }

  /** What is to be run of a batch, in order and as far as the budget goes. */
  #freshOf(asked: readonly Fresh[]): { readonly fresh: readonly Fresh[]; readonly isCut: boolean } {
    const fresh: Fresh[] = [];
    const seen = new Set<string>();
    let spent = this.spent;
    for (const one of asked) {
      if (this.#answers.has(one.key) || seen.has(one.key)) {
        this.repeated++;
        continue;
      }
      const broken = this.#plan.brokenBy(one.point);
      if (broken > 0) {
        this.leftOut++;
        const violation = LEFT_OUT * (1 + Math.min(broken, LEFT_OUT) / LEFT_OUT);
        const values = this.#plan.scorer.objectives.map(() => Number.NaN);
        this.#answers.set(one.key, { values, violation });
        continue;
      }
      if (spent + one.timeShare > this.#plan.budget + ROUNDING) return { fresh, isCut: true };
      spent += one.timeShare;
      seen.add(one.key);
      fresh.push(one);
    }
    return { fresh, isCut: false };
  }

  /** Runs what is new; neighbours of the same share of time together. */
  async #answer(
    fresh: readonly Fresh[],
    evaluate: EvaluatePoints,
    events: LoopEvents,
  ): Promise<void> {
    for (let from = 0; from < fresh.length; ) {
      const { timeShare } = fresh[from];
      let to = from + 1;
      while (to < fresh.length && fresh[to].timeShare === timeShare) to++;
      await this.#answerAlike(fresh.slice(from, to), evaluate, events);
      from = to;
    }
  }

  async #answerAlike(
    fresh: readonly Fresh[],
    evaluate: EvaluatePoints,
    events: LoopEvents,
  ): Promise<void> {
    const [{ timeShare }] = fresh;
    const rows: (RowResult | undefined)[] = new Array(fresh.length).fill(undefined);
    let next = 0;
    const onDone = async ({ first, results, reused }: DoneRows): Promise<void> => {
      results.forEach((row, at) => {
        rows[first + at] = row;
      });
      this.#done += results.length;
      this.reused += reused;
      this.spent += timeShare * results.length;
      const before = this.#record.length;
      for (let row = rows[next]; row !== undefined; row = rows[++next]) {
        const { key, point } = fresh[next];
        this.#answers.set(key, this.#record.add(point, timeShare, row).answer);
      }
      if (this.#record.length > before) await events.onTrials(before);
      events.onDone(this.#done, this.reused, this.spent);
    };
    await evaluate(
      fresh.map(({ point }) => point),
      timeShare,
      onDone,
    );
  }
}
