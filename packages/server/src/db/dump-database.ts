/**
 * The whole database as rows, as it was at one moment, while others go on writing. The same rows
 * come from SQLite and from PostgreSQL and go into either.
 */
import { type Kysely, type RawBuilder, sql } from "kysely";
import { ServerError } from "../errors.js";
import type { TableRow } from "./backup-values.js";
import { connectDatabase, type DatabaseOptions } from "./database.js";
import { migrateTo, migrateToLatest } from "./migrate.js";
import type { Database } from "./schema.js";
import { TABLES, type TableKey } from "./tables.js";

/** Rows that are read or written at once; fewer where they hold bytes. */
const PAGE_ROWS = 500;
const CHUNK_PAGE_ROWS = 8;
const BYTE_TABLES: ReadonlySet<string> = new Set(["result_chunks", "strategy_versions"]);

function pageRows(table: string): number {
  return BYTE_TABLES.has(table) ? CHUNK_PAGE_ROWS : PAGE_ROWS;
}

function tuple(values: readonly unknown[]): RawBuilder<unknown> {
  return sql`(${sql.join(values)})`;
}

async function* rowsOf(db: Kysely<Database>, { name, key }: TableKey): AsyncGenerator<TableRow> {
  const columns = key.map((column) => sql.ref(column));
  const limit = pageRows(name);
  let behind = sql``;
  for (;;) {
    const { rows } = await sql<Record<string, unknown>>`
      select * from ${sql.table(name)} ${behind} order by ${sql.join(columns)} limit ${limit}
    `.execute(db);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < limit) return;
    behind = sql`where ${tuple(columns)} > ${tuple(key.map((column) => last[column]))}`;
  }
}

/** Names of the tables that are there: a database that no server has opened since has those of its time. */
async function tablesIn(db: Kysely<Database>): Promise<ReadonlySet<string>> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  return new Set(tables.map(({ name }) => name));
}

async function newestStep(db: Kysely<Database>, tables: ReadonlySet<string>): Promise<string> {
  if (!tables.has("schema_migrations")) {
    throw new ServerError("DATABASE_UNUSABLE", { message: "the database is empty" });
  }
  const { rows } = await sql<{ name: string }>`
    select name from schema_migrations order by name desc limit 1
  `.execute(db);
  const name = rows[0]?.name;
  if (name === undefined) {
    throw new ServerError("DATABASE_UNUSABLE", { message: "the database is empty" });
  }
  return name;
}

/**
 * Reads everything at one moment. A server may be using the database: it is opened once more, and
 * nobody waits.
 * @returns what `read` makes of the newest step of the schema and the rows, tables in their order
 */
export async function* dumpDatabase<T>(
  options: DatabaseOptions,
  read: (
    schema: string,
    rows: AsyncGenerator<readonly [table: string, row: TableRow]>,
  ) => AsyncGenerator<T>,
): AsyncGenerator<T> {
  const { db } = connectDatabase({ ...options, readOnly: true });
  try {
    const trx = await db.startTransaction().setIsolationLevel("repeatable read").execute();
    try {
      const there = await tablesIn(trx);
      const rows = async function* () {
        for (const table of TABLES.filter(({ name }) => there.has(name))) {
          for await (const row of rowsOf(trx, table)) yield [table.name, row] as const;
        }
      };
      yield* read(await newestStep(trx, there), rows());
    } finally {
      await trx.rollback().execute();
    }
  } finally {
    await db.destroy();
  }
}

async function insertRows(
  db: Kysely<Database>,
  table: string,
  rows: readonly TableRow[],
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const values = rows.map((row) => tuple(columns.map((column) => row[column])));
  await sql`
    insert into ${sql.table(table)} ${tuple(columns.map((column) => sql.ref(column)))}
    values ${sql.join(values)}
  `.execute(db);
}

/**
 * Fills a database that has no rows, and brings its schema from that of the rows to this version.
 * @param schema the step of the schema that the rows were written with
 * @param rows tables in the order of `TABLES`
 * @throws ServerError DATABASE_UNUSABLE for rows of a newer server
 */
export async function fillDatabase(
  options: DatabaseOptions,
  schema: string,
  rows: AsyncIterable<readonly [table: string, row: TableRow]>,
): Promise<void> {
  const { db, dialect } = connectDatabase(options);
  try {
    await migrateTo(db, dialect, schema);
    await db.transaction().execute(async (trx) => {
      let page: TableRow[] = [];
      let current = "";
      const flush = async () => {
        if (page.length > 0) await insertRows(trx, current, page);
        page = [];
      };
      for await (const [table, row] of rows) {
        if (table !== current || page.length >= pageRows(table)) await flush();
        current = table;
        page.push(row);
      }
      await flush();
    });
    await migrateToLatest(db, dialect);
  } finally {
    await db.destroy();
  }
}
