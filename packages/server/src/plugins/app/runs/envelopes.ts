/** Envelopes of runs: computed once for a content, when somebody asks. */
import type { Kysely, Transaction } from "kysely";
import type { Clock } from "../../../clock.js";
import type { Database, RunsTable } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import { inLanguage } from "../../../problems.js";
import type { RunEnvelope } from "../../../schemas/runs.js";
import type { TaskPlaces, TaskResult } from "../../../workers/protocol.js";
import type { Job, JobHandler, Jobs } from "../jobs/job-types.js";
import { planAgain } from "./plan-again.js";
import type { ResultsRepository } from "./results-repository.js";
import type { InputsPlace } from "./run-inputs.js";
import { progressOf, type Viewer } from "./run-views.js";
import type { RunsRepository } from "./runs-repository.js";

export interface EnvelopesParts {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly runs: RunsRepository;
  readonly results: ResultsRepository;
  readonly place: InputsPlace;
  readonly taskPlaces: TaskPlaces;
}

function documentKey(contentKey: string): string {
  return `envelope:${contentKey}`;
}

export class Envelopes implements JobHandler {
  readonly kind = "envelope";
  readonly lane = "compute";
  readonly #parts: EnvelopesParts;

  constructor(parts: EnvelopesParts) {
    this.#parts = parts;
  }

  /** The envelope of a run and where it stands. */
  async get(run: RunsTable, viewer: Viewer): Promise<RunEnvelope> {
    const { results, runs } = this.#parts;
    const document = await results.document(documentKey(run.content_key));
    const job = await this.#job(await runs.envelopeJobId(run.id));
    const common = {
      runId: run.id,
      jobId: job?.id ?? null,
      progress: null,
      error: null,
      envelope: null,
    };
    if (document !== null) {
      return { ...common, state: "done", envelope: JSON.parse(document.document) };
    }
    // A job that is done left a document; that it is gone means that it must be computed again.
    if (job === null || job.state === "done") return { ...common, jobId: null, state: "absent" };
    const error = job.error === null ? null : inLanguage(job.error, viewer.language);
    return { ...common, state: job.state, progress: progressOf(job.progress), error };
  }

  /**
   * Puts the envelope of a run into the queue, unless it is there, waits or is computed.
   * @returns whether a job waits or runs now
   * @throws ServerError NOT_FOUND (data that the caller does not see), CONFLICT (they have changed),
   * QUEUE_FULL
   */
  async start(run: RunsTable, viewer: Viewer): Promise<boolean> {
    const { db, jobs, results, runs } = this.#parts;
    const key = documentKey(run.content_key);
    if ((await results.document(key)) !== null) return false;
    await planAgain(this.#parts.place, run, viewer.userId);
    await db.transaction().execute(async (trx) => {
      const jobId = await runs.envelopeJobId(run.id, trx);
      const job = jobId === null ? null : await jobs.get(jobId, trx);
      if (job !== null && (job.state === "queued" || job.state === "running")) return;
      const { userId: ownerId } = viewer;
      await jobs.submit({ kind: "envelope", ownerId, subjectId: run.id, payload: null }, trx);
    });
    return true;
  }

  async begin(job: Job): ReturnType<JobHandler["begin"]> {
    const run = await this.#run(job);
    if (run === null) throw new ServerError("NOT_FOUND", { message: "the run was deleted" });
    const { results, taskPlaces } = this.#parts;
    if ((await results.document(documentKey(run.content_key))) !== null) return { done: true };
    const { plan, data } = await planAgain(this.#parts.place, run, null);
    return {
      task: {
        kind: "envelope",
        places: taskPlaces,
        data,
        config: plan.normalised,
        strategy: plan.strategy,
      },
    };
  }

  async finish(job: Job, result: TaskResult | null, trx: Transaction<Database>): Promise<void> {
    const run = await this.#run(job, trx);
    if (run === null || result === null) return;
    if (result.kind !== "envelope") throw new Error(`an envelope gave a ${result.kind}`);
    const document = {
      key: documentKey(run.content_key),
      kind: "envelope",
      about: run.content_key,
      document: JSON.stringify(result.envelope),
      created_ms: this.#parts.clock.nowMs(),
    } as const;
    await this.#parts.results.putDocument(document, trx);
  }

  async #run(job: Job, trx?: Transaction<Database>): Promise<RunsTable | null> {
    return job.subject_id === null ? null : this.#parts.runs.get(job.subject_id, trx);
  }

  async #job(id: string | null): Promise<Job | null> {
    return id === null ? null : this.#parts.jobs.get(id);
  }
}
