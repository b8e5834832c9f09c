/** The queue. */
import { columnTypes } from "../dialect.js";
import { createIndexes, createTable, dropTables, type SchemaMigration } from "./migration.js";

export const jobs: SchemaMigration = {
  async up(db, dialect) {
    const { text, integer } = columnTypes(dialect);
    await createTable(db, dialect, "jobs")
      .addColumn("id", text, (column) => column.primaryKey().notNull())
      .addColumn("kind", text, (column) => column.notNull())
      .addColumn("lane", text, (column) => column.notNull())
      .addColumn("owner_id", text, (column) =>
        column.notNull().references("users.id").onDelete("cascade"),
      )
      .addColumn("priority", integer, (column) => column.notNull().defaultTo(0))
      .addColumn("state", text, (column) => column.notNull())
      .addColumn("payload", text, (column) => column.notNull())
      .addColumn("subject_id", text)
      .addColumn("attempt", integer, (column) => column.notNull().defaultTo(0))
      .addColumn("worker_pid", integer)
      .addColumn("server_id", text)
      .addColumn("heartbeat_ms", integer)
      .addColumn("progress", text)
      .addColumn("error", text)
      .addColumn("created_ms", integer, (column) => column.notNull())
      .addColumn("started_ms", integer)
      .addColumn("finished_ms", integer)
      .execute();
    await createIndexes(db, {
      jobs_turn: ["jobs", "state", "lane", "owner_id", "priority", "created_ms", "id"],
      jobs_owner: ["jobs", "owner_id", "state", "created_ms", "id"],
      jobs_subject: ["jobs", "subject_id"],
      jobs_finished: ["jobs", "finished_ms"],
    });
  },
  down: (db) => dropTables(db, ["jobs"]),
};
