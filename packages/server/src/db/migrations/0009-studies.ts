/**
 * Studies: many runs for one question. A study is cut into shards, each a range of its rows that one process
 * works through; a row is written as soon as it is there, and written again changes nothing. A data set may go
 * while its studies stay: no foreign keys to them.
 */
import { type Kysely, sql } from "kysely";
import { columnTypes, type DatabaseDialect } from "../dialect.js";
import { createIndexes, createTable, dropTables, type SchemaMigration } from "./migration.js";

async function createStudies(db: Kysely<unknown>, dialect: DatabaseDialect): Promise<void> {
  const { text, integer } = columnTypes(dialect);
  await createTable(db, dialect, "studies")
    .addColumn("id", text, (column) => column.primaryKey().notNull())
    .addColumn("owner_id", text, (column) =>
      column.notNull().references("users.id").onDelete("cascade"),
    )
    .addColumn("kind", text, (column) => column.notNull())
    .addColumn("title", text, (column) => column.notNull().defaultTo(""))
    .addColumn("starred", integer, (column) => column.notNull().defaultTo(0))
    .addColumn("state", text, (column) => column.notNull())
    .addColumn("priority", integer, (column) => column.notNull().defaultTo(0))
    .addColumn("symbol", text)
    .addColumn("strategy", text, (column) => column.notNull())
    .addColumn("strategy_label", text)
    .addColumn("data_set_id", text, (column) => column.notNull())
    .addColumn("mark_data_set_id", text)
    .addColumn("funding_data_set_id", text)
    .addColumn("contents", text, (column) => column.notNull())
    .addColumn("from_ms", integer)
    .addColumn("to_ms", integer)
    .addColumn("request", text, (column) => column.notNull())
    .addColumn("config", text, (column) => column.notNull())
    .addColumn("columns", text, (column) => column.notNull())
    .addColumn("content_key", text, (column) => column.notNull())
    .addColumn("rows_total", integer)
    .addColumn("rows_done", integer, (column) => column.notNull().defaultTo(0))
    .addColumn("rows_reused", integer, (column) => column.notNull().defaultTo(0))
    .addColumn("progress", text)
    .addColumn("best", text)
    .addColumn("error", text)
    .addColumn("created_ms", integer, (column) => column.notNull())
    .addColumn("started_ms", integer)
    .addColumn("finished_ms", integer)
    .addColumn("document", text)
    .execute();
}

async function createShards(db: Kysely<unknown>, dialect: DatabaseDialect): Promise<void> {
  const { text, integer } = columnTypes(dialect);
  await createTable(db, dialect, "study_shards")
    .addColumn("study_id", text, (column) =>
      column.notNull().references("studies.id").onDelete("cascade"),
    )
    .addColumn("position", integer, (column) => column.notNull())
    .addColumn("first_row", integer, (column) => column.notNull())
    .addColumn("row_count", integer, (column) => column.notNull())
    .addColumn("rows_done", integer, (column) => column.notNull().defaultTo(0))
    .addColumn("rows_reused", integer, (column) => column.notNull().defaultTo(0))
    .addColumn("best", text)
    .addColumn("state", text, (column) => column.notNull())
    .addColumn("attempt", integer, (column) => column.notNull().defaultTo(0))
    .addColumn("job_id", text, (column) => column.references("jobs.id").onDelete("set null"))
    .addColumn("worker", text)
    .addColumn("heartbeat_ms", integer)
    .addColumn("started_ms", integer)
    .addColumn("finished_ms", integer)
    .addColumn("error", text)
    .addPrimaryKeyConstraint("study_shards_pk", ["study_id", "position"])
    .execute();
}

async function createRows(db: Kysely<unknown>, dialect: DatabaseDialect): Promise<void> {
  const { text, integer, real, bytes } = columnTypes(dialect);
  await createTable(db, dialect, "study_rows")
    .addColumn("study_id", text, (column) =>
      column.notNull().references("studies.id").onDelete("cascade"),
    )
    .addColumn("row_index", integer, (column) => column.notNull())
    .addColumn("key", text, (column) => column.notNull())
    .addColumn("shard", integer, (column) => column.notNull())
    .addColumn("outcome", text, (column) => column.notNull())
    .addColumn("point", text, (column) => column.notNull())
    .addColumn("cells", text, (column) => column.notNull())
    .addColumn("problem", text)
    .addColumn("rank_value", real)
    .addColumn("returns", bytes)
    .addColumn("written_ms", integer, (column) => column.notNull())
    .addPrimaryKeyConstraint("study_rows_pk", ["study_id", "row_index"])
    .execute();
}

export const studies: SchemaMigration = {
  async up(db, dialect) {
    await createStudies(db, dialect);
    await createShards(db, dialect);
    await createRows(db, dialect);
    await createIndexes(db, {
      studies_owner: ["studies", "owner_id", "created_ms", "id"],
      studies_state: ["studies", "state"],
      studies_content: ["studies", "content_key", "owner_id", "state"],
      studies_data_set: ["studies", "data_set_id"],
      study_shards_state: ["study_shards", "study_id", "state", "position"],
      study_shards_job: ["study_shards", "job_id"],
      study_rows_key: ["study_rows", "key"],
      study_rows_rank: ["study_rows", "study_id", "rank_value", "row_index"],
    });
    await db.schema
      .createIndex("studies_retention")
      .on("studies")
      .columns(["finished_ms", "id"])
      .where(sql.ref("starred"), "=", sql.lit(0))
      .where(sql.ref("title"), "=", sql.lit(""))
      .execute();
  },
  down: (db) => dropTables(db, ["study_rows", "study_shards", "studies"]),
};
