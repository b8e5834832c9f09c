/** Kysely's SQLite, with transactions and waits as a database shared by processes needs them. */
import { setTimeout as pause } from "node:timers/promises";
import SqliteDatabase from "better-sqlite3";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
} from "kysely";

/** How long a query waits for another process to let go of the file. */
export const BUSY_WAIT_MS = 5000;
const LOOK_AGAIN_MS = 20;

function isBusy(error: unknown): boolean {
  return error instanceof SqliteDatabase.SqliteError && error.code.startsWith("SQLITE_BUSY");
}

/**
 * The one connection. While another process has the file to write, a write waits outside of SQLite,
 * which would stop the event loop meanwhile, and leaves the connection to those who read.
 */
class WaitingConnection implements DatabaseConnection {
  readonly #connection: DatabaseConnection;
  readonly #letOthers: () => Promise<void>;
  readonly #isInTransaction: () => boolean;

  constructor(
    connection: DatabaseConnection,
    letOthers: () => Promise<void>,
    isInTransaction: () => boolean,
  ) {
    this.#connection = connection;
    this.#letOthers = letOthers;
    this.#isInTransaction = isInTransaction;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const deadline = performance.now() + BUSY_WAIT_MS;
    for (;;) {
      try {
        return await this.#connection.executeQuery<R>(query);
      } catch (error) {
        if (!isBusy(error) || this.#isInTransaction() || performance.now() > deadline) throw error;
        await this.#letOthers();
      }
    }
  }

  streamQuery<R>(query: CompiledQuery, rows?: number): AsyncIterableIterator<QueryResult<R>> {
    return this.#connection.streamQuery(query, rows);
  }
}

class ImmediateDriver extends SqliteDriver {
  readonly #database: () => SqliteDatabase.Database;
  #waiting: WaitingConnection | null = null;

  constructor(database: () => SqliteDatabase.Database) {
    super({ database: async () => database() });
    this.#database = database;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    this.#waiting ??= new WaitingConnection(
      connection,
      () => this.#letOthers(),
      () => this.#database().inTransaction,
    );
    return this.#waiting;
  }

  async #letOthers(): Promise<void> {
    await this.releaseConnection();
    await pause(LOOK_AGAIN_MS);
    await super.acquireConnection();
  }

  /**
   * Takes the right to write when a transaction begins. One that takes it later, after reading,
   * fails at once when another process has written meanwhile: the busy time-out does not help there.
   */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }

  /** SQLite has taken all back by itself when its disk is full; asked again, it would hide why. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database().inTransaction) await super.rollbackTransaction(connection);
  }
}

/** SQLite takes back changes of the schema as well: migrations run in one transaction. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

export class ServerSqliteDialect extends SqliteDialect {
  readonly #database: () => SqliteDatabase.Database;

  /** @param open called once, when the first query is made */
  constructor(open: () => SqliteDatabase.Database) {
    let opened: SqliteDatabase.Database | null = null;
    const database = () => {
      opened ??= open();
      return opened;
    };
    super({ database: async () => database() });
    this.#database = database;
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.#database);
  }

  override createAdapter(): SqliteAdapter {
    return new TransactionalAdapter();
  }
}
