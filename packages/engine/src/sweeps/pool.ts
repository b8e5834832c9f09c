/**
 * Threads that stay warm on one market: started once, each with an instance of the kernel and a region
 * of its own in the memory that holds the bars, for as many sweeps and searches as are wanted.
 *
 * A row is worked out alone, so what it is does not depend on the thread or on what ran before.
 */
import type { NormalisedConfig } from "../config/types.js";
import { PerpmillError } from "../errors.js";
import type { PriceSeries } from "../market-data/bars.js";
import { throwIfAborted } from "../runs/drive-run.js";
import type { ManyRunsInputs } from "../runs/many-runs.js";
import { keepsUnits, type PoolOptions, setupsOf, shapeOf, sharedSeries } from "./pool-setup.js";
import { receiveError } from "./posted-error.js";
import type { FromThread, RowResult, RowRules, ThreadSetup } from "./protocol.js";
import { ownThread, type Thread, type ThreadPlatform } from "./threads.js";

/** So long a thread that is to stop is waited for. */
const ANSWER_MS = 80;

interface Pending {
  readonly resolve: (rows: readonly RowResult[]) => void;
  readonly reject: (error: Error) => void;
}

interface Lane {
  readonly thread: Thread;
  readonly pending: Map<number, Pending>;
}

export class SweepPool {
  /** threads that run at the same time */
  readonly workers: number;
  /** false: there is no shared memory here, and one thread has a copy of the bars */
  readonly sharesMemory: boolean;
  /** what its rows are run on */
  readonly inputs: ManyRunsInputs;
  readonly #lanes: readonly Lane[];
  readonly #cancelled: Int32Array | null;
  /** mark prices to be posted without a copy; null: not wanted yet */
  #series: PriceSeries | null = null;
  #lastJob = 0;
  #failure: PerpmillError | null = null;

  /** @throws SWEEP_INVALID; RangeError when there is not so much memory */
  constructor(options: PoolOptions, platform: ThreadPlatform) {
    const { workers: _, ...inputs } = options;
    const shape = shapeOf(options, platform);
    const { setups, cancelled } = setupsOf(inputs, shape);
    // The bars that the caller has may go; those that are kept lie in the shared memory.
    this.inputs = { ...inputs, bars: setups[0].inputs.bars };
    this.workers = shape.threads;
    this.sharesMemory = cancelled !== null;
    this.#cancelled = cancelled;
    this.#lanes = setups.map((setup) =>
      this.#lane(setup, shape.threads === 0 ? ownThread : platform.start),
    );
  }

  #lane(setup: ThreadSetup, start: ThreadPlatform["start"]): Lane {
    const pending: Lane["pending"] = new Map();
    const thread = start({
      onMessage: (message) => settle(pending, message),
      onEnd: (reason) => this.#fail(reason),
    });
    thread.post({ type: "setup", setup });
    return { thread, pending };
  }

  #fail(reason: string): void {
    this.#failure = new PerpmillError("SWEEP_FAILED", {
      message: `a thread of the sweep ended: ${reason}`,
      hint: "Use fewer workers, which take less memory.",
    });
    for (const { pending } of this.#lanes) {
      for (const { reject } of pending.values()) reject(this.#failure);
      pending.clear();
    }
  }

  /**
   * Runs configurations in order on the thread that has the least to do.
   * @param configs complete
   * @throws ABORTED after `cancel`; SWEEP_FAILED
   */
  run(configs: readonly NormalisedConfig[], rules: RowRules): Promise<readonly RowResult[]> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    const lane = this.#lanes.reduce((least, one) =>
      one.pending.size < least.pending.size ? one : least,
    );
    const id = ++this.#lastJob;
    return new Promise((resolve, reject) => {
      lane.pending.set(id, { resolve, reject });
      const mark = this.#markFor(configs);
      lane.thread.post({ type: "job", job: { ...rules, id, configs, mark } });
    });
  }

  /** The mark series, if a configuration cannot use what lies beside the bars: it has other units. */
  #markFor(configs: readonly NormalisedConfig[]): PriceSeries | null {
    const { bars, mark } = this.inputs;
    if (mark == null || !this.sharesMemory) return null;
    if (configs.every((config) => keepsUnits(config, bars))) return null;
    this.#series ??= sharedSeries(mark);
    return this.#series;
  }

  /**
   * Makes all that was asked for so far end with ABORTED, within milliseconds. A thread that does not
   * answer, as its strategy never comes back, is no longer waited for; `close` ends it.
   */
  cancel(): void {
    const upTo = this.#lastJob;
    if (this.#cancelled !== null) Atomics.store(this.#cancelled, 0, upTo);
    else for (const { thread } of this.#lanes) thread.post({ type: "cancel", upTo });
    if (this.workers === 0 || this.#lanes.every(({ pending }) => pending.size === 0)) return;
    setTimeout(() => this.#leave(upTo), ANSWER_MS);
  }

  /** Waits no longer for jobs up to one. */
  #leave(upTo: number): void {
    const aborted = new PerpmillError("ABORTED", { message: "the run was cancelled" });
    for (const { pending } of this.#lanes) {
      for (const [id, { reject }] of pending) {
        if (id > upTo) continue;
        pending.delete(id);
        reject(aborted);
      }
    }
  }

  /** Calls `cancel` when a signal says so, while `work` is under way. */
  async during<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    const cancel = () => this.cancel();
    throwIfAborted({ signal });
    signal?.addEventListener("abort", cancel, { once: true });
    try {
      return await work();
    } finally {
      signal?.removeEventListener("abort", cancel);
    }
  }

  /** Ends the threads. */
  close(): void {
    this.#failure ??= new PerpmillError("SWEEP_FAILED", { message: "the pool is closed" });
    for (const { thread } of this.#lanes) thread.end();
  }
}

function settle(pending: Lane["pending"], message: FromThread): void {
  const waiting = pending.get(message.id);
  pending.delete(message.id);
  if (message.type === "done") waiting?.resolve(message.rows);
  else waiting?.reject(receiveError(message.error));
}
