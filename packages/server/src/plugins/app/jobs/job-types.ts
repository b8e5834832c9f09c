/** What long work is, between those who ask for it (runs, data) and those who see it done (queue, processes). */
import type {} from "fastify";
import type { Kysely, Transaction } from "kysely";
import type { Database, JobsTable } from "../../../db/schema.js";
import type { Problem } from "../../../schemas/problem.js";
import type { Task, TaskProgress, TaskResult } from "../../../workers/protocol.js";
import type { GivenRow, StudyPart } from "../../../workers/study-tasks.js";
import type { JobKind, JobLane } from "./job-states.js";

/** A row of `jobs` with its JSON read. */
export interface Job extends Omit<JobsTable, "payload" | "progress" | "error"> {
  readonly payload: unknown;
  readonly progress: TaskProgress | null;
  readonly error: Problem | null;
}

export interface NewJob {
  readonly kind: JobKind;
  readonly ownerId: string;
  /** JSON; what `begin` of the kind makes its task from. Ids and configurations, never paths of requests */
  readonly payload: unknown;
  readonly subjectId: string | null;
  /** default 0 */
  readonly priority?: number;
}

/** What a kind of job does at its turns. Registered once, at start, by the plugin that owns the kind. */
export interface JobHandler {
  readonly kind: JobKind;
  readonly lane: JobLane;
  /** longest time of its task, ms; default: that of a run, or of a download */
  readonly timeoutMs?: number;
  /**
   * The task for a process, made when the job's turn comes. `{ done: true }`: the result is there
   * already (computed for another run meanwhile); `finish` is then called with null.
   */
  begin(job: Job): Promise<{ readonly task: Task } | { readonly done: true }>;
  /** Writes down rows that a study's task has given; one call after the other, all of them ahead of `finish`. */
  rows?(job: Job, rows: readonly GivenRow[]): Promise<void>;
  /** Likewise what a whole study's task has told. */
  part?(job: Job, part: StudyPart): Promise<void>;
  /** Writes down what is too long for a transaction, ahead of `finish`, where nobody sees it yet. */
  prepare?(job: Job, result: TaskResult): Promise<void>;
  /** Stores the result, in the transaction that makes the job `done`. */
  finish(job: Job, result: TaskResult | null, trx: Transaction<Database>): Promise<void>;
  /** Notes in the subject that the job is in another state, in the same transaction. */
  changed?(job: Job, trx: Transaction<Database>): Promise<void>;
}

/** What happened to a job; published to the WebSocket under the topics `job:<id>`, `run:<id>`, `queue`. */
export type JobEvent =
  | { readonly type: "state"; readonly job: Job }
  | { readonly type: "progress"; readonly job: Job; readonly progress: TaskProgress };

/** The queue as other plugins see it: `app.jobs`. */
export interface Jobs {
  define(handler: JobHandler): void;
  /**
   * Writes the job into the database, in the caller's transaction when there is one, and wakes the
   * queue after it. Throws QUEUE_FULL (with retryAfterMs)
   */
  submit(job: NewJob, trx?: Transaction<Database>): Promise<Job>;
  get(id: string, db?: Kysely<Database>): Promise<Job | null>;
  /** Cancels a job that waits or runs (within 200 ms); false when it had ended */
  cancel(id: string): Promise<boolean>;
  /** Cancels what waits and runs of a user, and forgets all of his jobs. @throws as `cancel` */
  removeAllOf(ownerId: string): Promise<void>;
  /** The job when it has ended. Rejects with the signal's reason */
  ended(id: string, signal?: AbortSignal): Promise<Job>;
  onEvent(listener: (event: JobEvent) => void): () => void;
  /** How many wait and run, in all and of a user */
  counts(ownerId?: string): Promise<{ readonly queued: number; readonly running: number }>;
}

/** Short work in a process, kept nowhere: `app.pool`. */
export interface Pool {
  /**
   * Runs a task in a process of the lane, before queued jobs. Throws what the task threw
   * (PerpmillError with its code), WORKER_LOST, WORKER_TIMEOUT, WORKER_MEMORY, QUEUE_FULL
   */
  call<T extends Task>(task: T, options: PoolCall): Promise<TaskResult<T>>;
  status(): readonly WorkerStatus[];
}

export interface PoolCall {
  readonly ownerId: string;
  readonly lane?: JobLane;
  /** default 30 s */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TaskProgress) => void;
}

export interface WorkerStatus {
  readonly lane: JobLane;
  readonly pid: number;
  readonly state: "starting" | "idle" | "busy";
  /** of the task it has, when busy */
  readonly task: Task["kind"] | null;
  readonly busyMs: number | null;
  readonly memoryBytes: number | null;
  /** tasks done since it started */
  readonly tasks: number;
}

declare module "fastify" {
  interface FastifyInstance {
    jobs: Jobs;
    pool: Pool;
  }
}
