/** Finds finished runs that nobody keeps, by their age. */
import { sql } from "kysely";
import type { SchemaMigration } from "./migration.js";

export const retention: SchemaMigration = {
  async up(db) {
    await db.schema
      .createIndex("runs_retention")
      .on("runs")
      .columns(["finished_ms", "id"])
      .where(sql.ref("starred"), "=", sql.lit(0))
      .where(sql.ref("label"), "=", sql.lit(""))
      .execute();
  },
  async down(db) {
    await db.schema.dropIndex("runs_retention").execute();
  },
};
