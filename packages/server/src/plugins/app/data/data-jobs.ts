/** The long work on data as its owner sees it: `app.data.jobs`. */
import { decodeNumberCursor, encodeCursor } from "../../../db/cursor.js";
import type { JobsTable } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import type { Language } from "../../../language.js";
import { inLanguage } from "../../../problems.js";
import type { DataJob, ListDataJobsQuery } from "../../../schemas/data-jobs.js";
import type { Job, Jobs } from "../jobs/job-types.js";
import type { DataJobsRepository } from "./data-jobs-repository.js";
import type { Viewer } from "./viewer.js";

function read<T>(json: string | null): T | null {
  return json === null ? null : JSON.parse(json);
}

/** A row of the queue as it is answered, in a language. */
export function dataJobOf(row: JobsTable | Job, language: Language): DataJob {
  const progress: Job["progress"] =
    typeof row.progress === "string" ? read(row.progress) : row.progress;
  const error: Job["error"] = typeof row.error === "string" ? read(row.error) : row.error;
  return {
    id: row.id,
    kind: row.kind as DataJob["kind"],
    state: row.state,
    dataSetId: row.subject_id,
    attempt: row.attempt,
    progress:
      progress === null
        ? null
        : {
            unit: progress.unit,
            done: progress.done,
            total: progress.total,
            perSecond: progress.perSecond,
            remainingMs: progress.remainingMs,
          },
    error: error === null ? null : inLanguage(error, language),
    createdMs: row.created_ms,
    startedMs: row.started_ms,
    finishedMs: row.finished_ms,
  };
}

export class DataJobs {
  readonly #jobs: Jobs;
  readonly #repository: DataJobsRepository;

  constructor(jobs: Jobs, repository: DataJobsRepository) {
    this.#jobs = jobs;
    this.#repository = repository;
  }

  /** A page of one's own, newest first. @throws REQUEST_INVALID for a foreign cursor */
  async list(
    { kind, state, limit, cursor }: ListDataJobsQuery,
    viewer: Viewer,
  ): Promise<{ items: DataJob[]; nextCursor: string | null }> {
    const { rows, next } = await this.#repository.list({
      ownerId: viewer.userId,
      kind: kind ?? null,
      state: state ?? null,
      limit,
      after: cursor === undefined ? null : decodeNumberCursor(cursor, true),
    });
    return {
      items: rows.map((row) => dataJobOf(row, viewer.language)),
      nextCursor: next === null ? null : encodeCursor(next),
    };
  }

  /** One of one's own. @throws NOT_FOUND */
  async get(id: string, viewer: Viewer): Promise<DataJob> {
    const row = await this.#repository.get(id, viewer.userId);
    if (row !== null) return dataJobOf(row, viewer.language);
    throw new ServerError("NOT_FOUND", { message: `there is no job ${id} of yours` });
  }

  /** Cancels one that waits or runs; as it is then. @throws NOT_FOUND; CONFLICT when it had ended */
  async cancel(id: string, viewer: Viewer): Promise<DataJob> {
    await this.get(id, viewer);
    if (!(await this.#jobs.cancel(id))) {
      throw new ServerError("CONFLICT", { message: "this job has ended" });
    }
    return this.get(id, viewer);
  }
}
