/** The jobs of studies in this server's queue: rows of a shard, a study as a whole, what belongs to all rows. */
import type { Transaction } from "kysely";
import type { Database } from "../../../db/schema.js";
import type { TaskResult } from "../../../workers/protocol.js";
import type { GivenRow, StudyPart } from "../../../workers/study-tasks.js";
import type { Job, JobHandler } from "../jobs/job-types.js";

/** What a job of a study carries. */
export type StudyPayload =
  | { readonly work: "rows" | "whole"; readonly position: number }
  | { readonly work: "finish" };

/** What a job of a study carries, as it was written. */
export function payloadOf({ payload }: Pick<Job, "payload">): StudyPayload {
  return payload as StudyPayload;
}

/** Its study. Throws an Error for a job of none */
export function studyIdOf({ subject_id: id }: Pick<Job, "subject_id">): string {
  if (id === null) throw new Error("a job of no study");
  return id;
}

/** One kind of work; as JobHandler. */
export interface StudyWork {
  begin(job: Job): ReturnType<JobHandler["begin"]>;
  rows?(job: Job, rows: readonly GivenRow[]): Promise<void>;
  part?(job: Job, part: StudyPart): Promise<void>;
  finish(job: Job, result: TaskResult | null, trx: Transaction<Database>): Promise<void>;
  changed(job: Job, trx: Transaction<Database>): Promise<void>;
}

/** Long work is ended by cancelling it, not by the clock: a search may take a night. */
const TIMEOUT_MS = 7 * 86_400_000;

/** Hands each job of a study to the work that it is. */
export class StudyJobs implements JobHandler {
  readonly kind = "study";
  readonly lane = "compute";
  readonly timeoutMs = TIMEOUT_MS;
  readonly #works: Readonly<Record<StudyPayload["work"], StudyWork>>;

  constructor(works: Readonly<Record<StudyPayload["work"], StudyWork>>) {
    this.#works = works;
  }

  begin(job: Job): ReturnType<JobHandler["begin"]> {
    return this.#work(job).begin(job);
  }

  async rows(job: Job, rows: readonly GivenRow[]): Promise<void> {
    await this.#work(job).rows?.(job, rows);
  }

  async part(job: Job, part: StudyPart): Promise<void> {
    await this.#work(job).part?.(job, part);
  }

  finish(job: Job, result: TaskResult | null, trx: Transaction<Database>): Promise<void> {
    return this.#work(job).finish(job, result, trx);
  }

  changed(job: Job, trx: Transaction<Database>): Promise<void> {
    return this.#work(job).changed(job, trx);
  }

  #work(job: Job): StudyWork {
    return this.#works[payloadOf(job).work];
  }
}
