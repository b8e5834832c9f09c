/**
 * Shards of studies on many machines: the database says what there is to do, the broker who does it next.
 * What the broker has forgotten is put into it again; what it has twice is done once, as claims are the
 * database's.
 */
import type { FastifyBaseLogger } from "fastify";
import type { Kysely } from "kysely";
import type { Database } from "../../../db/schema.js";
import type { QueuedStudy, ShardListener, ShardQueue } from "../studies/shard-queue.js";
import { tellShardNews } from "./shard-news.js";
import type { ShardOutbox } from "./shard-outbox.js";
import { openShards, runningShards, runningStudies } from "./shards-repository.js";

export interface BrokerShardQueueOptions {
  readonly db: Kysely<Database>;
  readonly outbox: ShardOutbox;
  readonly log: FastifyBaseLogger;
  /** Stops what this server itself has of a study */
  readonly stopOwn: (studyId: string) => void;
}

/** How often shards that are worked on are looked at for new rows. */
const LOOK_MS = 1000;
/** Every so many looks, what the broker may have forgotten is put into it again. */
const LOOKS_PER_MENDING = 10;
/** Shards of a study that are put again in one mending: as many as are begun until the next. */
const MENDED = 1000;

export class BrokerShardQueue implements ShardQueue {
  readonly #options: BrokerShardQueueOptions;
  readonly #listeners = new Set<ShardListener>();
  /** rows done at the last look, by study and position of what was worked on then */
  #seen = new Map<string, { readonly studyId: string; readonly position: number; done: number }>();
  #looks = 0;
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> = Promise.resolve();

  constructor(options: BrokerShardQueueOptions) {
    this.#options = options;
  }

  async offer({ id }: QueuedStudy): Promise<void> {
    const { db, outbox } = this.#options;
    const positions = await openShards(db, id);
    await outbox.put(positions.map((position) => ({ studyId: id, position })));
  }

  async withdraw(studyId: string): Promise<void> {
    const { db, outbox, stopOwn } = this.#options;
    stopOwn(studyId);
    // First those that run, which are the ones that cost.
    await tellShardNews(db, { type: "withdrawn", studyId });
    const positions = await openShards(db, studyId);
    await outbox.withdraw(positions.map((position) => ({ studyId, position })));
  }

  /** @returns ends it */
  onChange(listener: ShardListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells that a shard has changed. */
  tell(studyId: string, position: number): void {
    for (const listener of this.#listeners) {
      try {
        listener(studyId, position);
      } catch (error) {
        this.#options.log.error({ err: error, studyId }, "a listener to shards failed");
      }
    }
  }

  /** Looks after what runs, until `stop`. */
  start(): void {
    const again = (): void => {
      this.#timer = setTimeout(() => {
        this.#looking = this.#look()
          .catch((error: unknown) =>
            this.#options.log.warn({ err: error }, "could not look at the shards that run"),
          )
          .then(() => {
            if (this.#timer !== null) again();
          });
      }, LOOK_MS);
      this.#timer.unref();
    };
    again();
  }

  async stop(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#looking;
  }

  /** Tells of rows that came and of shards that ended, whether or not there was news of it. */
  async #look(): Promise<void> {
    const { db, outbox } = this.#options;
    const before = this.#seen;
    const now: typeof before = new Map();
    for (const { study_id: studyId, position, rows_done: done } of await runningShards(db)) {
      const key = `${studyId}.${position}`;
      now.set(key, { studyId, position, done });
      if (before.get(key)?.done !== done) this.tell(studyId, position);
    }
    for (const [key, { studyId, position }] of before) {
      if (!now.has(key)) this.tell(studyId, position);
    }
    this.#seen = now;
    this.#looks += 1;
    if (this.#looks % LOOKS_PER_MENDING !== 0) return;
    for (const studyId of await runningStudies(db)) {
      const positions = await openShards(db, studyId, MENDED);
      if (positions.length === 0) this.tell(studyId, 0);
      else await outbox.put(positions.map((position) => ({ studyId, position })));
    }
  }
}
