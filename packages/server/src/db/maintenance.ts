/** What keeps a database small and quick: retention, what nothing refers to any more, vacuum. */
import { setImmediate } from "node:timers/promises";
import { type Kysely, sql } from "kysely";
import { deleteUnused } from "../plugins/app/runs/delete-unused.js";
import type { DatabaseDialect } from "./dialect.js";
import type { Database } from "./schema.js";

export interface RetentionOptions {
  readonly nowMs: number;
  /** runs that ended longer ago go, unless they are starred or labelled */
  readonly retentionDays: number;
}

/** Runs that are deleted in one transaction: others wait for the database no longer than that. */
const RUNS_AT_ONCE = 100;
const ORPHANS_AT_ONCE = 100;
const DAY_MS = 86_400_000;

async function deleteOldRuns(db: Kysely<Database>, beforeMs: number): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const old = trx
      .selectFrom("runs")
      .select("id")
      // Literals, so that the partial index of migration 0006 is known to serve.
      .where("starred", "=", sql.lit<0>(0))
      .where("label", "=", sql.lit(""))
      .where("state", "in", ["done", "failed", "cancelled"])
      .where("finished_ms", "<", beforeMs)
      .orderBy("finished_ms")
      .limit(RUNS_AT_ONCE);
    const deleted = await trx
      .deleteFrom("runs")
      .where("id", "in", old)
      .returning(["job_id", "content_key", "result_key"])
      .execute();
    await deleteUnused(trx, deleted);
    return deleted.length;
  });
}

/**
 * Deletes runs that ended too long ago and that nobody starred or labelled, with their results.
 * @returns how many runs
 */
export async function applyRetention(
  db: Kysely<Database>,
  { nowMs, retentionDays }: RetentionOptions,
): Promise<number> {
  const beforeMs = nowMs - retentionDays * DAY_MS;
  let total = 0;
  for (;;) {
    const deleted = await deleteOldRuns(db, beforeMs);
    total += deleted;
    if (deleted < RUNS_AT_ONCE) return total;
    // SQLite answers without leaving the event loop to anybody.
    await setImmediate();
  }
}

/** Deletes studies that ended too long ago and that nobody starred or titled. @returns how many */
export async function applyStudyRetention(
  db: Kysely<Database>,
  { nowMs, retentionDays }: RetentionOptions,
): Promise<number> {
  const old = db
    .selectFrom("studies")
    .select("id")
    // Literals, so that the partial index of migration 0009 is known to serve.
    .where("starred", "=", sql.lit<0>(0))
    .where("title", "=", sql.lit(""))
    .where("state", "in", ["done", "failed", "cancelled"])
    .where("finished_ms", "<", nowMs - retentionDays * DAY_MS)
    .orderBy("finished_ms")
    // Each has many rows, which go with it.
    .limit(1);
  for (let total = 0; ; total++) {
    const deleted = await db.deleteFrom("studies").where("id", "in", old).executeTakeFirst();
    if (deleted.numDeletedRows === 0n) return total;
    await setImmediate();
  }
}

/** UTC ms of the newest job or log-in: when the server was used last; null for never. */
export async function newestRecordMs(db: Kysely<Database>): Promise<number | null> {
  const { max } = db.fn;
  const jobs = await db.selectFrom("jobs").select(max("created_ms").as("ms")).executeTakeFirst();
  const logIns = await db
    .selectFrom("refresh_tokens")
    .select(max("issued_ms").as("ms"))
    .executeTakeFirst();
  const times = [jobs?.ms, logIns?.ms].filter((ms) => typeof ms === "number");
  return times.length === 0 ? null : Math.max(...times);
}

/** How many rows of each kind nothing referred to any more. */
export interface OrphanReport {
  readonly results: number;
  readonly documents: number;
  readonly jobs: number;
}

/** @param beforeMs results that are still being written are left alone unless begun earlier */
async function deleteOrphanResults(db: Kysely<Database>, beforeMs: number): Promise<number> {
  const orphans = db
    .selectFrom("results")
    .select("key")
    .where((eb) => eb.or([eb("stored", "=", 1), eb("created_ms", "<", beforeMs)]))
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("runs").select("id").whereRef("result_key", "=", "results.key"))),
    )
    .limit(ORPHANS_AT_ONCE);
  const deleted = await db.deleteFrom("results").where("key", "in", orphans).executeTakeFirst();
  return Number(deleted.numDeletedRows);
}

