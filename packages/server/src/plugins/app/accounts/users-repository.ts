/** Every query about users. */
import { type Kysely, sql } from "kysely";
import type { Database, UsersTable } from "../../../db/schema.js";

/** What can be changed of a user. */
export type UserPatch = Partial<Omit<UsersTable, "id" | "created_ms">>;

export interface UserPage {
  /** part of a name, in any case; empty: all */
  readonly search: string;
  /** the name key after which the page begins */
  readonly after: string | null;
  readonly limit: number;
}

export class UsersRepository {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  async insert(user: UsersTable, trx: Kysely<Database> = this.#db): Promise<void> {
    await trx.insertInto("users").values(user).execute();
  }

  async get(id: string, trx: Kysely<Database> = this.#db): Promise<UsersTable | null> {
    const row = await trx.selectFrom("users").selectAll().where("id", "=", id).executeTakeFirst();
    return row ?? null;
  }

  async byNameKey(key: string, trx: Kysely<Database> = this.#db): Promise<UsersTable | null> {
    const query = trx.selectFrom("users").selectAll().where("name_key", "=", key);
    return (await query.executeTakeFirst()) ?? null;
  }

  /** By name; one more than the limit when there are more. */
  async page({ search, after, limit }: UserPage): Promise<readonly UsersTable[]> {
    let query = this.#db.selectFrom("users").selectAll();
    if (after !== null) query = query.where("name_key", ">", after);
    if (search !== "") {
      const literal = `%${search.replace(/[\\%_]/g, "\\$&")}%`;
      query = query.where(sql<boolean>`name_key like ${literal} escape '\\'`);
    }
    return query
      .orderBy("name_key")
      .limit(limit + 1)
      .execute();
  }

  /** False when there is no such user. */
  async update(id: string, patch: UserPatch, trx: Kysely<Database> = this.#db): Promise<boolean> {
    const query = trx.updateTable("users").set(patch).where("id", "=", id);
    return Number((await query.executeTakeFirst()).numUpdatedRows) > 0;
  }

  /** His log-ins and keys go with him. Throws a foreign key error while he owns anything else */
  async delete(id: string, trx: Kysely<Database> = this.#db): Promise<boolean> {
    const query = trx.deleteFrom("users").where("id", "=", id);
    return Number((await query.executeTakeFirst()).numDeletedRows) > 0;
  }

  /** Whether anybody can log in with a password. */
  async anyWithPassword(trx: Kysely<Database> = this.#db): Promise<boolean> {
    const query = trx.selectFrom("users").select("id").where("password_hash", "is not", null);
    return (await query.limit(1).executeTakeFirst()) !== undefined;
  }

  /** Whether there is an administrator who can log in, besides one. */
  async anyAdminBesides(id: string, trx: Kysely<Database> = this.#db): Promise<boolean> {
    const query = trx
      .selectFrom("users")
      .select("id")
      .where("role", "=", "admin")
      .where("disabled", "=", 0)
      .where("password_hash", "is not", null)
      .where("id", "!=", id);
    return (await query.limit(1).executeTakeFirst()) !== undefined;
  }

  /** Whether runs, data sets or jobs are somebody's. */
  async ownsAnything(id: string, trx: Kysely<Database> = this.#db): Promise<boolean> {
    for (const table of ["runs", "data_sets", "jobs"] as const) {
      const query = trx.selectFrom(table).select("id").where("owner_id", "=", id).limit(1);
      if ((await query.executeTakeFirst()) !== undefined) return true;
    }
    return false;
  }
}
