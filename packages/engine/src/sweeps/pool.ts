/**
 * Threads that stay warm on one market: started once, each with an instance of the kernel and a region
 * of its own in the memory that holds the bars, for as many sweeps and searches as are wanted.
 *
 * A row is worked out alone, so what it is does not depend on the thread or on what ran before.
 */
import type { NormalisedConfig } from "../config/types.js";
import { PerpmillError } from "../errors.js";
import type { PriceSeries } from "../market-data/bars.js";
import { shareBars } from "../runs/bar-memory.js";
import { throwIfAborted } from "../runs/drive-run.js";
import type { ManyRunsInputs } from "../runs/many-runs.js";
import { callbackOf } from "../strategies/user-strategy.js";
import { instrumentUnits } from "../units.js";
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

/** The market of a pool, and how many threads are wanted. */
export interface PoolOptions extends ManyRunsInputs {
  /** 0: the calling thread; default: one a core */
  readonly workers?: number | undefined;
}

/** What decides how a pool's threads get their market. */
interface PoolShape {
  /** 0: the calling thread */
  readonly threads: number;
  readonly shares: boolean;
  readonly strategyFile: string | null;
}

/**
 * Without shared memory there is one thread, with a copy. A strategy in TypeScript is code, which only
 * its own thread has, unless others can load it from a file.
 */
function shapeOf({ workers, userStrategy }: PoolOptions, platform: ThreadPlatform): PoolShape {
  const wanted = workers ?? platform.cores;
  if (!Number.isSafeInteger(wanted) || wanted < 0 || wanted > 256) {
    throw new PerpmillError("SWEEP_INVALID", {
      message: `workers must be a whole number from 0 to 256, got ${wanted}`,
      hint: "Leave it out for one a core.",
    });
  }
  const shares = platform.sharesMemory;
  const callback = callbackOf(userStrategy ?? null);
  const strategyFile = callback && (platform.strategyFile?.(callback) ?? null);
  if (callback !== null && strategyFile === null) {
    if (workers !== undefined && workers > 0) {
      throw new PerpmillError("SWEEP_INVALID", {
        message: `the strategy ${callback.descriptor.id} is a function of this thread, and ${workers} workers cannot have it`,
        hint: 'Leave workers out, name a file ("strategy": { "module": "./my-strategy.mjs" }), or compile the strategy.',
      });
    }
    return { threads: 0, shares, strategyFile: null };
  }
  const threads = shares ? wanted : Math.min(wanted, 1);
  return { threads, shares, strategyFile: threads === 0 ? null : strategyFile };
}

/** The same prices in memory that is posted without a copy. */
function sharedSeries(series: PriceSeries): PriceSeries {
  const shared = (column: Float64Array): Float64Array => {
    const placed = new Float64Array(new SharedArrayBuffer(column.byteLength));
    placed.set(column);
    return placed;
  };
  const { openTimeMs, open, high, low, close } = series;
  return {
    ...series,
    openTimeMs: shared(openTimeMs),
    open: shared(open),
    high: shared(high),
    low: shared(low),
    close: shared(close),
  };
}

function setupsOf(
  { bars, mark, ...others }: ManyRunsInputs,
  { threads, shares, strategyFile }: PoolShape,
): { readonly setups: readonly ThreadSetup[]; readonly cancelled: Int32Array | null } {
  const inputs = strategyFile === null ? others : { ...others, userStrategy: null };
  if (threads === 0 || !shares) {
    const setup = {
      shared: null,
      inputs: { ...inputs, mark, bars },
      strategyFile,
      cancelled: null,
    };
    return { setups: [setup], cancelled: null };
  }
  const cancelled = new Int32Array(new SharedArrayBuffer(4));
  const setups = shareBars(bars, threads, mark ?? null).others.map((shared): ThreadSetup => {
    return { shared, inputs: { ...inputs, bars: shared.bars }, strategyFile, cancelled };
  });
  return { setups, cancelled };
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
    const isBeside = ({ data, instrument }: NormalisedConfig) =>
      data.priceDecimals === null &&
      instrumentUnits(instrument, bars.priceDecimals).priceDecimals === bars.priceDecimals;
    if (configs.every(isBeside)) return null;
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
