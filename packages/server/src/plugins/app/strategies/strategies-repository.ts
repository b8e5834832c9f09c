/** Every query about strategies that users wrote. */
import type { Kysely } from "kysely";
import type { Cursor } from "../../../db/cursor.js";
import type { Database, StrategiesTable, StrategyVersionsTable } from "../../../db/schema.js";

/** A strategy in a list, with its owner's name and the descriptor of the version that is worked on. */
export type StrategyRow = StrategiesTable & {
  readonly owner_name: string;
  readonly descriptor: string;
  readonly versions: number;
};

/** What is known of a version without reading what it is made of. */
export type VersionHead = Pick<StrategyVersionsTable, "hash" | "bytes" | "created_ms">;

/** A version with what its strategy is called. */
export type NamedVersion = StrategyVersionsTable & { readonly name: string };

export interface StrategyQuery {
  /** null: everybody's */
  readonly ownerId: string | null;
  /** those that have a version of this hash; null: any */
  readonly hash: string | null;
  /** rows of a page, 1 or more */
  readonly limit: number;
  readonly after: Cursor<number> | null;
}

export class StrategiesRepository {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** A page, changed last first. */
  async list(query: StrategyQuery): Promise<{
    readonly rows: readonly StrategyRow[];
    readonly next: Cursor<number> | null;
  }> {
    const { limit } = query;
    const found = await this.listQuery(query).execute();
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    return { rows, next: last === undefined ? null : { value: last.updated_ms, id: last.id } };
  }

  /** The query of `list`: one row more than is asked for, when there are as many. */
  listQuery({ ownerId, hash, limit, after }: StrategyQuery) {
    return this.#rows(this.#db)
      .$if(ownerId !== null, (rows) => rows.where("strategies.owner_id", "=", ownerId ?? ""))
      .$if(hash !== null, (rows) =>
        rows.where((eb) =>
          eb.exists(
            eb
              .selectFrom("strategy_versions as had")
              .select("had.hash")
              .whereRef("had.strategy_id", "=", "strategies.id")
              .where("had.hash", "=", hash ?? ""),
          ),
        ),
      )
      .$if(after !== null, (rows) =>
        rows.where(({ eb, refTuple, tuple }) =>
          eb(
            refTuple("strategies.updated_ms", "strategies.id"),
            "<",
            tuple(after?.value ?? 0, after?.id ?? ""),
          ),
        ),
      )
      .orderBy("strategies.updated_ms", "desc")
      .orderBy("strategies.id", "desc")
      .limit(limit + 1);
  }

