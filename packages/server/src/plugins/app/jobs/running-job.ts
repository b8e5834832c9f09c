/** A job from its turn to its end, which is written down in one transaction with its result. */
import type { FastifyBaseLogger } from "fastify";
import type { Kysely, Transaction } from "kysely";
import type { Clock } from "../../../clock.js";
import type { Database } from "../../../db/schema.js";
import { answerOf } from "../../../problems.js";
import type { TaskProgress, TaskResult } from "../../../workers/protocol.js";
import type { GivenRow, StudyPart } from "../../../workers/study-tasks.js";
import type { Job, JobEvent, JobHandler } from "./job-types.js";
import * as repository from "./jobs-repository.js";
import type { JobSlot } from "./lane.js";

export interface RunningJobOptions {
  /** claimed already */
  readonly job: Job;
  readonly handler: JobHandler;
  readonly slot: JobSlot;
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly log: FastifyBaseLogger;
  readonly serverId: string;
  /** of a job that computes */
  readonly timeoutMs: number;
  readonly tell: (event: JobEvent) => void;
}

/** Downloads take as long as the exchange takes; the engine gives up on connections that stall. */
const TRANSFER_TIMEOUT_MS = 86_400_000;
/** How long to wait before an end is written down again that could not be. */
const RETRY_MS = 1000;
/** After so many times the database is gone for good; the next start takes the job over. */
const RETRIES = 60;

/** How a task came out. */
type Outcome = { readonly result: TaskResult | null } | { readonly error: unknown };

export class RunningJob {
  readonly job: Job;
  /** The job as it is after it; null when another server has taken it over. Never rejects */
  readonly ended: Promise<Job | null>;
  readonly #options: RunningJobOptions;
  readonly #controller = new AbortController();
  #wish: "cancelled" | "queued" | null = null;
  #leaving = false;
  #progress: TaskProgress | null = null;
  #news = false;
  #given: Promise<void> = Promise.resolve();

  constructor(options: RunningJobOptions) {
    this.#options = options;
    this.job = options.job;
    this.ended = this.#run();
  }

  get progress(): TaskProgress | null {
    return this.#progress;
  }

  /** Progress since it was asked for last; null: none. */
  takeNews(): TaskProgress | null {
    if (!this.#news) return null;
    this.#news = false;
    return this.#progress;
  }

  /** Stops it; it may have come to another end just before. */
  cancel(): Promise<Job | null> {
    return this.#stop("cancelled");
  }

  /** Stops it, to be run again by the next server. */
  handBack(): Promise<Job | null> {
    this.#leaving = true;
    return this.#stop("queued");
  }

  #stop(wish: "cancelled" | "queued"): Promise<Job | null> {
    this.#wish ??= wish;
    this.#controller.abort();
    return this.ended;
  }

  async #run(): Promise<Job | null> {
    const { slot } = this.#options;
    let outcome: Outcome;
    try {
      outcome = { result: await this.#compute() };
    } catch (error) {
      outcome = { error };
    } finally {
      slot.release();
    }
    return this.#writeDown(outcome);
  }

  async #compute(): Promise<TaskResult | null> {
    const { job, handler, slot, db, log, timeoutMs } = this.#options;
    const begun = await handler.begin(job);
    if ("done" in begun) return null;
    const { signal } = this.#controller;
    signal.throwIfAborted();
    const laneMs = job.lane === "transfer" ? TRANSFER_TIMEOUT_MS : timeoutMs;
    const control = {
      timeoutMs: handler.timeoutMs ?? laneMs,
      signal,
      onProgress: (progress: TaskProgress) => this.#tellProgress(progress),
      onRows: (rows: readonly GivenRow[]) => this.#take(() => handler.rows?.(job, rows)),
      onPart: (part: StudyPart) => this.#take(() => handler.part?.(job, part)),
    };
    try {
      return await slot.run(begun.task, control, (pid) => {
        repository.noteWorker(db, job.id, pid).catch((error: unknown) => {
          log.warn({ err: error, job: job.id }, "could not note the process of a job");
        });
      });
    } finally {
      await this.#given;
    }
  }

  /** Writes down what a task has given, one after the other. */
  #take(write: () => Promise<void> | undefined): void {
    const written = this.#given.then(write);
    // Told when the job ends: what could not be written down makes it fail.
    written.catch(() => this.#controller.abort());
    this.#given = written;
  }

  #tellProgress(progress: TaskProgress): void {
    this.#progress = progress;
    this.#news = true;
    this.#options.tell({ type: "progress", job: { ...this.job, progress }, progress });
  }

  async #writeDown(first: Outcome): Promise<Job | null> {
    const { log, job } = this.#options;
    let outcome = first;
    for (let tries = 0; ; tries++) {
      try {
        await this.#prepare(outcome);
        const ended = await this.#write(outcome);
        if (ended !== null) this.#options.tell({ type: "state", job: ended });
        return ended;
      } catch (error) {
        log.error({ err: error, job: job.id }, "could not write down how a job ended");
        // a result that cannot be stored is a failure, told when that can be
        if (!("error" in outcome)) outcome = { error };
        else if (tries >= RETRIES || this.#leaving) return null;
        else await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  async #prepare(outcome: Outcome): Promise<void> {
    if (!("result" in outcome) || outcome.result === null) return;
    await this.#options.handler.prepare?.(this.job, outcome.result);
  }

  #write(outcome: Outcome): Promise<Job | null> {
    const { db, handler } = this.#options;
    return db.transaction().execute(async (trx) => {
      const job = await this.#end(outcome, trx);
      if (job === null) return null;
      if (job.state === "done" && "result" in outcome) {
        await handler.finish(job, outcome.result, trx);
      }
      await handler.changed?.(job, trx);
      return job;
    });
  }

  #end(outcome: Outcome, trx: Transaction<Database>): Promise<Job | null> {
    const { clock, serverId, log } = this.#options;
    const { id } = this.job;
    const ending = { id, from: { state: "running", serverId }, nowMs: clock.nowMs() } as const;
    if ("result" in outcome) {
      return repository.endJob(trx, { ...ending, state: "done", error: null });
    }
    if (this.#wish === "queued") return repository.requeueJob(trx, id, serverId);
    if (this.#wish === "cancelled") {
      return repository.endJob(trx, { ...ending, state: "cancelled", error: null });
    }
    const { problem, fault } = answerOf(outcome.error, "en", id);
    if (fault) log.error({ err: outcome.error, job: id, code: problem.code }, problem.message);
    return repository.endJob(trx, { ...ending, state: "failed", error: problem });
  }
}
