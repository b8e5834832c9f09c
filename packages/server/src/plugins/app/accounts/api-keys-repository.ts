/** Every query about API keys. */
import type { Kysely } from "kysely";
import type { ApiKeysTable, Database, UsersTable } from "../../../db/schema.js";

export class ApiKeysRepository {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  async insert(key: ApiKeysTable, trx: Kysely<Database> = this.#db): Promise<void> {
    await trx.insertInto("api_keys").values(key).execute();
  }

  async byHash(hash: string): Promise<ApiKeysTable | null> {
    const query = this.#db.selectFrom("api_keys").selectAll().where("key_hash", "=", hash);
    return (await query.executeTakeFirst()) ?? null;
  }

  /** Those of a user that are not revoked, newest first. */
  async ofUser(userId: string, trx: Kysely<Database> = this.#db): Promise<readonly ApiKeysTable[]> {
    return trx
      .selectFrom("api_keys")
      .selectAll()
      .where("user_id", "=", userId)
      .where("revoked_ms", "is", null)
      .orderBy("created_ms", "desc")
      .orderBy("id")
      .execute();
  }

  /** False when the user has no such key, or has revoked it. */
  async revoke(id: string, userId: UsersTable["id"], nowMs: number): Promise<boolean> {
    const query = this.#db
      .updateTable("api_keys")
      .set({ revoked_ms: nowMs })
      .where("id", "=", id)
      .where("user_id", "=", userId)
      .where("revoked_ms", "is", null);
    return Number((await query.executeTakeFirst()).numUpdatedRows) > 0;
  }

  async touch(id: string, nowMs: number): Promise<void> {
    await this.#db
      .updateTable("api_keys")
      .set({ last_used_ms: nowMs })
      .where("id", "=", id)
      .execute();
  }
}
