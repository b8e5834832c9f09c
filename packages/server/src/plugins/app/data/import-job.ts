/** The job that reads the files of a data set once: what they are, whether they are whole, into the cache. */
import { join } from "node:path";
import type { Transaction } from "kysely";
import type { Database } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import type { DataFacts, ReadOptions, TaskPlaces } from "../../../workers/protocol.js";
import type { Job, JobHandler, Jobs } from "../jobs/job-types.js";
import { contentHash, type StoredDataFile } from "./content-hash.js";
import { filesOf, readOptionsOf } from "./data-set-record.js";
import type { DataSetRow, DataSetsRepository } from "./data-sets-repository.js";

/** Files that are to take the place of those of a data set, once they were read. */
export interface NextFiles {
  /** below the data directory, `/` as separator */
  readonly folder: string;
  readonly files: readonly StoredDataFile[];
  readonly options: ReadOptions;
}

interface ImportPayload {
  /** what the rows are, when it was said */
  readonly kind: string | null;
  /** null: those that the data set has */
  readonly next: NextFiles | null;
}

export interface NewImport extends ImportPayload {
  readonly id: string;
  readonly ownerId: string;
}

interface ImportParts {
  readonly jobs: Jobs;
  readonly repository: DataSetsRepository;
}

/** Queues the job for a data set that is in the database. Throws QUEUE_FULL */
export async function submitImport(
  { id, ownerId, ...payload }: NewImport,
  { jobs, repository }: ImportParts,
  trx: Transaction<Database>,
): Promise<void> {
  const job = await jobs.submit({ kind: "import", ownerId, payload, subjectId: id }, trx);
  await repository.update(id, { job_id: job.id }, trx);
}

function filesToRead(row: DataSetRow, { next }: ImportPayload): NextFiles {
  return next ?? { folder: row.folder, files: filesOf(row), options: readOptionsOf(row) };
}

function readyWith(row: DataSetRow, { folder, files, options }: NextFiles, facts: DataFacts) {
  const symbol = row.symbol ?? facts.symbol;
  return {
    folder,
    files: JSON.stringify(files),
    read_options: JSON.stringify(options),
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    state: "ready",
    error: null,
    kind: facts.kind,
    symbol,
    interval_ms: facts.intervalMs,
    facts: JSON.stringify(facts),
    content_hash: contentHash({ kind: facts.kind, symbol, files, options }),
    first_ms: facts.firstMs,
    last_ms: facts.lastMs,
    rows: facts.rows,
  } as const;
}

/** What import jobs do. */
export function importHandler(
  repository: DataSetsRepository,
  home: string,
  places: TaskPlaces,
): JobHandler {
  const subjectOf = (job: Job, trx?: Transaction<Database>) =>
    repository.get(job.subject_id ?? "", trx);
  return {
    kind: "import",
    lane: "compute",
    async begin(job) {
      const row = await subjectOf(job);
      if (row === null) throw new ServerError("NOT_FOUND", { message: "the data set is gone" });
      const payload = job.payload as ImportPayload;
      const { folder, files, options } = filesToRead(row, payload);
      const paths = files.map(({ name }) => join(home, ...folder.split("/"), name));
      const dataKind = payload.kind;
      const read = { ...options, symbol: row.symbol };
      return { task: { kind: "import", places, dataKind, files: { paths, options: read } } };
    },
    async finish(job, result, trx) {
      const row = await subjectOf(job, trx);
      if (row === null || result?.kind !== "import") return;
      const next = filesToRead(row, job.payload as ImportPayload);
      await repository.update(row.id, readyWith(row, next, result.facts), trx);
    },
    async changed(job, trx) {
      if (job.state !== "failed" && job.state !== "cancelled") return;
      const row = await subjectOf(job, trx);
      // One that is there already stays as it is.
      if (row === null || row.state !== "preparing") return;
      const error = job.error === null ? null : JSON.stringify(job.error);
      await repository.update(row.id, { state: "failed", error }, trx);
    },
  };
}
