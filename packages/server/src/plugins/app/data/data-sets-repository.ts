/** Every query about data sets. */
import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from "kysely";
import type { Cursor } from "../../../db/cursor.js";
import type { Database, DataSetsTable } from "../../../db/schema.js";

/** A data set with its owner's name. */
export type DataSetRow = DataSetsTable & { readonly owner_name: string };

/** What may change of a data set once it is there. */
export type DataSetPatch = Partial<Omit<DataSetsTable, "id" | "owner_id" | "created_ms">>;

export interface DataSetQuery {
  readonly userId: string;
  readonly owner: "all" | "mine" | "shared";
  /** null: any; so are the others */
  readonly kind: string | null;
  readonly symbol: string | null;
  readonly state: DataSetsTable["state"] | null;
  /** part of the name or the symbol, A to Z in either case */
  readonly search: string | null;
  /** rows of a page, 1 or more */
  readonly limit: number;
  readonly after: Cursor<number> | null;
}

export interface DataSetRows {
  /** newest first */
  readonly rows: readonly DataSetRow[];
  /** null: there is no more */
  readonly next: Cursor<number> | null;
}

type DataSets = ExpressionBuilder<Database, "data_sets">;

function seenBy(eb: DataSets, userId: string): Expression<SqlBool> {
  return eb.or([eb("data_sets.owner_id", "=", userId), eb("data_sets.shared", "=", 1)]);
}

function ofOwner(eb: DataSets, { owner, userId }: DataSetQuery): Expression<SqlBool> {
  if (owner === "mine") return eb("data_sets.owner_id", "=", userId);
  if (owner === "all") return seenBy(eb, userId);
  return eb.and([eb("data_sets.shared", "=", 1), eb("data_sets.owner_id", "!=", userId)]);
}

/** A LIKE pattern of what contains a text. */
function containing(text: string): string {
  const lower = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return `%${lower.replace(/[\\%_]/g, (special) => `\\${special}`)}%`;
}

export class DataSetsRepository {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  async insert(row: DataSetsTable, trx: Kysely<Database> = this.#db): Promise<void> {
    await trx.insertInto("data_sets").values(row).execute();
  }

  async update(id: string, patch: DataSetPatch, trx: Kysely<Database> = this.#db): Promise<void> {
    await trx.updateTable("data_sets").set(patch).where("id", "=", id).execute();
  }

  async delete(id: string, trx: Kysely<Database> = this.#db): Promise<void> {
    await trx.deleteFrom("data_sets").where("id", "=", id).execute();
  }

