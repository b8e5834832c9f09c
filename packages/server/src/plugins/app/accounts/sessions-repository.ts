/** Every query about log-ins: the refresh tokens, each log-in a family of them. */
import type { Kysely } from "kysely";
import type { Database, RefreshTokensTable, UsersTable } from "../../../db/schema.js";

/** A log-in that has not ended, by its newest token. */
export interface OpenLogIn {
  readonly family_id: string;
  readonly begun_ms: number;
  /** when its newest token was made */
  readonly issued_ms: number;
  readonly expires_ms: number;
  readonly user_agent: string;
  readonly address: string;
}

export class SessionsRepository {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  async insert(token: RefreshTokensTable, trx: Kysely<Database> = this.#db): Promise<void> {
    await trx.insertInto("refresh_tokens").values(token).execute();
  }

  async byHash(hash: string, trx: Kysely<Database> = this.#db): Promise<RefreshTokensTable | null> {
    const query = trx.selectFrom("refresh_tokens").selectAll().where("token_hash", "=", hash);
    return (await query.executeTakeFirst()) ?? null;
  }

  /** Marks a token as exchanged; false when it was before, by however little. */
  async use(id: string, nowMs: number, trx: Kysely<Database> = this.#db): Promise<boolean> {
    const query = trx
      .updateTable("refresh_tokens")
      .set({ used_ms: nowMs })
      .where("id", "=", id)
      .where("used_ms", "is", null)
      .where("revoked_ms", "is", null);
    return Number((await query.executeTakeFirst()).numUpdatedRows) > 0;
  }

  async revokeFamily(
    familyId: string,
    nowMs: number,
    trx: Kysely<Database> = this.#db,
  ): Promise<void> {
    await trx
      .updateTable("refresh_tokens")
      .set({ revoked_ms: nowMs })
      .where("family_id", "=", familyId)
      .where("revoked_ms", "is", null)
      .execute();
  }

  async revokeAll(userId: string, nowMs: number, trx: Kysely<Database> = this.#db): Promise<void> {
    await trx
      .updateTable("refresh_tokens")
      .set({ revoked_ms: nowMs })
      .where("user_id", "=", userId)
      .where("revoked_ms", "is", null)
      .execute();
  }

  /** A user's log-ins that are good, the last used first. */
  async openOf(userId: string, nowMs: number): Promise<readonly OpenLogIn[]> {
    const begun = this.#db
      .selectFrom("refresh_tokens")
      .select(({ fn }) => ["family_id", fn.min("issued_ms").as("begun_ms")])
      .where("user_id", "=", userId)
      .groupBy("family_id")
      .as("begun");
    const rows = await this.#db
      .selectFrom("refresh_tokens")
      .innerJoin(begun, "begun.family_id", "refresh_tokens.family_id")
      .select([
        "refresh_tokens.family_id",
        "begun.begun_ms",
        "issued_ms",
        "expires_ms",
        "user_agent",
        "address",
      ])
      .where("user_id", "=", userId)
      .where("used_ms", "is", null)
      .where("revoked_ms", "is", null)
      .where("expires_ms", ">", nowMs)
      .orderBy("issued_ms", "desc")
      .execute();
    return rows.map((row) => ({ ...row, begun_ms: Number(row.begun_ms) }));
  }

  /** The user of a log-in that is not revoked. */
  async userOf(familyId: string, userId: string): Promise<UsersTable | null> {
    const query = this.#db
      .selectFrom("users")
      .selectAll()
      .where("id", "=", userId)
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom("refresh_tokens")
            .select("refresh_tokens.id")
            .where("family_id", "=", familyId)
            .whereRef("user_id", "=", "users.id")
            .where("revoked_ms", "is", null),
        ),
      );
    return (await query.executeTakeFirst()) ?? null;
  }

  /** Removes the tokens that ended before a time. */
  async prune(beforeMs: number, trx: Kysely<Database> = this.#db): Promise<void> {
    await trx.deleteFrom("refresh_tokens").where("expires_ms", "<", beforeMs).execute();
  }
}
