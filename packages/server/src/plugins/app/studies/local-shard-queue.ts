/**
 * Studies as jobs of this server's own queue: of a sweep a few shards at a time, so that studies of several users go
 * on side by side and single runs are not kept waiting; of others all of it.
 */
import type { FastifyBaseLogger } from "fastify";
import type { Kysely } from "kysely";
import type { Database } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import type { Problem } from "../../../schemas/problem.js";
import { hasEnded } from "../jobs/job-events.js";
import type { Job, Jobs } from "../jobs/job-types.js";
import { isCut } from "./plan-study.js";
import { positionOf } from "./rows-work.js";
import { nextShards, openJobsOf, setShardJob } from "./shard-jobs-repository.js";
import type { QueuedStudy, ShardListener, ShardQueue } from "./shard-queue.js";
import { payloadOf, type StudyPayload } from "./study-job.js";

export interface LocalShardQueueOptions {
  readonly db: Kysely<Database>;
  readonly jobs: Jobs;
  /** processes that compute */
  readonly workers: number;
  readonly log: FastifyBaseLogger;
  readonly onChange: ShardListener;
  /** what belongs to all rows is there; null: it is, else why it will not be */
  readonly onFinished: (studyId: string, problem: Problem | null) => Promise<void>;
}

/** Shards that wait beside those that run, so that no process waits for the next. */
const AHEAD = 1;
/** When to look again after the queue was full. */
const FULL_MS = 1000;
/** How often the end of a study is begun whose process ends unexpectedly each time. */
const FINISHES_MAX = 5;

export class LocalShardQueue implements ShardQueue {
  readonly #options: LocalShardQueueOptions;
  /** one offer of a study after the other */
  readonly #offers = new Map<string, Promise<void>>();
  readonly #later = new Set<NodeJS.Timeout>();
  /** how often the end of a study was begun */
  readonly #finishes = new Map<string, number>();
  #stopped = false;

  constructor(options: LocalShardQueueOptions) {
    this.#options = options;
    options.jobs.onEvent(({ type, job }) => {
      if (type === "state" && job.kind === "study" && hasEnded(job)) this.#ended(job);
    });
  }

  offer(study: QueuedStudy): Promise<void> {
    return this.#after(study.id, () => this.#fill(study));
  }

  /** Has what belongs to all rows worked out, now that they are there. */
  finish(study: QueuedStudy): Promise<void> {
    return this.#after(study.id, async () => {
      const { db, jobs } = this.#options;
      if (this.#stopped || (await openJobsOf(db, study.id)).length > 0) return;
      await this.#submit(study, { work: "finish" }, jobs);
    });
  }

  async withdraw(studyId: string): Promise<void> {
    const { db, jobs } = this.#options;
    await this.#offers.get(studyId)?.catch(() => {});
    this.#offers.delete(studyId);
    this.#finishes.delete(studyId);
    await Promise.all((await openJobsOf(db, studyId)).map((id) => jobs.cancel(id)));
  }

  /** Offers nothing more. */
  stop(): void {
    this.#stopped = true;
    for (const timer of this.#later) clearTimeout(timer);
  }

  #after(studyId: string, work: () => Promise<void>): Promise<void> {
    const before = this.#offers.get(studyId) ?? Promise.resolve();
    const offer = before.catch(() => {}).then(work);
    this.#offers.set(studyId, offer);
    return offer;
  }

  #ended(job: Job): void {
    const { subject_id: id, owner_id, priority } = job;
    const { onChange, log } = this.#options;
    if (id === null || this.#stopped) return;
    const payload = payloadOf(job);
    if (payload.work === "finish") {
      this.#finished(id, job).catch((error: unknown) => {
        log.error({ err: error, study: id }, "could not finish a study");
      });
      return;
    }
    onChange(id, positionOf(job));
    const kind = payload.work === "rows" ? "sweep" : "whole";
    this.#retry(() => this.offer({ id, owner_id, priority, kind }), id, 0);
  }

  async #finished(id: string, job: Job): Promise<void> {
    if (job.state === "cancelled") return;
    const times = (this.#finishes.get(id) ?? 0) + 1;
    this.#finishes.set(id, times);
    const isLost = job.error?.code === "WORKER_LOST" && times < FINISHES_MAX;
    // Looked at again, its rows are all there, and it is to be finished.
    if (isLost) return this.#options.onChange(id, 0);
    this.#finishes.delete(id);
    await this.#options.onFinished(id, job.error);
  }

  /** Does something later, and again while the queue is full. */
  #retry(work: () => Promise<void>, study: string, afterMs: number): void {
    const timer = setTimeout(() => {
      this.#later.delete(timer);
      work().catch((error: unknown) => {
        const isFull = error instanceof ServerError && error.code === "QUEUE_FULL";
        if (!isFull) this.#options.log.error({ err: error, study }, "a study could not go on");
        if (!this.#stopped) this.#retry(work, study, FULL_MS);
      });
    }, afterMs);
    timer.unref();
    this.#later.add(timer);
  }

  /** Puts shards into the queue, as many as are wanted there. */
  async #fill(study: QueuedStudy): Promise<void> {
    const { db, jobs, workers } = this.#options;
    if (this.#stopped) return;
    const wanted = workers + AHEAD - (await openJobsOf(db, study.id)).length;
    if (wanted <= 0) return;
    const work = isCut(study) ? "rows" : "whole";
    for (const position of await nextShards(db, study.id, wanted)) {
      await this.#submit(study, { work, position }, jobs);
    }
  }

  #submit({ id, owner_id, priority }: QueuedStudy, payload: StudyPayload, jobs: Jobs) {
    const job = { kind: "study", ownerId: owner_id, subjectId: id, priority, payload } as const;
    return this.#options.db.transaction().execute(async (trx) => {
      const made = await jobs.submit(job, trx);
      if (payload.work !== "finish") await setShardJob(trx, id, payload.position, made.id);
    });
  }
}
