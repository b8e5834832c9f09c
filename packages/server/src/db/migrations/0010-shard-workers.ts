/** Who takes shards: this server and workers on other machines, each as long as it says that it lives. */
import { columnTypes } from "../dialect.js";
import { createIndexes, createTable, dropTables, type SchemaMigration } from "./migration.js";

export const shardWorkers: SchemaMigration = {
  async up(db, dialect) {
    const { text, integer } = columnTypes(dialect);
    await createTable(db, dialect, "shard_workers")
      .addColumn("id", text, (column) => column.primaryKey().notNull())
      .addColumn("name", text, (column) => column.notNull())
      .addColumn("version", text, (column) => column.notNull())
      .addColumn("state", text, (column) => column.notNull())
      .addColumn("places", integer, (column) => column.notNull())
      .addColumn("busy", integer, (column) => column.notNull())
      .addColumn("shards_done", integer, (column) => column.notNull())
      .addColumn("rows_done", integer, (column) => column.notNull())
      .addColumn("rows_last_minute", integer, (column) => column.notNull())
      .addColumn("started_ms", integer, (column) => column.notNull())
      .addColumn("heartbeat_ms", integer, (column) => column.notNull())
      .execute();
    await createIndexes(db, { shard_workers_heartbeat: ["shard_workers", "heartbeat_ms"] });
  },
  down: (db) => dropTables(db, ["shard_workers"]),
};
