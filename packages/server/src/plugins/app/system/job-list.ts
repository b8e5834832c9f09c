/** What waits and runs, as its owners and administrators see it: `app.system.jobs`. */
import type { Kysely } from "kysely";
import type { Caller } from "../../../access.js";
import type { Database } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import type { QueueJob } from "../../../schemas/system.js";
import { dataJobOf } from "../data/data-jobs.js";
import type { JobKind } from "../jobs/job-states.js";
import type { Jobs } from "../jobs/job-types.js";
import { openJobs } from "../jobs/jobs-repository.js";

const LIMIT = 200;
const OF_RUNS: ReadonlySet<JobKind> = new Set(["run", "envelope", "study"]);

type Reader = Pick<Caller, "userId" | "scopes">;

/**
 * Administrators see and cancel everybody's, others their own. Jobs about data are for those with the
 * scopes of data: a key for runs alone does not end imports.
 */
export class JobList {
  readonly #db: Kysely<Database>;
  readonly #jobs: Jobs;

  constructor(db: Kysely<Database>, jobs: Jobs) {
    this.#db = db;
    this.#jobs = jobs;
  }

  async list({ userId, scopes, language }: Caller): Promise<QueueJob[]> {
    const rows = await openJobs(this.#db, scopes.has("admin") ? null : userId, LIMIT);
    const readable = rows.filter(({ kind }) => OF_RUNS.has(kind) || scopes.has("data:read"));
    return readable.map((row) => ({
      id: row.id,
      kind: row.kind,
      lane: row.lane,
      state: row.state === "running" ? "running" : "queued",
      own: row.owner_id === userId,
      owner: row.owner_name,
      subjectId: row.subject_id,
      attempt: row.attempt,
      progress: dataJobOf(row, language).progress,
      createdMs: row.created_ms,
      startedMs: row.started_ms,
    }));
  }

  /**
   * Ends a job.
   * @throws ServerError NOT_FOUND for another's; FORBIDDEN without the scope; CONFLICT when it had ended
   */
  async cancel(id: string, { userId, scopes }: Reader): Promise<void> {
    const job = await this.#jobs.get(id);
    if (job === null || (job.owner_id !== userId && !scopes.has("admin"))) {
      throw new ServerError("NOT_FOUND", { message: `there is no job ${id} for you` });
    }
    if (!OF_RUNS.has(job.kind) && !scopes.has("data:write")) {
      throw new ServerError("FORBIDDEN", {
        message: "this job is about data: it needs the scope data:write",
      });
    }
    if (!(await this.#jobs.cancel(id))) {
      throw new ServerError("CONFLICT", { message: "this job has ended" });
    }
  }
}
