/** Brings the schema of a database to the version of this server, or to an older one. */
import { type Kysely, type MigrationResultSet, Migrator, NO_MIGRATIONS } from "kysely";
import { ServerError } from "../errors.js";
import type { DatabaseDialect } from "./dialect.js";
import { MIGRATIONS } from "./migrations/index.js";
import type { Database } from "./schema.js";

function migrator(db: Kysely<Database>, dialect: DatabaseDialect): Migrator {
  const migrations = Object.fromEntries(
    Object.entries(MIGRATIONS).map(([name, { up, down }]) => [
      name,
      {
        up: (inner: Kysely<unknown>) => up(inner, dialect),
        down: (inner: Kysely<unknown>) => down(inner, dialect),
      },
    ]),
  );
  return new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    migrationTableName: "schema_migrations",
    migrationLockTableName: "schema_migrations_lock",
  });
}

function finished({ error, results }: MigrationResultSet): readonly string[] {
  if (error === undefined) return (results ?? []).map(({ migrationName }) => migrationName);
  const cause = error instanceof Error ? error.message : String(error);
  throw new ServerError("DATABASE_UNUSABLE", {
    message: `the schema of the database cannot be brought to this version: ${cause}`,
    cause: error,
  });
}

/**
 * Runs what is missing, each database once even when two servers start at the same time.
 * @returns names of the steps that were run
 * @throws ServerError DATABASE_UNUSABLE, also for a database of a newer server
 */
export async function migrateToLatest(
  db: Kysely<Database>,
  dialect: DatabaseDialect,
): Promise<readonly string[]> {
  return finished(await migrator(db, dialect).migrateToLatest());
}

/**
 * Goes up or down to one step.
 * @param name of a step; null: back to an empty database
 */
export async function migrateTo(
  db: Kysely<Database>,
  dialect: DatabaseDialect,
  name: string | null,
): Promise<readonly string[]> {
  return finished(await migrator(db, dialect).migrateTo(name ?? NO_MIGRATIONS));
}
