/** Puts shards where whoever is free takes them, the studies in turns. */
import type { IQueueBackend, Queue } from "bullmq";
import {
  type BrokerOptions,
  brokerClasses,
  jobIdOf,
  QUEUE_NAME,
  type ShardName,
  type Store,
} from "./shard-broker.js";

/** Events that BullMQ keeps for onlookers, of which there are none. */
const EVENTS = { maxLen: 1000 };

/** Ended ones are forgotten: what came of them is in the database. */
const FORGOTTEN = { removeOnComplete: true, removeOnFail: true } as const;

/** Put, or taken back, in one go. */
const AT_ONCE = 500;

/** The least urgent priority that BullMQ knows. */
const LAST = 2 ** 21 - 1;

type ShardQueue = Queue<
  ShardName,
  unknown,
  string,
  ShardName,
  unknown,
  string,
  IQueueBackend,
  Store
>;

function* pieces<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += AT_ONCE) yield all.slice(at, at + AT_ONCE);
}

export class ShardOutbox {
  readonly #queue: ShardQueue;

  constructor(options: BrokerOptions) {
    const { Queue } = brokerClasses(options);
    this.#queue = new Queue<ShardName, unknown>(QUEUE_NAME, {
      connection: { store: options.redisUrl === null ? "database" : "redis" },
      defaultJobOptions: FORGOTTEN,
      streams: { events: EVENTS },
    });
    this.#queue.on("error", options.onError);
  }

  /**
   * Puts shards of one study, in their order. One that waits or is worked on already stays what it is.
   *
   * The first of a study that comes late has the turn of those that are about to be taken, the second
   * that of the next, and so on: however long a study is, one that comes after it begins at once.
   */
  async put(shards: readonly ShardName[]): Promise<void> {
    const turn = await this.#turn();
    let ahead = 0;
    for (const piece of pieces(shards)) {
      await this.#queue.addBulk(
        piece.map((shard, index) => ({
          name: "shard",
          data: shard,
          opts: { jobId: jobIdOf(shard), priority: Math.min(turn + ahead + index, LAST) },
        })),
      );
      ahead += piece.length;
    }
  }

  /** Takes back what waits; what is worked on is not touched. */
  async withdraw(shards: readonly ShardName[]): Promise<void> {
    for (const piece of pieces(shards)) {
      // One that somebody has just taken cannot be removed: its claim is refused.
      await Promise.allSettled(piece.map((shard) => this.#queue.remove(jobIdOf(shard))));
    }
  }

  /** How many wait. */
  async waiting(): Promise<number> {
    const {
      prioritized = 0,
      waiting = 0,
      delayed = 0,
    } = await this.#queue.getJobCounts("prioritized", "waiting", "delayed");
    return prioritized + waiting + delayed;
  }

  close(): Promise<void> {
    return this.#queue.close();
  }

  async #turn(): Promise<number> {
    const [next] = await this.#queue.getPrioritized(0, 0);
    return next?.priority ?? 1;
  }
}
