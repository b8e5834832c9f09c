/** What a verdict is made from besides its data set: what was tried before, other markets. */
import { columnTypes } from "../dialect.js";
import type { SchemaMigration } from "./migration.js";

const COLUMNS = ["tried", "others"] as const;

export const studySources: SchemaMigration = {
  async up(db, dialect) {
    const { text } = columnTypes(dialect);
    for (const column of COLUMNS) {
      await db.schema.alterTable("studies").addColumn(column, text).execute();
    }
  },
  async down(db) {
    for (const column of COLUMNS) {
      await db.schema.alterTable("studies").dropColumn(column).execute();
    }
  },
};
