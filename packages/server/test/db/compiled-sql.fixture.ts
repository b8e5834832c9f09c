/** What repositories send to a database, as text that is kept beside the tests. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import { expect } from "vitest";
import type { DatabaseDialect } from "../../src/db/dialect.js";
import type { Database } from "../../src/db/schema.js";

/** What is done with the database under each name. */
export type Calls = Readonly<Record<string, (db: Kysely<Database>) => Promise<unknown>>>;

/** A database that holds nothing and only notes the queries. */
function recording(dialect: DatabaseDialect, statements: string[]): Kysely<Database> {
  return new Kysely<Database>({
    dialect: {
      createAdapter: () => (dialect === "sqlite" ? new SqliteAdapter() : new PostgresAdapter()),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) =>
        dialect === "sqlite" ? new SqliteIntrospector(db) : new PostgresIntrospector(db),
      createQueryCompiler: () =>
        dialect === "sqlite" ? new SqliteQueryCompiler() : new PostgresQueryCompiler(),
    },
    log: ({ query }) => {
      statements.push(`${query.sql};`);
    },
  });
}

/**
 * Compares all SQL of the calls with `golden/<name>.<dialect>.sql`; UPDATE_GOLDEN=1 writes it.
 * Lists of different lengths make different SQL: give each call the same ones always.
 */
export async function expectGoldenSql(
  name: string,
  dialect: DatabaseDialect,
  calls: Calls,
): Promise<void> {
  const parts: string[] = [];
  for (const [title, call] of Object.entries(calls)) {
    const statements: string[] = [];
    await call(recording(dialect, statements));
    parts.push(`-- ${title}\n${statements.join("\n")}\n`);
  }
  const folder = fileURLToPath(new URL("./golden/", import.meta.url));
  const path = `${folder}${name}.${dialect}.sql`;
  const text = parts.join("\n");
  if (process.env.UPDATE_GOLDEN === "1") {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, text);
  }
  expect(existsSync(path), `${path} is missing: make it with UPDATE_GOLDEN=1`).toBe(true);
  expect(text).toBe(readFileSync(path, "utf8"));
}
