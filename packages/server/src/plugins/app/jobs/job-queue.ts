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
import { hasEnded, JobEvents } from "./job-events.js";
import { JOB_LANES, type JobKind, type JobLane } from "./job-states.js";
import type { Job, JobEvent, JobHandler, Jobs, NewJob } from "./job-types.js";
import * as repository from "./jobs-repository.js";
import type { JobSlot } from "./lane.js";
import type { ProcessPool } from "./process-pool.js";
import { RunningJob } from "./running-job.js";
import { isGone, newServerId } from "./server-identity.js";
import { Turns } from "./turns.js";
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

const TICK_MS = 1000;
/** When to look whether a job's transaction was committed, ms after one another. */
const COMMIT_LOOKS_MS = [0, 10, 40, 160, 640] as const;

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

export class JobQueue implements Jobs {
  readonly #options: JobQueueOptions;
  readonly #serverId = newServerId();
  readonly #handlers = new Map<JobKind, JobHandler>();
  readonly #events: JobEvents;
  readonly #running = new Map<string, RunningJob>();
  readonly #turns: Readonly<Record<JobLane, Turns>> = {
    compute: new Turns(),
    transfer: new Turns(),
  };
  readonly #times = new WaitingTimes();
  /** lanes that are being filled, and whether to look again after that */
  readonly #filling = new Map<JobLane, boolean>();
  readonly #work = new Set<Promise<void>>();
  #ticking: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(options: JobQueueOptions) {
    this.#options = options;
    this.#events = new JobEvents(options.log);
  }

  define(handler: JobHandler): void {
    if (this.#handlers.has(handler.kind)) throw new Error(`${handler.kind} is defined twice`);
    this.#handlers.set(handler.kind, handler);
  }

  /** Takes over what servers that are gone left, and begins to work. After every `define`. */
  async start(): Promise<void> {
    await this.#takeOver();
    this.#ticking = setInterval(() => this.#track(this.#tick()), TICK_MS);
    this.#ticking.unref();
    this.wake();
  }

  /** Stops working: jobs that run go back into the queue, as if they had never begun. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#ticking !== null) clearInterval(this.#ticking);
    for (const running of this.#running.values()) running.handBack();
    while (this.#work.size > 0) await Promise.all(this.#work);
  }

  async submit(job: NewJob, trx?: Transaction<Database>): Promise<Job> {
    const handler = this.#handlers.get(job.kind);
    if (handler === undefined) throw new Error(`nobody defined ${job.kind}`);
    if (this.#stopped) throw new ServerError("NOT_READY");
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
    else this.#track(this.#queuedWhenCommitted(made.id));
    return made;
  }

  async get(id: string, db: Kysely<Database> = this.#options.db): Promise<Job | null> {
    const job = await repository.findJob(db, id);
    const progress = this.#running.get(id)?.progress ?? null;
    return job === null || progress === null || hasEnded(job) ? job : { ...job, progress };
  }

  async cancel(id: string): Promise<boolean> {
    for (const ms of COMMIT_LOOKS_MS) {
      await pause(ms);
      const running = this.#running.get(id);
      if (running !== undefined) return (await running.cancel())?.state === "cancelled";
      const job = await this.#change((trx) =>
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

  /** Looks for work. Cheap; called whenever there may be some. */
  wake(): void {
    for (const lane of JOB_LANES) this.#track(this.#fill(lane));
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

  /** Work that `stop` waits for; its errors are logged, as nobody else hears of them. */
  #track(work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) => this.#options.log.error({ err: error }, "the queue failed"))
      .finally(() => this.#work.delete(tracked));
    this.#work.add(tracked);
  }

  async #fill(lane: JobLane): Promise<void> {
    if (this.#filling.has(lane)) {
      this.#filling.set(lane, true);
      return;
    }
    try {
      do {
        this.#filling.set(lane, false);
        while (!this.#stopped && (await this.#startNext(lane)));
      } while (this.#filling.get(lane));
    } finally {
      this.#filling.delete(lane);
    }
  }

  /** Whether a job was started. */
  async #startNext(lane: JobLane): Promise<boolean> {
    const slot = this.#options.pool.reserve(lane);
    if (slot === null) return false;
    try {
      const job = await this.#take(lane);
      if (job === null) {
        slot.release();
        return false;
      }
      this.#run(job, slot);
      return true;
    } catch (error) {
      slot.release();
      throw error;
    }
  }

  async #take(lane: JobLane): Promise<Job | null> {
    const { db, settings, clock } = this.#options;
    const kinds = [...this.#handlers.keys()];
    const waiting = await repository.waitingOwners(db, lane, kinds);
    const mine = [...this.#running.values()].filter(({ job }) => job.lane === lane);
    const free = waiting.filter(
      (owner) =>
        mine.filter(({ job }) => job.owner_id === owner).length < settings.runningLimitPerUser,
    );
    const owner = this.#turns[lane].next(free);
    if (owner === undefined) return null;
    const id = await repository.firstWaiting(db, lane, kinds, owner);
    if (id === undefined) return null;
    this.#turns[lane].serve(owner);
    return this.#change((trx) => repository.claimJob(trx, id, this.#serverId, clock.nowMs()));
  }

  #run(job: Job, slot: JobSlot): void {
    const handler = this.#handlers.get(job.kind);
    if (handler === undefined) throw new Error(`nobody defined ${job.kind}`);
    const { db, settings, clock, log } = this.#options;
    const startedMs = performance.now();
    const running = new RunningJob({
      job,
      handler,
      slot,
      db,
      clock,
      log,
      serverId: this.#serverId,
      timeoutMs: settings.runTimeoutMs,
      tell: (event) => this.#events.tell(event),
    });
    this.#running.set(job.id, running);
    const work = running.ended.then(() => {
      this.#running.delete(job.id);
      this.#times.note(performance.now() - startedMs);
      this.wake();
    });
    this.#track(work);
  }

  /** Changes a job and what it is about in one transaction, and tells of it after that. */
  async #change(change: (trx: Transaction<Database>) => Promise<Job | null>): Promise<Job | null> {
    const job = await this.#options.db.transaction().execute(async (trx) => {
      const changed = await change(trx);
      if (changed !== null) await this.#handlers.get(changed.kind)?.changed?.(changed, trx);
      return changed;
    });
    if (job !== null) this.#events.tell({ type: "state", job });
    return job;
  }

  async #tick(): Promise<void> {
    const progress = new Map(
      [...this.#running].flatMap(([id, running]) => {
        const news = running.takeNews();
        return news === null ? [] : [[id, news] as const];
      }),
    );
    const { db, clock } = this.#options;
    if (this.#running.size > 0) {
      await repository.noteHeartbeat(db, this.#serverId, clock.nowMs(), progress);
    }
    await this.#takeOver();
    this.wake();
  }

  /** Puts jobs of servers that are gone back into the queue. */
  async #takeOver(): Promise<void> {
    const { db, clock, log } = this.#options;
    for (const row of await repository.runningElsewhere(db, this.#serverId)) {
      if (!isGone(row.server_id, row.heartbeat_ms, clock.nowMs())) continue;
      const job = await this.#change((trx) => repository.requeueJob(trx, row.id, row.server_id));
      if (job !== null) log.warn({ job: job.id }, "took over a job of a server that is gone");
    }
  }
}
