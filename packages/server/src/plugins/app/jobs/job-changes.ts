/** Changes of jobs: each in one transaction with what it means for the run or the data set it is about. */
import type { Kysely, Transaction } from "kysely";
import type { Database } from "../../../db/schema.js";
import type { JobEvents } from "./job-events.js";
import type { JobKind } from "./job-states.js";
import type { Job, JobHandler } from "./job-types.js";

export class JobChanges {
  readonly events: JobEvents;
  readonly #db: Kysely<Database>;
  readonly #handlers = new Map<JobKind, JobHandler>();

  constructor(db: Kysely<Database>, events: JobEvents) {
    this.#db = db;
    this.events = events;
  }

  /** The kinds that there is somebody for. */
  get kinds(): readonly JobKind[] {
    return [...this.#handlers.keys()];
  }

  /** Throws an Error for a kind that was defined before */
  define(handler: JobHandler): void {
    if (this.#handlers.has(handler.kind)) throw new Error(`${handler.kind} is defined twice`);
    this.#handlers.set(handler.kind, handler);
  }

  /** Throws an Error for a kind that nobody defined */
  handler(kind: JobKind): JobHandler {
    const handler = this.#handlers.get(kind);
    if (handler === undefined) throw new Error(`nobody defined ${kind}`);
    return handler;
  }

  /** Changes a job, notes it in its subject, and tells of it after that. Null: nothing changed */
  async apply(change: (trx: Transaction<Database>) => Promise<Job | null>): Promise<Job | null> {
    const job = await this.#db.transaction().execute(async (trx) => {
      const changed = await change(trx);
      if (changed !== null) await this.#handlers.get(changed.kind)?.changed?.(changed, trx);
      return changed;
    });
    if (job !== null) this.events.tell({ type: "state", job });
    return job;
  }
}
