/** Every query about studies and their shards. Rows have a repository of their own. */
import { type ExpressionBuilder, type Kysely, sql } from "kysely";
import type { Cursor } from "../../../db/cursor.js";
import type { Database, StudiesTable, StudyShardsTable } from "../../../db/schema.js";
import type { JobState } from "../jobs/job-states.js";

/** A study as a list shows it: without what may be long. */
export type StudySummary = Omit<
  StudiesTable,
  "request" | "tried" | "walked" | "others" | "config" | "columns" | "document"
>;

export interface StudyQuery {
  readonly ownerId: string;
  /** null: any; so are the others */
  readonly kind: string | null;
  readonly state: JobState | null;
  readonly starred: boolean | null;
  /** part of the title, A to Z in either case */
  readonly text: string | null;
  /** rows of a page, 1 or more */
  readonly limit: number;
  readonly after: Cursor<number> | null;
}

/** Where shards stand, all together. */
export interface ShardSums {
  readonly total: number;
  readonly done: number;
  readonly running: number;
  readonly failed: number;
  readonly rowsDone: number;
  readonly rowsReused: number;
}

export type StudyPatch = Partial<
  Pick<
    StudiesTable,
    | "title"
    | "starred"
    | "state"
    | "content_key"
    | "contents"
    | "tried"
    | "walked"
    | "others"
    | "config"
    | "columns"
    | "rows_total"
    | "rows_done"
    | "rows_reused"
    | "progress"
    | "best"
    | "error"
    | "started_ms"
    | "finished_ms"
    | "document"
  >
>;

const SUMMARY = [
  "id",
  "owner_id",
  "kind",
  "title",
  "starred",
  "state",
  "priority",
  "symbol",
  "strategy",
  "strategy_label",
  "data_set_id",
  "mark_data_set_id",
  "funding_data_set_id",
  "contents",
  "from_ms",
  "to_ms",
  "content_key",
  "rows_total",
  "rows_done",
  "rows_reused",
  "progress",
  "best",
  "error",
  "created_ms",
  "started_ms",
  "finished_ms",
] as const satisfies readonly (keyof StudySummary)[];

const OPEN_STATES = ["queued", "running"] as const;
/** Shards of one statement: SQLite and PostgreSQL take at least so many parameters. */
const INSERT_SHARDS = 500;

function titled(eb: ExpressionBuilder<Database, "studies">, text: string) {
  const lower = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const pattern = `%${lower.replace(/[\\%_]/g, (special) => `\\${special}`)}%`;
  return sql<boolean>`lower(${eb.ref("title")}) like ${pattern} escape '\\'`;
}

export class StudiesRepository {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** A page, the newest first. */
  async list(query: StudyQuery): Promise<{
    readonly rows: readonly StudySummary[];
    readonly next: Cursor<number> | null;
  }> {
    const found = await this.listQuery(query).execute();
    const rows = found.slice(0, query.limit);
    const last = found.length > query.limit ? rows.at(-1) : undefined;
    return { rows, next: last === undefined ? null : { value: last.created_ms, id: last.id } };
  }

  /** The query of `list`: one row more than is asked for, when there are as many. */
  listQuery({ ownerId, kind, state, starred, text, limit, after }: StudyQuery) {
    return this.#db
      .selectFrom("studies")
      .select(SUMMARY)
      .where("owner_id", "=", ownerId)
      .$if(kind !== null, (rows) => rows.where("kind", "=", kind ?? ""))
      .$if(state !== null, (rows) => rows.where("state", "=", state ?? "queued"))
      .$if(starred !== null, (rows) => rows.where("starred", "=", starred ? 1 : 0))
      .$if(text !== null, (rows) => rows.where((eb) => titled(eb, text ?? "")))
      .$if(after !== null, (rows) =>
        rows.where(({ eb, refTuple, tuple }) =>
          eb(refTuple("created_ms", "id"), "<", tuple(after?.value ?? 0, after?.id ?? "")),
        ),
      )
      .orderBy("created_ms", "desc")
      .orderBy("id", "desc")
      .limit(limit + 1);
  }

  /** The study, whoever owns it. */
  async get(id: string, trx: Kysely<Database> = this.#db): Promise<StudiesTable | null> {
    const row = await trx.selectFrom("studies").selectAll().where("id", "=", id).executeTakeFirst();
    return row ?? null;
  }

  /** The newest study of somebody of some content that is done, or under way. */
  async findAlike(
    contentKey: string,
    ownerId: string,
    trx: Kysely<Database> = this.#db,
  ): Promise<Pick<StudiesTable, "id" | "state"> | null> {
    const row = await trx
      .selectFrom("studies")
      .select(["id", "state"])
      .where("content_key", "=", contentKey)
      .where("owner_id", "=", ownerId)
      .where("state", "in", ["done", ...OPEN_STATES])
      .orderBy("created_ms", "desc")
      .limit(1)
      .executeTakeFirst();
    return row ?? null;
  }

