/** Every query about the jobs that are about data. */
import type { Kysely } from "kysely";
import type { Cursor } from "../../../db/cursor.js";
import type { Database, JobsTable } from "../../../db/schema.js";

const KINDS = ["import", "quality", "download"] as const;
export type DataJobKind = (typeof KINDS)[number];

export interface DataJobQuery {
  readonly ownerId: string;
  /** null: any; so is the other */
  readonly kind: DataJobKind | null;
  readonly state: JobsTable["state"] | null;
  /** rows of a page, 1 or more */
  readonly limit: number;
  readonly after: Cursor<number> | null;
}

export interface DataJobRows {
  /** newest first */
  readonly rows: readonly JobsTable[];
  /** null: there is no more */
  readonly next: Cursor<number> | null;
}

export class DataJobsRepository {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** A user's job about data. */
  async get(id: string, ownerId: string): Promise<JobsTable | null> {
    const query = this.#ofOwner(ownerId).where("id", "=", id);
    return (await query.executeTakeFirst()) ?? null;
  }

  /** A page of a user's jobs about data, newest first. */
  async list(query: DataJobQuery): Promise<DataJobRows> {
    const found = await this.listQuery(query).execute();
    const rows = found.slice(0, query.limit);
    const last = found.length > query.limit ? rows.at(-1) : undefined;
    return { rows, next: last === undefined ? null : { value: last.created_ms, id: last.id } };
  }

  /** The query of `list`: one row more than is asked for, when there are as many. */
  listQuery({ ownerId, kind, state, limit, after }: DataJobQuery) {
    return this.#ofOwner(ownerId)
      .$if(kind !== null, (jobs) => jobs.where("kind", "=", kind ?? "import"))
      .$if(state !== null, (jobs) => jobs.where("state", "=", state ?? "done"))
      .$if(after !== null, (jobs) =>
        jobs.where(({ eb, refTuple, tuple }) =>
          eb(refTuple("created_ms", "id"), "<", tuple(after?.value ?? 0, after?.id ?? "")),
        ),
      )
      .orderBy("created_ms", "desc")
      .orderBy("id", "desc")
      .limit(limit + 1);
  }

  /** A user's newest quality jobs on a data set. */
  async qualityOf(ownerId: string, dataSetId: string): Promise<readonly JobsTable[]> {
    return this.#ofOwner(ownerId)
      .where("kind", "=", "quality")
      .where("subject_id", "=", dataSetId)
      .orderBy("created_ms", "desc")
      .limit(50)
      .execute();
  }

  #ofOwner(ownerId: string) {
    return this.#db
      .selectFrom("jobs")
      .selectAll()
      .where("owner_id", "=", ownerId)
      .where("kind", "in", KINDS);
  }
}
