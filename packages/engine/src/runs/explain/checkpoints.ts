/**
 * States that the run explained last went through, so that its next fill is not looked for from the
 * first bar: who looks at one fill looks at others. Some 5 kB each, kept as long as the bars are.
 */
import { canonicalJson } from "../../config/canonical-json.js";
import type { Bars } from "../../market-data/bars.js";
import type { PreparedRun } from "../prepare.js";

/** Bars between two states that are kept. */
const DISTANCE_BARS = 50_000;

interface Checkpoint {
  /** bars run, and fills so far */
  readonly bars: number;
  readonly fills: number;
  readonly state: Uint8Array;
}

/** Of one run, from its first bar on. */
export class Checkpoints {
  readonly #states: Checkpoint[] = [];

  /** The last state before a fill; null: none is known. */
  before(row: number): Uint8Array | null {
    return this.#states.findLast(({ fills }) => fills <= row)?.state ?? null;
  }

  /** Keeps a state when it lies far enough behind those that are known. */
  add(bars: number, fills: number, state: Uint8Array): void {
    const last = this.#states.at(-1)?.bars ?? 0;
    if (bars >= last + DISTANCE_BARS) this.#states.push({ bars, fills, state });
  }
}

/** What a run is known by, besides its bars. Series and strategies are compared as objects: nobody changes them. */
interface KnownRun {
  readonly config: string;
  readonly mark: PreparedRun["markSeries"];
  readonly funding: PreparedRun["funding"];
  readonly userStrategy: PreparedRun["userStrategy"];
  readonly checkpoints: Checkpoints;
}

const lastRuns = new WeakMap<Bars, KnownRun>();

/**
 * The states of a run; empty when another was explained on these bars meanwhile.
 * @param bars as they were given, before any range was taken of them
 */
export function checkpointsOf(bars: Bars, prepared: PreparedRun): Checkpoints {
  const { markSeries: mark, funding, userStrategy } = prepared;
  const config = canonicalJson(prepared.config);
  const known = lastRuns.get(bars);
  const same = known?.config === config && known.mark === mark && known.funding === funding;
  if (same && known.userStrategy === userStrategy) return known.checkpoints;
  const checkpoints = new Checkpoints();
  lastRuns.set(bars, { config, mark, funding, userStrategy, checkpoints });
  return checkpoints;
}
