/** Studies as their owners handle them: taken in, followed, cancelled, gone on with, read, removed. */
import type { Kysely } from "kysely";
import type { Clock } from "../../../clock.js";
import { decodeNumberCursor, encodeCursor } from "../../../db/cursor.js";
import type { DatabaseDialect } from "../../../db/dialect.js";
import type { Database, StudiesTable } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import type { Problem } from "../../../schemas/problem.js";
import type { StartStudyBody } from "../../../schemas/start-study.js";
import type {
  ListStudiesQuery,
  PatchStudyBody,
  StudiesPage,
  StudyAccepted,
  StudyDetail,
  StudyEstimate,
  StudyRowsAnswer,
  StudyRowsQuery,
} from "../../../schemas/studies.js";
import type { StudyFormat } from "../../../workers/study-tasks.js";
import type { Viewer } from "../runs/run-views.js";
import { isCut } from "./plan-study.js";
import { columnCells, namedColumns, sortOf } from "./rows-view.js";
import { forgetJobs } from "./shard-jobs-repository.js";
import type { ShardQueue } from "./shard-queue.js";
import type { StudyStarter } from "./start-studies.js";
import type { StudiesRepository } from "./studies-repository.js";
import type { StudyFiles } from "./study-files.js";
import { readRows } from "./study-rows-repository.js";
import { columnsOf, studyDetailOf, studyOf } from "./study-views.js";

export interface StudiesParts {
  readonly db: Kysely<Database>;
  readonly dialect: DatabaseDialect;
  readonly clock: Clock;
  readonly repository: StudiesRepository;
  readonly starter: StudyStarter;
  /** who has sweeps worked on, and who other studies */
  readonly queues: { readonly cut: ShardQueue; readonly whole: ShardQueue };
  readonly files: StudyFiles;
  /** processes that work on a study at the same time */
  readonly workers: number;
}

/** A study is another than it was. */
export interface StudyChange {
  readonly studyId: string;
  readonly ownerId: string;
  readonly kind: "state" | "changed" | "deleted";
  /** as it is now; null: deleted */
  readonly study: StudiesTable | null;
}

const OPEN_STATES = ["queued", "running"] as const;
const REMOVED_AT_ONCE = 100;

export class StudiesService {
  readonly #parts: StudiesParts;
  readonly #listeners: ((change: StudyChange) => void)[] = [];

  constructor(parts: StudiesParts) {
    this.#parts = parts;
  }

  /** Calls when a study is in another state, was named, starred or deleted. */
  onChange(listener: (change: StudyChange) => void): void {
    this.#listeners.push(listener);
  }

  /** The row. @throws ServerError NOT_FOUND for what is not the viewer's */
  async owned(id: string, { userId }: Pick<Viewer, "userId">): Promise<StudiesTable> {
    const row = await this.#parts.repository.get(id);
    if (row !== null && row.owner_id === userId) return row;
    throw new ServerError("NOT_FOUND", { message: `there is no study ${id} for you` });
  }

  /** What a study would be. @throws as `start` */
  async estimate(body: StartStudyBody, viewer: Viewer): Promise<StudyEstimate> {
    const plan = await this.#parts.starter.plan(body, viewer.userId);
    const { rows, leftOut, runs, bars, columns, workMs } = plan;
    const estimatedMs = bars === null ? null : workMs / this.#parts.workers;
    return { rows, leftOut, runs, bars, estimatedMs, columns: [...columns] };
  }

  /**
   * Takes a study in. The caller's own one of the same content is given back as it is, done or under way.
   * @throws ServerError NOT_FOUND, CONFLICT (data), QUEUE_FULL, STRATEGY_UNKNOWN, STUDY_TOO_LARGE,
   * QUOTA_EXCEEDED; PerpmillError: every code of the configuration and of the kind
   */
  async start(body: StartStudyBody, viewer: Viewer): Promise<StudyAccepted> {
    const { repository, starter } = this.#parts;
    const { userId } = viewer;
    const row = await starter.insert(body, userId);
    if (typeof row === "string") return { study: await this.get(row, viewer), deduplicated: true };
    try {
      await this.#queueOf(row).offer(row);
    } catch (error) {
      await repository.delete(row.id);
      throw error;
    }
    await this.#tell(row.id, userId, "state");
    return { study: await this.get(row.id, viewer), deduplicated: false };
  }