  /** The data set, whoever owns it. */
  async get(id: string, trx: Kysely<Database> = this.#db): Promise<DataSetRow | null> {
    return (await this.#rows(trx).where("data_sets.id", "=", id).executeTakeFirst()) ?? null;
  }

  /** The data set when it is somebody's own or shared. */
  async getVisible(
    id: string,
    userId: string,
    trx: Kysely<Database> = this.#db,
  ): Promise<DataSetRow | null> {
    const query = this.#rows(trx)
      .where("data_sets.id", "=", id)
      .where((eb) => seenBy(eb, userId));
    return (await query.executeTakeFirst()) ?? null;
  }

  /** A page of what somebody may see, newest first. */
  async list(query: DataSetQuery): Promise<DataSetRows> {
    const { after, limit } = query;
    const found = await this.listQuery(query).execute();
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    const next = last === undefined ? null : { value: last.created_ms, id: last.id };
    return { rows, next: after !== null && rows.length === 0 ? null : next };
  }

  /** The query of `list`: one row more than is asked for, when there are as many. */
  listQuery(query: DataSetQuery) {
    const { kind, symbol, state, search, limit, after } = query;
    const like = search === null ? "" : containing(search);
    return this.#rows(this.#db)
      .where((eb) => ofOwner(eb, query))
      .$if(kind !== null, (rows) => rows.where("data_sets.kind", "=", kind ?? ""))
      .$if(symbol !== null, (rows) => rows.where("data_sets.symbol", "=", symbol))
      .$if(state !== null, (rows) => rows.where("data_sets.state", "=", state ?? "ready"))
      .$if(search !== null, (rows) =>
        rows.where(
          sql<SqlBool>`(lower(data_sets.name) like ${like} escape '\\' or lower(coalesce(data_sets.symbol, '')) like ${like} escape '\\')`,
        ),
      )
      .$if(after !== null, (rows) =>
        rows.where(({ eb, refTuple, tuple }) =>
          eb(
            refTuple("data_sets.created_ms", "data_sets.id"),
            "<",
            tuple(after?.value ?? 0, after?.id ?? ""),
          ),
        ),
      )
      .orderBy("data_sets.created_ms", "desc")
      .orderBy("data_sets.id", "desc")
      .limit(limit + 1);
  }

  /**
   * Bars that somebody may see and that are ready, one's own first, bars before trades, short
   * intervals first, then those that end latest.
   * @param symbol null: of every symbol
   */
  async bars(
    userId: string,
    symbol: string | null,
    market: string | null,
  ): Promise<readonly DataSetRow[]> {
    return this.barsQuery(userId, symbol, market).execute();
  }

  /** The query of `bars`. */
  barsQuery(userId: string, symbol: string | null, market: string | null) {
    return this.#rows(this.#db)
      .where((eb) => seenBy(eb, userId))
      .where("data_sets.state", "=", "ready")
      .where("data_sets.kind", "in", ["last", "trades"])
      .where("data_sets.symbol", "is not", null)
      .$if(symbol !== null, (rows) => rows.where("data_sets.symbol", "=", symbol))
      .$if(market !== null, (rows) => rows.where("data_sets.market", "=", market ?? ""))
      .orderBy("data_sets.symbol")
      .orderBy((eb) => eb.case().when("data_sets.owner_id", "=", userId).then(0).else(1).end())
      .orderBy("data_sets.kind")
      .orderBy((eb) => eb.fn.coalesce("data_sets.interval_ms", sql.lit(0)))
      .orderBy("data_sets.last_ms", "desc")
      .orderBy("data_sets.id")
      .limit(2000);
  }

  /** Somebody's download of a series; a series is kept in one data set. */
  async download(
    ownerId: string,
    series: Pick<DataSetsTable, "market" | "symbol" | "kind" | "interval_ms">,
    trx: Kysely<Database> = this.#db,
  ): Promise<DataSetRow | null> {
    const { market, symbol, kind, interval_ms } = series;
    const query = this.#rows(trx)
      .where("data_sets.owner_id", "=", ownerId)
      .where("data_sets.origin", "=", "download")
      .where("data_sets.market", "=", market)
      .where("data_sets.symbol", "=", symbol)
      .where("data_sets.kind", "=", kind)
      .where("data_sets.interval_ms", interval_ms === null ? "is" : "=", interval_ms)
      .orderBy("data_sets.created_ms", "desc");
    return (await query.executeTakeFirst()) ?? null;
  }

  /** Those that are not ready, whoever owns them. */
  async preparing(): Promise<readonly DataSetRow[]> {
    return this.#rows(this.#db).where("data_sets.state", "=", "preparing").execute();
  }

  /** Folders of all data sets, whoever owns them. */
  async folders(): Promise<readonly string[]> {
    const rows = await this.#db.selectFrom("data_sets").select("folder").execute();
    return rows.map(({ folder }) => folder);
  }

  /** Ids of data sets that a job is still to read. */
  async awaited(): Promise<readonly string[]> {
    const rows = await this.#db
      .selectFrom("jobs")
      .select("subject_id")
      .where("kind", "=", "import")
      .where("state", "in", ["queued", "running"])
      .execute();
    return rows.map(({ subject_id }) => subject_id ?? "");
  }

  /** All that somebody owns, shared or not. */
  ownedBy(ownerId: string): Promise<readonly DataSetRow[]> {
    return this.#rows(this.#db).where("data_sets.owner_id", "=", ownerId).execute();
  }

  /** Bytes of the files of all that somebody owns. */
  async ownedBytes(ownerId: string, trx: Kysely<Database> = this.#db): Promise<number> {
    const row = await trx
      .selectFrom("data_sets")
      .select((eb) => eb.fn.sum<number | null>("bytes").as("bytes"))
      .where("owner_id", "=", ownerId)
      .executeTakeFirst();
    return Number(row?.bytes ?? 0);
  }

  /** Whether a data set other than `id` has the same content. */
  async hasTwin(
    id: string,
    contentHash: string,
    trx: Kysely<Database> = this.#db,
  ): Promise<boolean> {
    const twin = await trx
      .selectFrom("data_sets")
      .select("id")
      .where("content_hash", "=", contentHash)
      .where("id", "!=", id)
      .executeTakeFirst();
    return twin !== undefined;
  }

  #rows(db: Kysely<Database>) {
    return db
      .selectFrom("data_sets")
      .innerJoin("users", "users.id", "data_sets.owner_id")
      .selectAll("data_sets")
      .select("users.name as owner_name");
  }
}
