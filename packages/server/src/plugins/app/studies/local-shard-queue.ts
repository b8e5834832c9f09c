/**
 * Shards of studies as jobs of this server's own queue: a few of each study at a time, so that studies of several
 * users go on side by side and single runs are not kept waiting.
 */
import type { FastifyBaseLogger } from "fastify";
import type { Kysely, Transaction } from "kysely";
import type { Database } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import type { TaskPlaces, TaskResult } from "../../../workers/protocol.js";
import type { GivenRow } from "../../../workers/study-tasks.js";
import { hasEnded } from "../jobs/job-events.js";
import type { Job, JobHandler, Jobs } from "../jobs/job-types.js";
import type { InputsPlace } from "../runs/run-inputs.js";
import { nextShards, openJobsOf, setShardJob } from "./shard-jobs-repository.js";
import type { QueuedStudy, ShardListener, ShardQueue } from "./shard-queue.js";
import type { ShardLoad, ShardWork } from "./shard-work.js";
import { studyData } from "./study-inputs.js";

export interface LocalShardQueueOptions {
  readonly db: Kysely<Database>;
  readonly jobs: Jobs;
  readonly work: ShardWork;
  readonly place: InputsPlace;
  readonly taskPlaces: TaskPlaces;
  /** processes that compute */
  readonly workers: number;
  readonly log: FastifyBaseLogger;
  readonly onChange: ShardListener;
}

/** What a shard's job carries. */
interface ShardPayload {
  readonly position: number;
}

/** Shards that wait beside those that run, so that no process waits for the next. */
const AHEAD = 1;
/** How often a shard is begun whose process ends unexpectedly each time. */
const ATTEMPTS_MAX = 5;
/** When to look again after the queue was full. */
const FULL_MS = 1000;
const SHARD_TIMEOUT_MS = 3_600_000;

function positionOf({ payload }: Job): number {
  return (payload as ShardPayload).position;
}

export class LocalShardQueue implements ShardQueue, JobHandler {
  readonly kind = "study";
  readonly lane = "compute";
  readonly timeoutMs = SHARD_TIMEOUT_MS;
  readonly #options: LocalShardQueueOptions;
  /** by job */
  readonly #loads = new Map<string, ShardLoad>();
  /** one offer of a study after the other */
  readonly #offers = new Map<string, Promise<void>>();
  readonly #later = new Set<NodeJS.Timeout>();
  #stopped = false;

  constructor(options: LocalShardQueueOptions) {
    this.#options = options;
    options.jobs.onEvent(({ type, job }) => {
      if (type === "state" && job.kind === this.kind && hasEnded(job)) this.#ended(job);
    });
  }

  offer(study: QueuedStudy): Promise<void> {
    const before = this.#offers.get(study.id) ?? Promise.resolve();
    const offer = before.catch(() => {}).then(() => this.#fill(study));
    this.#offers.set(study.id, offer);
    return offer;
  }

  async withdraw(studyId: string): Promise<void> {
    const { db, jobs } = this.#options;
    await this.#offers.get(studyId)?.catch(() => {});
    this.#offers.delete(studyId);
    await Promise.all((await openJobsOf(db, studyId)).map((id) => jobs.cancel(id)));
  }

  /** Offers nothing more. */
  stop(): void {
    this.#stopped = true;
    for (const timer of this.#later) clearTimeout(timer);
  }

  async begin(job: Job): ReturnType<JobHandler["begin"]> {
    const { work, place, taskPlaces } = this.#options;
    if (job.subject_id === null) throw new Error("a shard of no study");
    const claim = await work.claim(job.subject_id, positionOf(job), `job ${job.id}`);
    if (claim === null) return { done: true };
    const load = await work.load(claim);
    if (load === null) return { done: true };
    this.#loads.set(job.id, load);
    this.#options.onChange(claim.studyId, claim.position);
    if (load.rows.length === 0) return { done: true };
    const { study, recipe, rows } = load;
    const data = await studyData(place, study);
    const strategy = await place.strategies.named(study.owner_id, study.strategy);
    return { task: { kind: "study-rows", places: taskPlaces, data, strategy, recipe, rows } };
  }

  async rows(job: Job, rows: readonly GivenRow[]): Promise<void> {
    const load = this.#loads.get(job.id);
    if (load === undefined) return;
    const { studyId, position } = load.claim;
    if (await this.#options.work.putRows(load, rows)) this.#options.onChange(studyId, position);
  }

  async finish(job: Job, _: TaskResult | null, trx: Transaction<Database>): Promise<void> {
    const load = this.#loads.get(job.id);
    if (load !== undefined) await this.#options.work.end(load.claim, "done", null, trx);
  }

  async changed(job: Job, trx: Transaction<Database>): Promise<void> {
    const load = this.#loads.get(job.id);
    if (load === undefined || job.state === "running" || job.state === "done") return;
    const { work } = this.#options;
    const { claim } = load;
    const lost = job.error?.code === "WORKER_LOST" && claim.attempt < ATTEMPTS_MAX;
    if (job.state !== "failed" || lost) await work.giveBack(claim, trx);
    else await work.end(claim, "failed", job.error, trx);
    this.#loads.delete(job.id);
  }

  #ended(job: Job): void {
    this.#loads.delete(job.id);
    const { subject_id: id, owner_id, priority } = job;
    if (id === null || this.#stopped) return;
    this.#options.onChange(id, positionOf(job));
    this.#offerAgain({ id, owner_id, priority }, 0);
  }

  #offerAgain(study: QueuedStudy, afterMs: number): void {
    const timer = setTimeout(() => {
      this.#later.delete(timer);
      this.offer(study).catch((error: unknown) => {
        const isFull = error instanceof ServerError && error.code === "QUEUE_FULL";
        if (!isFull) this.#options.log.error({ err: error, study: study.id }, "could not go on");
        if (!this.#stopped) this.#offerAgain(study, FULL_MS);
      });
    }, afterMs);
    timer.unref();
    this.#later.add(timer);
  }

  /** Puts shards into the queue, as many as are wanted there. */
  async #fill({ id, owner_id, priority }: QueuedStudy): Promise<void> {
    const { db, jobs, workers } = this.#options;
    if (this.#stopped) return;
    const wanted = workers + AHEAD - (await openJobsOf(db, id)).length;
    if (wanted <= 0) return;
    for (const position of await nextShards(db, id, wanted)) {
      await db.transaction().execute(async (trx) => {
        const payload: ShardPayload = { position };
        const job = await jobs.submit(
          { kind: this.kind, ownerId: owner_id, subjectId: id, priority, payload },
          trx,
        );
        await setShardJob(trx, id, position, job.id);
      });
    }
  }
}
