/** Data sets. Their files are on disk, so an owner is not deleted before them. */
import { columnTypes } from "../dialect.js";
import { createIndexes, createTable, dropTables, type SchemaMigration } from "./migration.js";

export const dataSets: SchemaMigration = {
  async up(db, dialect) {
    const { text, integer } = columnTypes(dialect);
    await createTable(db, dialect, "data_sets")
      .addColumn("id", text, (column) => column.primaryKey().notNull())
      .addColumn("owner_id", text, (column) =>
        column.notNull().references("users.id").onDelete("restrict"),
      )
      .addColumn("shared", integer, (column) => column.notNull().defaultTo(0))
      .addColumn("name", text, (column) => column.notNull())
      .addColumn("kind", text, (column) => column.notNull())
      .addColumn("market", text, (column) => column.notNull())
      .addColumn("symbol", text)
      .addColumn("interval_ms", integer)
      .addColumn("state", text, (column) => column.notNull())
      .addColumn("origin", text, (column) => column.notNull())
      .addColumn("folder", text, (column) => column.notNull())
      .addColumn("files", text, (column) => column.notNull())
      .addColumn("read_options", text, (column) => column.notNull())
      .addColumn("facts", text)
      .addColumn("content_hash", text)
      .addColumn("bytes", integer, (column) => column.notNull())
      .addColumn("first_ms", integer)
      .addColumn("last_ms", integer)
      .addColumn("rows", integer)
      .addColumn("job_id", text, (column) => column.references("jobs.id").onDelete("set null"))
      .addColumn("error", text)
      .addColumn("created_ms", integer, (column) => column.notNull())
      .execute();
    await createIndexes(db, {
      data_sets_owner: ["data_sets", "owner_id", "created_ms", "id"],
      data_sets_shared: ["data_sets", "shared", "created_ms", "id"],
      data_sets_symbol: ["data_sets", "symbol", "interval_ms"],
      data_sets_content: ["data_sets", "content_hash"],
      data_sets_job: ["data_sets", "job_id"],
    });
  },
  down: (db) => dropTables(db, ["data_sets"]),
};
