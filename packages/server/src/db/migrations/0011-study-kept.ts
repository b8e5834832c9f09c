/** What a study that is worked on as a whole has run so far, so that it goes on where it stopped. */
import { columnTypes } from "../dialect.js";
import { createTable, dropTables, type SchemaMigration } from "./migration.js";

export const studyKept: SchemaMigration = {
  async up(db, dialect) {
    const { text, bytes } = columnTypes(dialect);
    await createTable(db, dialect, "study_kept")
      .addColumn("study_id", text, (column) =>
        column.notNull().references("studies.id").onDelete("cascade"),
      )
      .addColumn("key", text, (column) => column.notNull())
      .addColumn("outcome", text, (column) => column.notNull())
      .addColumn("cells", text, (column) => column.notNull())
      .addColumn("problem", text)
      .addColumn("returns", bytes)
      .addPrimaryKeyConstraint("study_kept_pk", ["study_id", "key"])
      .execute();
  },
  down: (db) => dropTables(db, ["study_kept"]),
};
