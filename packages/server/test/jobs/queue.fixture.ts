/** Queues on a database and a pool, without a server around them. */
import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import { onTestFinished } from "vitest";
import type { Clock } from "../../src/clock.js";
import { systemClock } from "../../src/clock.js";
import type { Database } from "../../src/db/schema.js";
import { JobQueue } from "../../src/plugins/app/jobs/job-queue.js";
import type { Job, JobEvent, JobHandler, NewJob } from "../../src/plugins/app/jobs/job-types.js";
import type { ProcessPool } from "../../src/plugins/app/jobs/process-pool.js";
import { DEFAULT_SETTINGS, type Settings } from "../../src/settings/settings.js";
import type { Task } from "../../src/workers/protocol.js";
import { FAULTY_ENTRY, type Fault, fault, poolOf, quietLog } from "./pool.fixture.js";

export interface TestQueue {
  readonly jobs: JobQueue;
  readonly pool: ProcessPool;
  /** every event so far */
  readonly events: JobEvent[];
  /** ids in the order in which they were begun, and finished */
  readonly begun: string[];
  readonly finished: string[];
  submit(ownerId: string, how?: Fault, more?: Partial<NewJob>): Promise<Job>;
}

export interface QueueOptions {
  readonly settings?: Partial<Settings>;
  readonly clock?: Clock;
  /** default: a process that does what the payload says, at once */
  readonly entry?: URL | null;
  readonly handler?: Partial<JobHandler>;
  /** the task of a job; default: the faulty process's */
  readonly taskOf?: (job: Job) => Task;
}

/** A queue for jobs of the kind `run`; it is stopped when the test ends. */
export async function queueOn(
  db: Kysely<Database>,
  { settings = {}, clock = systemClock, entry, handler, taskOf }: QueueOptions = {},
): Promise<TestQueue> {
  const all = { ...DEFAULT_SETTINGS, workers: 1, ...settings };
  const pool = poolOf(all, entry === undefined ? FAULTY_ENTRY : (entry ?? undefined));
  const jobs = new JobQueue({ db, pool, settings: all, clock, log: quietLog });
  pool.onFree = () => jobs.wake();
  onTestFinished(() => jobs.stop());
  const events: JobEvent[] = [];
  const begun: string[] = [];
  const finished: string[] = [];
  jobs.define({
    kind: "run",
    lane: "compute",
    begin: async (job) => {
      begun.push(job.id);
      return { task: taskOf?.(job) ?? fault(job.payload as Fault) };
    },
    finish: async (job) => {
      finished.push(job.id);
    },
    ...handler,
  });
  jobs.onEvent((event) => events.push(event));
  const submit: TestQueue["submit"] = (ownerId, how = "done", more = {}) =>
    jobs.submit({ kind: "run", ownerId, payload: how, subjectId: randomUUID(), ...more });
  return { jobs, pool, events, begun, finished, submit };
}
