/**
 * Opens the database of a server. SQLite is one connection: inside `db.transaction()` every query
 * goes through the transaction handed in, one through `db` would wait for it for ever.
 */
import { chmodSync, existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { Kysely, PostgresDialect, SqliteDialect } from "kysely";
import pg from "pg";
import { ServerError } from "../errors.js";
import type { DatabaseDialect } from "./dialect.js";
import { migrateToLatest } from "./migrate.js";
import type { Database } from "./schema.js";
import { BUSY_WAIT_MS, ServerSqliteDialect } from "./sqlite-dialect.js";

/** An open database; close it by `db.destroy()`. */
export interface OpenDatabase {
  readonly db: Kysely<Database>;
  readonly dialect: DatabaseDialect;
}

export interface DatabaseOptions {
  /** `postgres://…`; null: SQLite */
  readonly url: string | null;
  /** the SQLite file; it and its folder are made for their owner only */
  readonly file: string;
  /** what happens to connections that nobody uses just now (PostgreSQL restarted) */
  readonly onConnectionError: (error: Error) => void;
  /** at most, to PostgreSQL; default 10 */
  readonly connections?: number;
  /** to read beside a server: the file must be there, and transactions let others write */
  readonly readOnly?: boolean;
}

/** How long SQLite itself waits, and with it everything else: what takes longer the dialect waits for. */
const BLOCKING_WAIT_MS = 10;
const CONNECT_TIMEOUT_MS = 5000;
const POSTGRES_CONNECTIONS = 10;

/** OIDs of PostgreSQL's int8 and numeric: counts and sums, which stay below 2^53 here. */
const NUMBER_OIDS: ReadonlySet<number> = new Set([20, 1700]);

/** Opens an SQLite file as a server needs it. Throws better-sqlite3's errors */
export function openSqliteFile(file: string): SqliteDatabase.Database {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const sqlite = new SqliteDatabase(file, { timeout: BUSY_WAIT_MS });
  chmodSync(file, 0o600);
  sqlite.pragma("journal_mode = WAL");
  // A commit survives the end of this process; only a power cut may take back the last ones.
  sqlite.pragma("synchronous = NORMAL");
  sqlite.pragma("foreign_keys = ON");
  sqlite.pragma("temp_store = MEMORY");
  sqlite.pragma("cache_size = -65536");
  sqlite.pragma("mmap_size = 268435456");
  return sqlite;
}

function openPostgres(
  url: string,
  { onConnectionError, connections = POSTGRES_CONNECTIONS }: DatabaseOptions,
): PostgresDialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: "perpmill",
    types: {
      getTypeParser: (oid: number, format?: "text" | "binary") =>
        NUMBER_OIDS.has(oid) ? Number : pg.types.getTypeParser(oid, format),
    },
  });
  pool.on("error", onConnectionError);
  // Of a connection in use the pool tells nothing, and an error nobody listens to ends the server.
  pool.on("connect", (client) => client.on("error", onConnectionError));
  return new PostgresDialect({ pool });
}

function checkUrl(url: string): void {
  if (/^postgres(ql)?:\/\//.test(url)) return;
  // The value may hold a password: only its scheme is shown.
  throw new ServerError("DATABASE_UNUSABLE", {
    message: `a database URL begins with postgres://, not ${url.split(":")[0]}:`,
    field: "databaseUrl",
  });
}

/** Opens without touching the schema. @throws ServerError DATABASE_UNUSABLE */
export function connectDatabase(options: DatabaseOptions): OpenDatabase {
  const { url, file, readOnly = false } = options;
  if (url === null && readOnly) {
    if (!existsSync(file)) {
      throw new ServerError("DATABASE_UNUSABLE", { message: `there is no database at ${file}` });
    }
    const database = new SqliteDatabase(file, { readonly: true, timeout: BUSY_WAIT_MS });
    return {
      db: new Kysely<Database>({ dialect: new SqliteDialect({ database }) }),
      dialect: "sqlite",
    };
  }
  if (url === null) {
    const dialect = new ServerSqliteDialect(() => {
      const sqlite = openSqliteFile(file);
      sqlite.pragma(`busy_timeout = ${BLOCKING_WAIT_MS}`);
      return sqlite;
    });
    return { db: new Kysely<Database>({ dialect }), dialect: "sqlite" };
  }
  checkUrl(url);
  const dialect = openPostgres(url, options);
  return { db: new Kysely<Database>({ dialect }), dialect: "postgres" };
}

/**
 * Opens the database and brings its schema to this version.
 * @throws ServerError DATABASE_UNUSABLE: no database, not reachable, or of a newer server
 */
export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  const open = connectDatabase(options);
  try {
    await migrateToLatest(open.db, open.dialect);
    return open;
  } catch (error) {
    await open.db.destroy();
    throw error;
  }
}