async function deleteOrphanDocuments(db: Kysely<Database>): Promise<number> {
  const orphans = db
    .selectFrom("documents")
    .select("key")
    .where(({ eb, not, exists, selectFrom }) => {
      const run = selectFrom("runs").select("id").whereRef("content_key", "=", "documents.about");
      const data = selectFrom("data_sets")
        .select("id")
        .whereRef("content_hash", "=", "documents.about");
      return eb.and([not(exists(run)), not(exists(data))]);
    })
    .limit(ORPHANS_AT_ONCE);
  const deleted = await db.deleteFrom("documents").where("key", "in", orphans).executeTakeFirst();
  return Number(deleted.numDeletedRows);
}

async function deleteOrphanJobs(db: Kysely<Database>, beforeMs: number): Promise<number> {
  const orphans = db
    .selectFrom("jobs")
    .select("id")
    .where("finished_ms", "<", beforeMs)
    .where(({ eb, not, exists, selectFrom }) => {
      const run = selectFrom("runs").select("runs.id").whereRef("job_id", "=", "jobs.id");
      const subject = selectFrom("runs").select("runs.id").whereRef("runs.id", "=", "subject_id");
      const data = selectFrom("data_sets")
        .select("data_sets.id")
        .whereRef("job_id", "=", "jobs.id");
      return eb.and([not(exists(run)), not(exists(subject)), not(exists(data))]);
    })
    .limit(ORPHANS_AT_ONCE);
  const deleted = await db.deleteFrom("jobs").where("id", "in", orphans).executeTakeFirst();
  return Number(deleted.numDeletedRows);
}

async function untilFew(deleteSome: () => Promise<number>): Promise<number> {
  let total = 0;
  for (;;) {
    const deleted = await deleteSome();
    total += deleted;
    if (deleted < ORPHANS_AT_ONCE) return total;
    await setImmediate();
  }
}

/**
 * Deletes results without a run, documents about nothing, and jobs that ended 30 days ago or more
 * and that no run or data set names.
 */
export async function deleteOrphans(db: Kysely<Database>, nowMs: number): Promise<OrphanReport> {
  return {
    results: await untilFew(() => deleteOrphanResults(db, nowMs - DAY_MS)),
    documents: await untilFew(() => deleteOrphanDocuments(db)),
    jobs: await untilFew(() => deleteOrphanJobs(db, nowMs - 30 * DAY_MS)),
  };
}

/** Refreshes what the planner of queries knows; quick, for regular use. */
export async function optimize(db: Kysely<Database>, dialect: DatabaseDialect): Promise<void> {
  // PostgreSQL does so by itself.
  if (dialect === "sqlite") await sql`pragma optimize`.execute(db);
}

/** Bytes that the database takes up on its disk, without what SQLite keeps beside its file. */
export async function databaseBytes(
  db: Kysely<Database>,
  dialect: DatabaseDialect,
): Promise<number> {
  const query =
    dialect === "sqlite"
      ? sql<{ bytes: number }>`select page_count * page_size as bytes
          from pragma_page_count(), pragma_page_size()`
      : sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`;
  const { rows } = await query.execute(db);
  return rows[0]?.bytes ?? 0;
}

/**
 * Gives unused room back to the disk. Takes as long as copying the database, and on SQLite others
 * cannot write meanwhile: for a command, not for a running server.
 * @returns bytes before and after
 */
export async function vacuum(
  db: Kysely<Database>,
  dialect: DatabaseDialect,
): Promise<{ readonly beforeBytes: number; readonly afterBytes: number }> {
  const beforeBytes = await databaseBytes(db, dialect);
  await sql.raw(dialect === "sqlite" ? "vacuum" : "vacuum (full, analyze)").execute(db);
  if (dialect === "sqlite") await sql`pragma wal_checkpoint(truncate)`.execute(db);
  return { beforeBytes, afterBytes: await databaseBytes(db, dialect) };
}
