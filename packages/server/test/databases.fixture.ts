/** Suites that run on SQLite and on PostgreSQL alike. */
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Kysely } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, inject } from "vitest";
import { openDatabase } from "../src/db/database.js";
import type { DatabaseDialect } from "../src/db/dialect.js";
import type { Database } from "../src/db/schema.js";

/** What a suite tests on; `db` is there in tests and in `beforeEach`. */
export interface TestDatabase {
  readonly dialect: DatabaseDialect;
  /** an open database at the latest schema, its tables empty at the start of each test */
  readonly db: Kysely<Database>;
}

/** A database that exists and is empty: neither tables nor rows. */
export interface EmptyDatabase {
  /** as `databaseUrl` of the settings */
  readonly url: string | null;
  /** of SQLite */
  readonly file: string;
  drop(): Promise<void>;
}

/** Tables in an order that foreign keys allow to empty them in. */
const TABLES = [
  "study_kept",
  "study_rows",
  "study_shards",
  "studies",
  "runs",
  "documents",
  "result_chunks",
  "results",
  "strategy_versions",
  "strategies",
  "data_sets",
  "jobs",
  "login_failures",
  "api_keys",
  "refresh_tokens",
  "users",
] as const;

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${url}/postgres` });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Makes a database that nobody else uses. Call it only where the dialect is one of `testDialects()`. */
export async function emptyDatabase(dialect: DatabaseDialect): Promise<EmptyDatabase> {
  const folder = mkdtempSync(join(tmpdir(), "perpmill-database-"));
  const file = join(folder, "perpmill.sqlite");
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  const server = inject("postgresUrl");
  if (dialect === "sqlite" || server === null) {
    return { url: null, file, drop: async () => removeFolder() };
  }
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await administer(server, `create database ${name}`);
  return {
    url: `${server}/${name}`,
    file,
    drop: async () => {
      removeFolder();
      await administer(server, `drop database ${name} with (force)`);
    },
  };
}

/** The dialects that can be tested here; why one cannot was printed at the start. */
export function testDialects(): readonly DatabaseDialect[] {
  return inject("postgresUrl") === null ? ["sqlite"] : ["sqlite", "postgres"];
}

/** Declares a suite once for each database that can be tested here. */
export function describeDatabases(name: string, suite: (database: TestDatabase) => void): void {
  describe.each(testDialects())(`${name} (%s)`, (dialect) => {
    let empty: EmptyDatabase | null = null;
    let db: Kysely<Database> | null = null;
    beforeAll(async () => {
      empty = await emptyDatabase(dialect);
      const onConnectionError = (error: Error) => console.error(error);
      ({ db } = await openDatabase({ url: empty.url, file: empty.file, onConnectionError }));
    });
    afterAll(async () => {
      await db?.destroy();
      await empty?.drop();
    });
    beforeEach(async () => {
      for (const table of TABLES) await db?.deleteFrom(table).execute();
    });
    suite({
      dialect,
      get db() {
        if (db === null) throw new Error("the database is open in tests only");
        return db;
      },
    });
  });
}
