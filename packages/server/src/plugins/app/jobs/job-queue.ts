/**
 * `app.jobs`: what waits is in the database before anything starts; a free process gets the next job
 * of the user who was served longest ago.
 */
import { randomUUID } from "node:crypto";
import type { FastifyBaseLogger } from "fastify";
import type { Kysely, Transaction } from "kysely";
import type { Clock } from "../../../clock.js";
import type { Database } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import type { Settings } from "../../../settings/settings.js";
import { Dispatcher } from "./dispatcher.js";
import { JobChanges } from "./job-changes.js";
import { hasEnded, JobEvents } from "./job-events.js";
import type { Job, JobEvent, JobHandler, Jobs, NewJob } from "./job-types.js";
import * as repository from "./jobs-repository.js";
import type { ProcessPool } from "./process-pool.js";
import { WaitingTimes } from "./waiting-times.js";

export interface JobQueueOptions {
  readonly db: Kysely<Database>;
  readonly pool: ProcessPool;
  readonly settings: Pick<
    Settings,
    "queueLimit" | "queueLimitPerUser" | "runningLimitPerUser" | "runTimeoutMs" | "workers"
  >;
  readonly clock: Clock;
  readonly log: FastifyBaseLogger;
}

/** When to look whether a job's transaction was committed, ms after one another. */
const COMMIT_LOOKS_MS = [0, 10, 40, 160, 640] as const;

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

export class JobQueue implements Jobs {
  readonly #options: JobQueueOptions;
  readonly #events: JobEvents;
  readonly #changes: JobChanges;
  readonly #dispatcher: Dispatcher;
  readonly #times = new WaitingTimes();

  constructor(options: JobQueueOptions) {
    this.#options = options;
    this.#events = new JobEvents(options.log);
    this.#changes = new JobChanges(options.db, this.#events);
    this.#dispatcher = new Dispatcher({
      ...options,
      changes: this.#changes,
      onTook: (tookMs) => this.#times.note(tookMs),
    });
  }

  define(handler: JobHandler): void {
    this.#changes.define(handler);
  }

  /** Takes over what servers that are gone left, and begins to work. After every `define`. */
  start(): Promise<void> {
    return this.#dispatcher.start();
  }

  /** Stops working: jobs that run go back into the queue, as if they had never begun. */
  stop(): Promise<void> {
    return this.#dispatcher.stop();
  }

  /** Looks for work. Cheap; called whenever there may be some. */
  wake(): void {
    this.#dispatcher.wake();
  }

  async submit(job: NewJob, trx?: Transaction<Database>): Promise<Job> {
    const handler = this.#changes.handler(job.kind);
    if (this.#dispatcher.stopped) throw new ServerError("NOT_READY");
    const db = trx ?? this.#options.db;
    await this.#checkRoom(db, job.ownerId);
    const made = await repository.insertJob(db, {
      id: randomUUID(),
      kind: job.kind,
      lane: handler.lane,
      owner_id: job.ownerId,
      priority: job.priority ?? 0,
      state: "queued",
      payload: JSON.stringify(job.payload),
      subject_id: job.subjectId,
      attempt: 0,
      worker_pid: null,
      server_id: null,
      heartbeat_ms: null,
      progress: null,
      error: null,
      created_ms: this.#options.clock.nowMs(),
      started_ms: null,
      finished_ms: null,
    });
    if (trx === undefined) this.#queued(made);
    else this.#dispatcher.track(this.#queuedWhenCommitted(made.id));
    return made;
  }

  async get(id: string, db: Kysely<Database> = this.#options.db): Promise<Job | null> {
    const job = await repository.findJob(db, id);
    const progress = this.#dispatcher.running(id)?.progress ?? null;
    return job === null || progress === null || hasEnded(job) ? job : { ...job, progress };
  }

  async cancel(id: string): Promise<boolean> {
    for (const ms of COMMIT_LOOKS_MS) {
      await pause(ms);
      const running = this.#dispatcher.running(id);
      if (running !== undefined) return (await running.cancel())?.state === "cancelled";
      const job = await this.#changes.apply((trx) =>
        repository.endJob(trx, {
          id,
          from: { state: "queued" },
          state: "cancelled",
          error: null,
          nowMs: this.#options.clock.nowMs(),
        }),
      );
      if (job !== null) return true;
      const now = await this.get(id);
      if (now === null || hasEnded(now)) return false;
      // it is just being taken out of the queue: look again
    }
    throw new ServerError("CONFLICT", { message: `another server runs the job ${id}` });
  }

  async removeAllOf(ownerId: string): Promise<void> {
    const { db } = this.#options;
    for (const id of await repository.unfinishedJobs(db, ownerId)) await this.cancel(id);
    await repository.deleteEndedJobs(db, ownerId);
  }

  ended(id: string, signal?: AbortSignal): Promise<Job> {
    const now = async (): Promise<Job> => {
      const job = await this.get(id);
      if (job === null) throw new ServerError("NOT_FOUND", { message: `there is no job ${id}` });
      return job;
    };
    return this.#events.ended(id, now, signal);
  }

  onEvent(listener: (event: JobEvent) => void): () => void {
    return this.#events.listen(listener);
  }

  counts(ownerId?: string): Promise<{ readonly queued: number; readonly running: number }> {
    return repository.countJobs(this.#options.db, ownerId);
  }

  async #checkRoom(db: Kysely<Database>, ownerId: string): Promise<void> {
    const { queueLimit, queueLimitPerUser, workers } = this.#options.settings;
    const own = await repository.countJobs(db, ownerId);
    const all = await repository.countJobs(db);
    const ownFull = own.queued + own.running >= queueLimitPerUser;
    if (!ownFull && all.queued + all.running < queueLimit) return;
    const { queued } = ownFull ? own : all;
    const limit = ownFull ? `${queueLimitPerUser} jobs of yours` : `${queueLimit} jobs`;
    throw new ServerError("QUEUE_FULL", {
      message: `${limit} wait or run already`,
      retryAfterMs: this.#times.retryAfterMs(queued, workers),
    });
  }

  #queued(job: Job): void {
    this.#events.tell({ type: "state", job });
    this.wake();
  }

  /** A transaction that is rolled back has made no job, and nobody hears of it. */
  async #queuedWhenCommitted(id: string): Promise<void> {
    for (const ms of COMMIT_LOOKS_MS) {
      await pause(ms);
      const job = await repository.findJob(this.#options.db, id);
      if (job === null) continue;
      this.#queued(job);
      return;
    }
  }
}
