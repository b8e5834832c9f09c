/** The walk-forward that a verdict is made from. */
import { columnTypes } from "../dialect.js";
import type { SchemaMigration } from "./migration.js";

export const studyWalked: SchemaMigration = {
  async up(db, dialect) {
    const { text } = columnTypes(dialect);
    await db.schema.alterTable("studies").addColumn("walked", text).execute();
  },
  async down(db) {
    await db.schema.alterTable("studies").dropColumn("walked").execute();
  },
};
