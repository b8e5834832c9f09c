/** What a migration is made of. */
import { type CreateTableBuilder, type Kysely, sql } from "kysely";
import type { DatabaseDialect } from "../dialect.js";

/** One step of the schema. Never changes once it is merged: the next step does. */
export interface SchemaMigration {
  up(db: Kysely<unknown>, dialect: DatabaseDialect): Promise<void>;
  /** takes back all of `up`, with what the tables hold */
  down(db: Kysely<unknown>, dialect: DatabaseDialect): Promise<void>;
}

/** Begins a table; SQLite checks the types of its values as PostgreSQL does. */
export function createTable<T extends string>(
  db: Kysely<unknown>,
  dialect: DatabaseDialect,
  name: T,
): CreateTableBuilder<T, never> {
  const table = db.schema.createTable(name);
  return dialect === "sqlite" ? table.modifyEnd(sql`strict`) : table;
}

/** Indexes by name: the table, then its columns in order. */
export type IndexList = Readonly<Record<string, readonly [table: string, ...columns: string[]]>>;

/** Makes indexes; one whose name ends in `_unique` is. */
export async function createIndexes(db: Kysely<unknown>, indexes: IndexList): Promise<void> {
  for (const [name, [table, ...columns]] of Object.entries(indexes)) {
    const index = db.schema.createIndex(name).on(table).columns(columns);
    await (name.endsWith("_unique") ? index.unique() : index).execute();
  }
}

/** Drops tables in the order given, with their indexes. */
export async function dropTables(db: Kysely<unknown>, tables: readonly string[]): Promise<void> {
  for (const table of tables) await db.schema.dropTable(table).execute();
}
