/** Rows of a shard, run by a process of this server. */
import type { Kysely, Transaction } from "kysely";
import type { Database } from "../../../db/schema.js";
import type { TaskPlaces, TaskResult } from "../../../workers/protocol.js";
import type { GivenRow } from "../../../workers/study-tasks.js";
import type { Job, JobHandler } from "../jobs/job-types.js";
import type { InputsPlace } from "../runs/run-inputs.js";
import type { ShardListener } from "./shard-queue.js";
import type { ShardClaim, ShardLoad, ShardWork } from "./shard-work.js";
import { studyData } from "./study-inputs.js";
import { payloadOf, type StudyWork, studyIdOf } from "./study-job.js";

export interface StudyWorkParts {
  readonly db: Kysely<Database>;
  readonly work: ShardWork;
  readonly place: InputsPlace;
  readonly taskPlaces: TaskPlaces;
  readonly onChange: ShardListener;
}

/** How often a shard is begun whose process ends unexpectedly each time. */
const ATTEMPTS_MAX = 5;

/** Notes in a shard how its job ended, other than by success. */
export async function noteEnd(
  work: ShardWork,
  claim: ShardClaim,
  job: Job,
  trx: Transaction<Database>,
): Promise<void> {
  const isLost = job.error?.code === "WORKER_LOST" && claim.attempt < ATTEMPTS_MAX;
  if (job.state !== "failed" || isLost) await work.giveBack(claim, trx);
  else await work.end(claim, "failed", job.error, trx);
}

/** The shard that a job is about. */
export function positionOf(job: Job): number {
  const payload = payloadOf(job);
  return payload.work === "finish" ? 0 : payload.position;
}

export class RowsWork implements StudyWork {
  readonly #parts: StudyWorkParts;
  /** by job */
  readonly #loads = new Map<string, ShardLoad>();

  constructor(parts: StudyWorkParts) {
    this.#parts = parts;
  }

  async begin(job: Job): ReturnType<JobHandler["begin"]> {
    const { work, place, taskPlaces, onChange } = this.#parts;
    const claim = await work.claim(studyIdOf(job), positionOf(job), `job ${job.id}`);
    if (claim === null) return { done: true };
    const load = await work.load(claim);
    if (load === null) return { done: true };
    this.#loads.set(job.id, load);
    onChange(claim.studyId, claim.position);
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
    if (await this.#parts.work.putRows(load, rows)) this.#parts.onChange(studyId, position);
  }

  async finish(job: Job, _: TaskResult | null, trx: Transaction<Database>): Promise<void> {
    const load = this.#loads.get(job.id);
    if (load !== undefined) await this.#parts.work.end(load.claim, "done", null, trx);
    this.#loads.delete(job.id);
  }

  async changed(job: Job, trx: Transaction<Database>): Promise<void> {
    const load = this.#loads.get(job.id);
    if (load === undefined || job.state === "running" || job.state === "done") return;
    await noteEnd(this.#parts.work, load.claim, job, trx);
    this.#loads.delete(job.id);
  }
}
