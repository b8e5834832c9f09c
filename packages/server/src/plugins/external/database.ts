/** `app.db` and `app.dialect`: open, of this version's schema, closed after everything that uses them. */
import type {} from "fastify";
import fp from "fastify-plugin";
import type { Kysely } from "kysely";
import { startCheckpoints } from "../../db/checkpoints.js";
import { openDatabase } from "../../db/database.js";
import type { DatabaseDialect } from "../../db/dialect.js";
import type { Database } from "../../db/schema.js";

declare module "fastify" {
  interface FastifyInstance {
    /** inside a transaction use the transaction: SQLite has one connection */
    db: Kysely<Database>;
    dialect: DatabaseDialect;
  }
}

const CHECKPOINT_MS = 1000;

export const databasePlugin = fp(
  async (app) => {
    const file = app.paths.database;
    const { db, dialect } = await openDatabase({
      url: app.settings.databaseUrl,
      file,
      onConnectionError: (error) => app.log.warn({ err: error }, "lost a database connection"),
    });
    app.decorate("db", db);
    app.decorate("dialect", dialect);
    app.addHook("onClose", () => db.destroy());
    if (dialect === "postgres") return;
    const settings = { file, everyMs: CHECKPOINT_MS };
    const checkpoints = await startCheckpoints(db, settings, (error) => {
      app.log.warn(
        { err: error },
        "the database checkpoints in the server's own thread from now on",
      );
    });
    // Hooks run last to first: the thread ends before the database is closed.
    app.addHook("onClose", () => checkpoints.stop());
  },
  { name: "database", fastify: "5.x" },
);
