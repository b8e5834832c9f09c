import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Kysely, sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { connectDatabase, type OpenDatabase } from "../../src/db/database.js";
import { migrateTo, migrateToLatest } from "../../src/db/migrate.js";
import { MIGRATIONS } from "../../src/db/migrations/index.js";
import type { Database } from "../../src/db/schema.js";
import { type EmptyDatabase, emptyDatabase, testDialects } from "../databases.fixture.js";

const startFile = promisify(execFile);
const FIXTURE = fileURLToPath(new URL("./migrate-process.fixture.ts", import.meta.url));

/** Migrates in a process of its own. @returns the steps it ran, as JSON */
async function startProcess({ url, file }: EmptyDatabase): Promise<string> {
  const parameters = ["--import", "tsx", FIXTURE, JSON.stringify({ url, file })];
  return (await startFile(process.execPath, parameters, { timeout: 60_000 })).stdout;
}

const NAMES = Object.keys(MIGRATIONS);

/** What a schema is made of, as text that two databases can be compared by. */
async function schemaOf(db: Kysely<Database>, dialect: string): Promise<readonly string[]> {
  const query =
    dialect === "sqlite"
      ? sql<{ line: string }>`select type || ' ' || sql as line from sqlite_master
          where sql is not null and name not like 'schema_migrations%'`
      : sql<{ line: string }>`select table_name || ' ' || column_name || ' ' || data_type || ' '
            || is_nullable || ' ' || coalesce(column_default, '') as line
          from information_schema.columns
          where table_schema = 'public' and table_name not like 'schema_migrations%'
        union all select indexdef from pg_indexes
          where schemaname = 'public' and tablename not like 'schema_migrations%'
        union all select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint
          where connamespace = 'public'::regnamespace
            and conrelid::regclass::text not like 'schema_migrations%'`;
  const { rows } = await query.execute(db);
  return rows.map(({ line }) => line).sort();
}

describe.each(testDialects())("migrations (%s)", (dialect) => {
  let empty: EmptyDatabase;
  let open: OpenDatabase;
  beforeEach(async () => {
    empty = await emptyDatabase(dialect);
    const onConnectionError = (error: Error) => console.error(error);
    open = connectDatabase({ url: empty.url, file: empty.file, onConnectionError });
  });
  afterEach(async () => {
    await open.db.destroy();
    await empty.drop();
  });

  test("run once, in order, and not again", async () => {
    expect(await migrateToLatest(open.db, dialect)).toEqual(NAMES);
    expect(await migrateToLatest(open.db, dialect)).toEqual([]);
  });

  test("lead from every version to the same schema, and back to nothing", async () => {
    await migrateToLatest(open.db, dialect);
    const latest = await schemaOf(open.db, dialect);
    const versions = new Map<string, readonly string[]>();
    for (const name of [...NAMES].reverse()) {
      await migrateTo(open.db, dialect, name);
      versions.set(name, await schemaOf(open.db, dialect));
    }
    await migrateTo(open.db, dialect, null);
    expect(await schemaOf(open.db, dialect)).toEqual([]);
    for (const name of NAMES) {
      await migrateTo(open.db, dialect, name);
      expect(await schemaOf(open.db, dialect)).toEqual(versions.get(name));
      await migrateToLatest(open.db, dialect);
      expect(await schemaOf(open.db, dialect)).toEqual(latest);
      await migrateTo(open.db, dialect, null);
    }
  });

  test("leave rows alone when a later step is taken back and made again", async () => {
    await migrateTo(open.db, dialect, "0001-accounts");
    const user = {
      id: "u1",
      name: "Ann",
      name_key: "ann",
      password_hash: null,
      role: "admin",
      disabled: 0,
      preferences: "{}",
      created_ms: 1_767_225_600_123,
      tokens_valid_from_ms: 0,
    } as const;
    await open.db.insertInto("users").values(user).execute();
    await migrateToLatest(open.db, dialect);
    await migrateTo(open.db, dialect, "0001-accounts");
    await migrateToLatest(open.db, dialect);
    expect(await open.db.selectFrom("users").selectAll().execute()).toEqual([user]);
  });

  test("refuse a database of a newer server by name", async () => {
    await migrateToLatest(open.db, dialect);
    await sql`insert into schema_migrations (name, timestamp) values ('9999-later', '2030')`.execute(
      open.db,
    );
    await expect(migrateToLatest(open.db, dialect)).rejects.toMatchObject({
      code: "DATABASE_UNUSABLE",
      message: expect.stringContaining("9999-later"),
    });
  });

  test("leave nothing behind when a step fails", async () => {
    await migrateTo(open.db, dialect, "0002-jobs");
    const before = await schemaOf(open.db, dialect);
    await sql`create table runs (id integer)`.execute(open.db);
    await expect(migrateToLatest(open.db, dialect)).rejects.toMatchObject({
      code: "DATABASE_UNUSABLE",
    });
    await sql`drop table runs`.execute(open.db);
    expect(await schemaOf(open.db, dialect)).toEqual(before);
    expect(await migrateToLatest(open.db, dialect)).toEqual(NAMES.slice(2));
  });

  test("are run once when several servers start at the same time", async () => {
    const starts = [1, 2, 3, 4].map(() => startProcess(empty));
    const steps = (await Promise.all(starts)).map((output) => JSON.parse(output) as string[]);
    expect(steps.flat()).toEqual(NAMES);
  });
});