  /** A page. @throws ServerError REQUEST_INVALID for a foreign cursor */
  async list(query: ListStudiesQuery, viewer: Viewer): Promise<StudiesPage> {
    const { rows, next } = await this.#parts.repository.list({
      ownerId: viewer.userId,
      kind: query.kind ?? null,
      state: query.state ?? null,
      starred: query.starred ?? null,
      text: query.text ?? null,
      limit: query.limit,
      after: query.cursor === undefined ? null : decodeNumberCursor(query.cursor, true),
    });
    return {
      items: rows.map((row) => studyOf(row, viewer)),
      nextCursor: next === null ? null : encodeCursor(next),
    };
  }

  /** @throws ServerError NOT_FOUND */
  async get(id: string, viewer: Viewer): Promise<StudyDetail> {
    const row = await this.owned(id, viewer);
    return studyDetailOf(row, await this.#parts.repository.sums(id), viewer);
  }

  /** Changes title or star. @throws ServerError NOT_FOUND */
  async patch(
    id: string,
    { title, starred }: PatchStudyBody,
    viewer: Viewer,
  ): Promise<StudyDetail> {
    await this.owned(id, viewer);
    await this.#parts.repository.update(id, {
      ...(title === undefined ? {} : { title }),
      ...(starred === undefined ? {} : { starred: starred ? 1 : 0 }),
    });
    await this.#tell(id, viewer.userId, "changed");
    return this.get(id, viewer);
  }

  /** Ends a study that waits or runs; its rows stay. @throws ServerError NOT_FOUND; CONFLICT when it had ended */
  async cancel(id: string, viewer: Viewer): Promise<StudyDetail> {
    await this.owned(id, viewer);
    if (!(await this.#end(id, viewer.userId, "cancelled", null))) {
      const { state } = await this.owned(id, viewer);
      throw new ServerError("CONFLICT", { message: `the study has ended: it is ${state}` });
    }
    return this.get(id, viewer);
  }

  /**
   * Goes on with a study that was cancelled or failed: rows that are there are not run again, unless data or engine
   * are others by now, when all of it is.
   * @throws ServerError NOT_FOUND; CONFLICT in another state; as `start`
   */
  async resume(id: string, viewer: Viewer): Promise<StudyDetail> {
    const { starter } = this.#parts;
    const row = await this.owned(id, viewer);
    if (row.state !== "cancelled" && row.state !== "failed") {
      throw new ServerError("CONFLICT", { message: `the study cannot go on: it is ${row.state}` });
    }
    const plan = await starter.planAgain(row);
    await this.#withdraw(id);
    await starter.reopen(row, plan);
    await this.#queueOf(row).offer(row);
    await this.#tell(id, viewer.userId, "state");
    return this.get(id, viewer);
  }

  /** Deletes a study with its rows; one that waits or runs is cancelled. @throws ServerError NOT_FOUND */
  async remove(id: string, viewer: Pick<Viewer, "userId">): Promise<void> {
    const { db, repository } = this.#parts;
    await this.owned(id, viewer);
    await this.#end(id, viewer.userId, "cancelled", null);
    await db.transaction().execute(async (trx) => {
      await forgetJobs(trx, id);
      await repository.delete(id, trx);
    });
    this.#hear({ studyId: id, ownerId: viewer.userId, kind: "deleted", study: null });
  }

  /** Deletes all studies of somebody; those that wait or run are cancelled. */
  async removeAllOf(ownerId: string): Promise<void> {
    for (;;) {
      const ids = await this.#parts.repository.someOf(ownerId, REMOVED_AT_ONCE);
      if (ids.length === 0) return;
      for (const id of ids) await this.remove(id, { userId: ownerId });
    }
  }

  /** Rows as columns. @throws ServerError NOT_FOUND, REQUEST_INVALID (columns, sort) */
  async rows(id: string, query: StudyRowsQuery, viewer: Viewer): Promise<StudyRowsAnswer> {
    const { db, dialect } = this.#parts;
    const row = await this.owned(id, viewer);
    const all = columnsOf(row);
    const columns = namedColumns(all, query.columns);
    const found = await readRows(db, dialect, {
      studyId: id,
      sort: sortOf(all, query.sort),
      descending: query.order === "desc",
      from: query.from,
      limit: query.limit,
    });
    return {
      done: row.rows_done,
      total: row.rows_total,
      columns: [...columns],
      index: found.map(({ row_index }) => row_index),
      cells: columnCells(found, all, columns),
    };
  }

  /** The document of a study that is done. @throws ServerError NOT_FOUND; CONFLICT until it is */
  async document(id: string, viewer: Viewer): Promise<string> {
    const { state, document } = await this.owned(id, viewer);
    if (state === "done" && document !== null) return document;
    throw new ServerError("CONFLICT", { message: `the study has no result: it is ${state}` });
  }

  /** All rows as a file, open; the caller closes it. @throws ServerError NOT_FOUND; as StudyFiles.open */
  async file(id: string, format: StudyFormat, viewer: Viewer) {
    return this.#parts.files.open(await this.owned(id, viewer), format);
  }

  /** A study that is done as a page. @throws ServerError NOT_FOUND; as StudyFiles.page */
  async page(id: string, viewer: Viewer): Promise<string> {
    return this.#parts.files.page(await this.owned(id, viewer), viewer.language);
  }

  /** A shard failed: the study has, too. */
  async fail(studyId: string, problem: Problem | null): Promise<void> {
    const row = await this.#parts.repository.get(studyId);
    if (row !== null) await this.#end(studyId, row.owner_id, "failed", problem);
  }

  /** Notes that a study is done: its document is there. */
  async done(studyId: string): Promise<void> {
    const { db, repository, clock } = this.#parts;
    const row = await repository.get(studyId);
    if (row === null || row.document === null) return;
    const patch = { state: "done", progress: null, finished_ms: clock.nowMs() } as const;
    const isDone = await db.transaction().execute(async (trx) => {
      await forgetJobs(trx, studyId);
      return repository.updateFrom(studyId, OPEN_STATES, patch, trx);
    });
    if (isDone) await this.#tell(studyId, row.owner_id, "state");
  }

  /** Has all studies that wait or run gone on with: after a start of the server. */
  async goOn(): Promise<readonly string[]> {
    const rows = await this.#parts.repository.unfinished();
    for (const row of rows) await this.#queueOf(row).offer(row);
    return rows.map(({ id }) => id);
  }

  async #end(
    id: string,
    ownerId: string,
    state: "cancelled" | "failed",
    problem: Problem | null,
  ): Promise<boolean> {
    const { repository, clock } = this.#parts;
    const error = problem === null ? null : JSON.stringify(problem);
    const patch = { state, error, progress: null, finished_ms: clock.nowMs() };
    if (!(await repository.updateFrom(id, OPEN_STATES, patch))) return false;
    await this.#withdraw(id);
    const { rowsDone: rows_done, rowsReused: rows_reused } = await repository.sums(id);
    await repository.update(id, { rows_done, rows_reused });
    await this.#tell(id, ownerId, "state");
    return true;
  }

  #queueOf(row: Pick<StudiesTable, "kind">): ShardQueue {
    const { cut, whole } = this.#parts.queues;
    return isCut(row) ? cut : whole;
  }

  /** From both: what belongs to all rows of a sweep is worked out here. */
  async #withdraw(id: string): Promise<void> {
    const { cut, whole } = this.#parts.queues;
    await cut.withdraw(id);
    if (whole !== cut) await whole.withdraw(id);
  }

  async #tell(studyId: string, ownerId: string, kind: StudyChange["kind"]): Promise<void> {
    const study = await this.#parts.repository.get(studyId);
    if (study !== null) this.#hear({ studyId, ownerId, kind, study });
  }

  #hear(change: StudyChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
