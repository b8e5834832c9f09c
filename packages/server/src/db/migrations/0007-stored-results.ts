/** Results whose columns are being written are there, but not to be read yet. */
import { sql } from "kysely";
import { columnTypes } from "../dialect.js";
import type { SchemaMigration } from "./migration.js";

export const storedResults: SchemaMigration = {
  async up(db, dialect) {
    const { integer } = columnTypes(dialect);
    await db.schema
      .alterTable("results")
      .addColumn("stored", integer, (column) => column.notNull().defaultTo(1))
      .execute();
  },
  async down(db) {
    await sql`delete from results where stored = 0`.execute(db);
    await db.schema.alterTable("results").dropColumn("stored").execute();
  },
};