  async insert(row: StudiesTable, trx: Kysely<Database> = this.#db): Promise<void> {
    await trx.insertInto("studies").values(row).execute();
  }

  async insertShards(
    rows: readonly StudyShardsTable[],
    trx: Kysely<Database> = this.#db,
  ): Promise<void> {
    for (let first = 0; first < rows.length; first += INSERT_SHARDS) {
      const some = rows.slice(first, first + INSERT_SHARDS);
      await trx.insertInto("study_shards").values(some).execute();
    }
  }

  async update(id: string, patch: StudyPatch, trx: Kysely<Database> = this.#db): Promise<void> {
    await trx.updateTable("studies").set(patch).where("id", "=", id).execute();
  }

  /** Changes a study only while it is in one of some states. @returns whether it was */
  async updateFrom(
    id: string,
    states: readonly JobState[],
    patch: StudyPatch,
    trx: Kysely<Database> = this.#db,
  ): Promise<boolean> {
    const { numUpdatedRows } = await trx
      .updateTable("studies")
      .set(patch)
      .where("id", "=", id)
      .where("state", "in", states)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** Studies that wait or run, of everybody, the oldest first. */
  unfinished(): Promise<StudySummary[]> {
    return this.#db
      .selectFrom("studies")
      .select(SUMMARY)
      .where("state", "in", OPEN_STATES)
      .orderBy("created_ms")
      .orderBy("id")
      .execute();
  }

  async sums(studyId: string, trx: Kysely<Database> = this.#db): Promise<ShardSums> {
    const rows = await trx
      .selectFrom("study_shards")
      .select(({ fn }) => [
        "state",
        fn.countAll<number>().as("shards"),
        fn.sum<number>("rows_done").as("done"),
        fn.sum<number>("rows_reused").as("reused"),
      ])
      .where("study_id", "=", studyId)
      .groupBy("state")
      .execute();
    const of = (state: string) => Number(rows.find((row) => row.state === state)?.shards ?? 0);
    const add = (name: "shards" | "done" | "reused") =>
      rows.reduce((sum, row) => sum + Number(row[name]), 0);
    return {
      total: add("shards"),
      done: of("done"),
      running: of("running"),
      failed: of("failed"),
      rowsDone: add("done"),
      rowsReused: add("reused"),
    };
  }

  /** Some shards of a study, or all. */
  shards(studyId: string, positions: readonly number[] | null): Promise<StudyShardsTable[]> {
    return this.#db
      .selectFrom("study_shards")
      .selectAll()
      .where("study_id", "=", studyId)
      .$if(positions !== null, (rows) => rows.where("position", "in", positions ?? []))
      .orderBy("position")
      .execute();
  }

  /** The best rows of those shards that have one, as JSON. */
  async bests(studyId: string): Promise<readonly string[]> {
    const rows = await this.#db
      .selectFrom("study_shards")
      .select("best")
      .where("study_id", "=", studyId)
      .where("best", "is not", null)
      .execute();
    return rows.map(({ best }) => best ?? "");
  }

  /** Lets shards that are not done be worked on again, as if they had never been tried. */
  async reopenShards(studyId: string, trx: Kysely<Database> = this.#db): Promise<void> {
    await trx
      .updateTable("study_shards")
      .set({ state: "waiting", worker: null, error: null, heartbeat_ms: null, job_id: null })
      .where("study_id", "=", studyId)
      .where("state", "!=", "done")
      .execute();
  }

  /** Forgets rows and shards. */
  async clear(studyId: string, trx: Kysely<Database> = this.#db): Promise<void> {
    await trx.deleteFrom("study_rows").where("study_id", "=", studyId).execute();
    await trx.deleteFrom("study_shards").where("study_id", "=", studyId).execute();
  }

  /** Rows that studies of somebody have, or will have. */
  async ownedRows(ownerId: string, trx: Kysely<Database> = this.#db): Promise<number> {
    const { rows } = await trx
      .selectFrom("studies")
      .select(({ fn, lit }) => fn.coalesce(fn.sum("rows_total"), lit(0)).as("rows"))
      .where("owner_id", "=", ownerId)
      .executeTakeFirstOrThrow();
    return Number(rows);
  }

  /** Ids of some studies of somebody; none when there are no more. */
  async someOf(ownerId: string, limit: number): Promise<readonly string[]> {
    const query = this.#db.selectFrom("studies").select("id").where("owner_id", "=", ownerId);
    return (await query.limit(limit).execute()).map(({ id }) => id);
  }

  /** Deletes a study with its shards and rows. */
  async delete(id: string, trx: Kysely<Database> = this.#db): Promise<void> {
    await trx.deleteFrom("studies").where("id", "=", id).execute();
  }
}
