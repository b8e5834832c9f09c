/**
 * Strategies that users wrote. A version is what it is made of, never changed; it goes with its strategy,
 * and the runs that used it keep its name and hash.
 */
import { columnTypes } from "../dialect.js";
import { createIndexes, createTable, dropTables, type SchemaMigration } from "./migration.js";

export const strategies: SchemaMigration = {
  async up(db, dialect) {
    const { text, integer, bytes } = columnTypes(dialect);
    await createTable(db, dialect, "strategies")
      .addColumn("id", text, (column) => column.primaryKey().notNull())
      .addColumn("owner_id", text, (column) =>
        column.notNull().references("users.id").onDelete("cascade"),
      )
      .addColumn("name", text, (column) => column.notNull())
      .addColumn("hash", text, (column) => column.notNull())
      .addColumn("created_ms", integer, (column) => column.notNull())
      .addColumn("updated_ms", integer, (column) => column.notNull())
      .execute();
    await createTable(db, dialect, "strategy_versions")
      .addColumn("strategy_id", text, (column) =>
        column.notNull().references("strategies.id").onDelete("cascade"),
      )
      .addColumn("hash", text, (column) => column.notNull())
      .addColumn("source", text, (column) => column.notNull())
      .addColumn("descriptor", text, (column) => column.notNull())
      .addColumn("kernel_sha256", text, (column) => column.notNull())
      .addColumn("bytes", integer, (column) => column.notNull())
      .addColumn("module", bytes, (column) => column.notNull())
      .addColumn("created_ms", integer, (column) => column.notNull())
      .addPrimaryKeyConstraint("strategy_versions_key", ["strategy_id", "hash"])
      .execute();
    await db.schema.alterTable("runs").addColumn("strategy_label", text).execute();
    await createIndexes(db, {
      strategies_owner_name_unique: ["strategies", "owner_id", "name"],
      strategies_owner: ["strategies", "owner_id", "updated_ms", "id"],
      strategies_updated: ["strategies", "updated_ms", "id"],
      strategy_versions_hash: ["strategy_versions", "hash"],
    });
  },
  async down(db) {
    await db.schema.alterTable("runs").dropColumn("strategy_label").execute();
    await dropTables(db, ["strategy_versions", "strategies"]);
  },
};
