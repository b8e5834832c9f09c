/** Kysely's SQLite, with transactions as a database shared by processes needs them. */
import type SqliteDatabase from "better-sqlite3";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
} from "kysely";

class ImmediateDriver extends SqliteDriver {
  readonly #database: () => SqliteDatabase.Database;

  constructor(database: () => SqliteDatabase.Database) {
    super({ database: async () => database() });
    this.#database = database;
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
