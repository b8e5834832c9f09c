/** Takes shards, one for each free place, for as long as it is open. */
import { DelayedError, type IQueueBackend, type Job, WaitingError, type Worker } from "bullmq";
import {
  type BrokerOptions,
  brokerClasses,
  QUEUE_NAME,
  type ShardName,
  type Store,
} from "./shard-broker.js";

/** What became of a shard that was taken: it is settled, others are to have it now, or after a while. */
export type Taken = "settled" | "back" | "later";

export interface InboxOptions extends BrokerOptions {
  /** of who takes them */
  readonly name: string;
  /** shards at the same time */
  readonly places: number;
  /** for how long a shard stays with somebody of whom nothing is heard */
  readonly lockMs: number;
  /**
   * Works a shard out. What it throws is told to `onError`, and the shard is put back for later.
   * @param lost aborts when the shard is no longer its own
   */
  take(shard: ShardName, lost: AbortSignal): Promise<Taken>;
}

/** How long a shard waits that could not be worked out. */
const LATER_MS = 2000;
/** How long calls of the queue that failed wait to be tried again. */
const AGAIN_MS = 1000;
/** Whether a shard is given out again is for the database to say, which counts. */
const ALWAYS = 1_000_000;

type ShardJob = Job<ShardName, unknown>;

export class ShardInbox {
  readonly #options: InboxOptions;
  readonly #worker: Worker<ShardName, unknown, string, IQueueBackend, object, Store>;

  constructor(options: InboxOptions) {
    this.#options = options;
    const { name, places, lockMs, redisUrl, onError } = options;
    const { Worker } = brokerClasses(options);
    const work = (job: ShardJob, token?: string, signal?: AbortSignal) =>
      this.#work(job, token ?? "", signal ?? new AbortController().signal);
    this.#worker = new Worker<ShardName, unknown, string, object>(QUEUE_NAME, work, {
      connection: { store: redisUrl === null ? "database" : "redis" },
      name,
      concurrency: places,
      lockDuration: lockMs,
      stalledInterval: Math.ceil(lockMs / 2),
      maxStalledCount: ALWAYS,
      runRetryDelay: AGAIN_MS,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    });
    this.#worker.on("error", onError);
    this.#worker.on("lockRenewalFailed", (ids) => {
      for (const id of ids) this.#worker.cancelJob(id);
    });
  }

  /** When it takes shards. Throws what keeps it from the queue */
  async ready(): Promise<void> {
    await this.#worker.waitUntilReady();
  }

  /** Takes no more, and is closed when those that it has are settled or given back. */
  close(): Promise<void> {
    return this.#worker.close();
  }

  async #work(job: ShardJob, token: string, lost: AbortSignal): Promise<void> {
    const { take, onError } = this.#options;
    const taken = await take(job.data, lost).catch((error: Error): Taken => {
      onError(error);
      return "later";
    });
    // One that somebody else has by now is not its own to settle, nor to put back.
    if (lost.aborted) throw new WaitingError();
    if (taken === "settled") return;
    if (taken === "later") {
      await job.moveToDelayed(Date.now() + LATER_MS, token);
      throw new DelayedError();
    }
    await job.moveToWait(token);
    throw new WaitingError();
  }
}
