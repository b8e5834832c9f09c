/** Computed results, by content key. */
import { columnTypes } from "../dialect.js";
import { createIndexes, createTable, dropTables, type SchemaMigration } from "./migration.js";

export const results: SchemaMigration = {
  async up(db, dialect) {
    const { text, integer, bytes } = columnTypes(dialect);
    await createTable(db, dialect, "results")
      .addColumn("key", text, (column) => column.primaryKey().notNull())
      .addColumn("result", text, (column) => column.notNull())
      .addColumn("series", text, (column) => column.notNull())
      .addColumn("result_hash", text)
      .addColumn("trades", integer, (column) => column.notNull())
      .addColumn("equity_rows", integer, (column) => column.notNull())
      .addColumn("created_ms", integer, (column) => column.notNull())
      .execute();
    await createTable(db, dialect, "result_chunks")
      .addColumn("result_key", text, (column) =>
        column.notNull().references("results.key").onDelete("cascade"),
      )
      .addColumn("part", text, (column) => column.notNull())
      .addColumn("position", integer, (column) => column.notNull())
      .addColumn("first_row", integer, (column) => column.notNull())
      .addColumn("rows", integer, (column) => column.notNull())
      .addColumn("first_ms", integer, (column) => column.notNull())
      .addColumn("last_ms", integer, (column) => column.notNull())
      .addColumn("sha256", text, (column) => column.notNull())
      .addColumn("bytes", bytes, (column) => column.notNull())
      .addPrimaryKeyConstraint("result_chunks_pk", ["result_key", "part", "position"])
      .execute();
    await createTable(db, dialect, "documents")
      .addColumn("key", text, (column) => column.primaryKey().notNull())
      .addColumn("kind", text, (column) => column.notNull())
      .addColumn("about", text, (column) => column.notNull())
      .addColumn("document", text, (column) => column.notNull())
      .addColumn("created_ms", integer, (column) => column.notNull())
      .execute();
    await createIndexes(db, {
      results_created: ["results", "created_ms"],
      documents_about: ["documents", "about"],
    });
  },
  down: (db) => dropTables(db, ["documents", "result_chunks", "results"]),
};
