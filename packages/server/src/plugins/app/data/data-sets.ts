/** Who sees which data set, and what may be done with it: `app.data.sets`. */
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Kysely } from "kysely";
import { decodeNumberCursor, encodeCursor } from "../../../db/cursor.js";
import type { Database, DataSetsTable } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import type { HomePaths } from "../../../home-paths.js";
import type {
  ChangeDataBody,
  DataProgress,
  DataSet,
  DataSetSummary,
  ListDataQuery,
} from "../../../schemas/data.js";
import type { Jobs } from "../jobs/job-types.js";
import type { ResultsRepository } from "../runs/results-repository.js";
import { countReaders, neededByOthers } from "./data-readers.js";
import { detailOf, type ResolvedData, resolved, summaryOf } from "./data-set-record.js";
import type { DataSetRow, DataSetsRepository } from "./data-sets-repository.js";
import type { UploadMeter } from "./upload-meter.js";
import type { Viewer } from "./viewer.js";

export interface DataSetsParts {
  readonly db: Kysely<Database>;
  readonly paths: HomePaths;
  readonly jobs: Jobs;
  readonly repository: DataSetsRepository;
  readonly results: ResultsRepository;
  readonly uploads: UploadMeter;
}

function notThere(id: string): ServerError {
  return new ServerError("NOT_FOUND", { message: `there is no data set ${id} for you` });
}

export class DataSets {
  readonly #parts: DataSetsParts;

  constructor(parts: DataSetsParts) {
    this.#parts = parts;
  }

  /** The row. @throws NOT_FOUND for what is neither the viewer's nor shared */
  async visible(id: string, viewer: Viewer): Promise<DataSetRow> {
    const row = await this.#parts.repository.getVisible(id, viewer.userId);
    if (row === null) throw notThere(id);
    return row;
  }

  /** The row. @throws NOT_FOUND; FORBIDDEN for what is shared by another, but to admins */
  async owned(id: string, viewer: Viewer): Promise<DataSetRow> {
    const row = await this.visible(id, viewer);
    if (row.owner_id === viewer.userId || viewer.role === "admin") return row;
    throw new ServerError("FORBIDDEN", { message: "this data set belongs to another" });
  }

  /** What readers need. @throws NOT_FOUND; CONFLICT until it is ready */
  async resolve(id: string, viewer: Pick<Viewer, "userId">): Promise<ResolvedData> {
    const { repository, paths } = this.#parts;
    const row = await repository.getVisible(id, viewer.userId);
    if (row === null) throw notThere(id);
    const data = resolved(paths.home, row);
    if (data !== null) return data;
    throw new ServerError("CONFLICT", {
      message: `the data set ${row.name} is not ready: it is ${row.state}`,
    });
  }

  /** A page, newest first. @throws REQUEST_INVALID for a foreign cursor */
  async list(
    query: ListDataQuery,
    viewer: Viewer,
  ): Promise<{ items: DataSetSummary[]; nextCursor: string | null }> {
    const { owner, kind, symbol, state, search, limit, cursor } = query;
    const { rows, next } = await this.#parts.repository.list({
      userId: viewer.userId,
      owner,
      kind: kind ?? null,
      symbol: symbol ?? null,
      state: state ?? null,
      search: search ?? null,
      limit,
      after: cursor === undefined ? null : decodeNumberCursor(cursor, true),
    });
    return {
      items: rows.map((row) => summaryOf(row, viewer)),
      nextCursor: next === null ? null : encodeCursor(next),
    };
  }

  /** All that is known of one. @throws NOT_FOUND */
  async get(id: string, viewer: Viewer): Promise<DataSet> {
    const row = await this.visible(id, viewer);
    return detailOf(row, viewer, await this.#progress(row));
  }

  /** Renames or shares one. @throws NOT_FOUND, FORBIDDEN */
  async change(id: string, change: ChangeDataBody, viewer: Viewer): Promise<DataSet> {
    await this.owned(id, viewer);
    const { name, market, shared } = change;
    const patch: Partial<Pick<DataSetsTable, "name" | "market" | "shared">> = {
      ...(name === undefined ? {} : { name }),
      ...(market === undefined ? {} : { market }),
      ...(shared === undefined ? {} : { shared: shared ? 1 : 0 }),
    };
    if (Object.keys(patch).length > 0) await this.#parts.repository.update(id, patch);
    return this.get(id, viewer);
  }

  /**
   * Removes one with its files; results of runs on it stay.
   * @throws NOT_FOUND, FORBIDDEN; CONFLICT while a run that waits or runs needs it
   */
  async remove(id: string, viewer: Viewer): Promise<void> {
    await this.#remove(await this.owned(id, viewer));
  }

  /** @throws CONFLICT while another's run that waits or runs needs some of what somebody owns */
  async checkNotNeeded(ownerId: string): Promise<void> {
    if (!(await neededByOthers(this.#parts.db, ownerId))) return;
    throw new ServerError("CONFLICT", {
      message: "runs or studies of others that wait or run need data sets of this user",
    });
  }

  /**
   * Removes all that somebody owns, with the files.
   * @throws CONFLICT while another's run that waits or runs needs some of it
   */
  async removeAllOf(ownerId: string): Promise<void> {
    const { repository, paths } = this.#parts;
    for (const row of await repository.ownedBy(ownerId)) await this.#remove(row);
    await rm(join(paths.stores, ownerId), { recursive: true, force: true });
  }

  async #remove(row: DataSetRow): Promise<void> {
    const { db, jobs, repository, results, paths, uploads } = this.#parts;
    uploads.abort(row.id);
    if (row.job_id !== null) await jobs.cancel(row.job_id);
    await db.transaction().execute(async (trx) => {
      const readers = await countReaders(trx, row.id);
      if (readers > 0) {
        throw new ServerError("CONFLICT", {
          message: `${readers} ${readers === 1 ? "run or study that waits or runs needs" : "runs or studies that wait or run need"} this data set`,
        });
      }
      const hash = row.content_hash;
      if (hash !== null && !(await repository.hasTwin(row.id, hash, trx))) {
        await results.deleteDocumentsAbout(hash, trx);
      }
      await repository.delete(row.id, trx);
    });
    await rm(join(paths.dataSets, row.id), { recursive: true, force: true });
  }

  async #progress(row: DataSetRow): Promise<DataProgress | null> {
    const upload = this.#parts.uploads.of(row.id);
    if (upload !== null) return { phase: "uploading", ...upload, remainingMs: null };
    if (row.state !== "preparing" || row.job_id === null) return null;
    const job = await this.#parts.jobs.get(row.job_id);
    if (job === null) return null;
    const { done, total, remainingMs } = job.progress ?? {
      done: 0,
      total: null,
      remainingMs: null,
    };
    return { phase: job.state === "queued" ? "queued" : "reading", done, total, remainingMs };
  }
}
