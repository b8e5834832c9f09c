/** Every query about failed log-ins. */
import { type Kysely, sql } from "kysely";
import type { Database, LoginFailuresTable } from "../../../db/schema.js";

/** How long a further try has to wait, by how often it failed before. */
export interface DelaySteps {
  /** failures that cost nothing */
  readonly free: number;
  /** wait after the next; doubled with each */
  readonly firstMs: number;
  /** longest */
  readonly lastMs: number;
}

type Key = Pick<LoginFailuresTable, "name_key" | "address">;

export class LoginFailuresRepository {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /**
   * Counts a try as failed, in one statement, so that tries at the same time cannot pass together.
   * False, and nothing counted, while the time to wait has not passed.
   */
  async count(key: Key, nowMs: number, steps: DelaySteps): Promise<boolean> {
    const { free, firstMs, lastMs } = steps;
    const doublings = Math.floor(Math.log2(lastMs / firstMs));
    const before = sql.ref("login_failures.failures");
    const wait = sql<number>`case
      when ${before} < ${sql.lit(free)} then 0
      when ${before} > ${sql.lit(free + doublings)} then ${sql.lit(lastMs)}
      else ${sql.lit(firstMs)} << cast(${before} - ${sql.lit(free)} as integer) end`;
    const now = sql.lit(nowMs);
    const row = await this.#db
      .insertInto("login_failures")
      .values({ ...key, failures: 1, next_try_ms: nowMs, updated_ms: nowMs })
      .onConflict((conflict) =>
        conflict
          .columns(["name_key", "address"])
          .doUpdateSet({
            failures: sql<number>`${before} + 1`,
            next_try_ms: sql<number>`${now} + ${wait}`,
            updated_ms: nowMs,
          })
          // A clock that was set back must not make anybody wait for longer than the longest.
          .where(sql<boolean>`login_failures.next_try_ms not between ${sql.lit(nowMs + 1)}
            and ${sql.lit(nowMs + lastMs)}`),
      )
      .returning("failures")
      .executeTakeFirst();
    return row !== undefined;
  }

  async get({ name_key, address }: Key): Promise<LoginFailuresTable | null> {
    const row = await this.#db
      .selectFrom("login_failures")
      .selectAll()
      .where("name_key", "=", name_key)
      .where("address", "=", address)
      .executeTakeFirst();
    return row ?? null;
  }

  async clear({ name_key, address }: Key): Promise<void> {
    await this.#db
      .deleteFrom("login_failures")
      .where("name_key", "=", name_key)
      .where("address", "=", address)
      .execute();
  }

  /** Forgets what is older than a time. */
  async prune(beforeMs: number): Promise<void> {
    await this.#db.deleteFrom("login_failures").where("updated_ms", "<", beforeMs).execute();
  }
}