  /** The strategy, whoever owns it. */
  async get(id: string, trx: Kysely<Database> = this.#db): Promise<StrategyRow | null> {
    return (await this.#rows(trx).where("strategies.id", "=", id).executeTakeFirst()) ?? null;
  }

  /** Whether somebody has a strategy of a name, besides one. */
  async hasName(
    ownerId: string,
    name: string,
    besides: string | null,
    trx: Kysely<Database> = this.#db,
  ): Promise<boolean> {
    const found = await trx
      .selectFrom("strategies")
      .select("id")
      .where("owner_id", "=", ownerId)
      .where("name", "=", name)
      .executeTakeFirst();
    return found !== undefined && found.id !== besides;
  }

  /** Its versions, the newest first. */
  versions(id: string, trx: Kysely<Database> = this.#db): Promise<VersionHead[]> {
    return trx
      .selectFrom("strategy_versions")
      .select(["hash", "bytes", "created_ms"])
      .where("strategy_id", "=", id)
      .orderBy("created_ms", "desc")
      .orderBy("hash")
      .execute();
  }

  async version(id: string, hash: string): Promise<StrategyVersionsTable | null> {
    const found = await this.#db
      .selectFrom("strategy_versions")
      .selectAll()
      .where("strategy_id", "=", id)
      .where("hash", "=", hash)
      .executeTakeFirst();
    return found ?? null;
  }

  /** The version of a hash among all that somebody wrote: that of the strategy changed last. */
  async ownVersion(ownerId: string, hash: string): Promise<NamedVersion | null> {
    const found = await this.#db
      .selectFrom("strategy_versions")
      .innerJoin("strategies", "strategies.id", "strategy_versions.strategy_id")
      .selectAll("strategy_versions")
      .select("strategies.name")
      .where("strategy_versions.hash", "=", hash)
      .where("strategies.owner_id", "=", ownerId)
      .orderBy("strategies.updated_ms", "desc")
      .orderBy("strategies.id")
      .executeTakeFirst();
    return found ?? null;
  }

  /** Bytes of all versions of somebody. */
  async ownedBytes(ownerId: string, trx: Kysely<Database> = this.#db): Promise<number> {
    const { bytes } = await trx
      .selectFrom("strategy_versions")
      .innerJoin("strategies", "strategies.id", "strategy_versions.strategy_id")
      .select((eb) => eb.fn.coalesce(eb.fn.sum("strategy_versions.bytes"), eb.lit(0)).as("bytes"))
      .where("strategies.owner_id", "=", ownerId)
      .executeTakeFirstOrThrow();
    return Number(bytes);
  }

  async insert(row: StrategiesTable, trx: Kysely<Database> = this.#db): Promise<void> {
    await trx.insertInto("strategies").values(row).execute();
  }

  async update(
    id: string,
    patch: Partial<Pick<StrategiesTable, "name" | "hash" | "updated_ms">>,
    trx: Kysely<Database> = this.#db,
  ): Promise<void> {
    await trx.updateTable("strategies").set(patch).where("id", "=", id).execute();
  }

  /** Adds a version that is not there yet. */
  async insertVersion(row: StrategyVersionsTable, trx: Kysely<Database> = this.#db): Promise<void> {
    await trx
      .insertInto("strategy_versions")
      .values(row)
      .onConflict((conflict) => conflict.columns(["strategy_id", "hash"]).doNothing())
      .execute();
  }

  /** Puts another module into all versions of a source: one of another kernel. */
  async renewModule(
    hash: string,
    made: Pick<StrategyVersionsTable, "module" | "kernel_sha256" | "descriptor" | "bytes">,
  ): Promise<void> {
    await this.#db.updateTable("strategy_versions").set(made).where("hash", "=", hash).execute();
  }

  /** Removes it with its versions. */
  async delete(id: string, trx: Kysely<Database> = this.#db): Promise<void> {
    await trx.deleteFrom("strategies").where("id", "=", id).execute();
  }

  /** Runs and studies of somebody that wait or run and use one of these versions. */
  async unfinishedRuns(
    ownerId: string,
    hashes: readonly string[],
    trx: Kysely<Database> = this.#db,
  ): Promise<number> {
    const names = hashes.map((hash) => `user:${hash}`);
    const counts = await Promise.all(
      (["runs", "studies"] as const).map((table) =>
        trx
          .selectFrom(table)
          .select((eb) => eb.fn.countAll().as("count"))
          .where("owner_id", "=", ownerId)
          .where("state", "in", ["queued", "running"])
          .where("strategy", "in", names)
          .executeTakeFirstOrThrow(),
      ),
    );
    return counts.reduce((sum, { count }) => sum + Number(count), 0);
  }

  #rows(db: Kysely<Database>) {
    return db
      .selectFrom("strategies")
      .innerJoin("users", "users.id", "strategies.owner_id")
      .innerJoin("strategy_versions", (join) =>
        join
          .onRef("strategy_versions.strategy_id", "=", "strategies.id")
          .onRef("strategy_versions.hash", "=", "strategies.hash"),
      )
      .selectAll("strategies")
      .select(["users.name as owner_name", "strategy_versions.descriptor"])
      .select((eb) =>
        eb
          .selectFrom("strategy_versions as every")
          .select((each) => each.fn.countAll<number>().as("versions"))
          .whereRef("every.strategy_id", "=", "strategies.id")
          .$asScalar()
          .$notNull()
          .as("versions"),
      );
  }
}
