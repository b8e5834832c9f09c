/** `app.db` and `app.dialect`: open, of this version's schema, closed after everything that uses them. */
import type {} from "fastify";
import fp from "fastify-plugin";
import type { Kysely } from "kysely";
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

export const databasePlugin = fp(
  async (app) => {
    const { db, dialect } = await openDatabase({
      url: app.settings.databaseUrl,
      file: app.paths.database,
      onConnectionError: (error) => app.log.warn({ err: error }, "lost a database connection"),
    });
    app.decorate("db", db);
    app.decorate("dialect", dialect);
    app.addHook("onClose", () => db.destroy());
  },
  { name: "database", fastify: "5.x" },
);
