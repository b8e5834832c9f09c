/** Every query about runs. */
import type { ExpressionBuilder, Kysely } from "kysely";
import type { Database, RunsTable } from "../../../db/schema.js";
import type { JobState } from "../jobs/job-states.js";
import { deleteUnused } from "./delete-unused.js";
import { type RunPage, type RunQuery, type RunSort, readHistory } from "./runs-history.js";

/** What history sorts by, of a finished run. */
export type RunFigures = Pick<RunsTable, Exclude<RunSort, `${string}_ms`>>;

/** A run as it is first written: waiting, or done at once with another's result. */
export type NewRun = Omit<RunsTable, keyof RunFigures | "error"> & Partial<RunFigures>;

/** What its owner may change of a run. */
export type RunPatch = Partial<Pick<RunsTable, "label" | "note" | "starred" | "shared">>;

/** What changes with the state of its job. */
export type RunStateChange = Pick<RunsTable, "state" | "started_ms" | "finished_ms" | "error">;

/** A finished run, by its result. */
export type RunOutcome = RunFigures & Pick<RunsTable, "result_key">;

/** The figures of a run that is not done. */
export const NO_FIGURES: RunFigures = {
  fills: null,
  liquidated: null,
  total_return: null,
  final_equity: null,
  cagr: null,
  sharpe: null,
  sortino: null,
  calmar: null,
  volatility: null,
  max_drawdown: null,
  turnover: null,
  fees: null,
  funding: null,
  win_rate: null,
  profit_factor: null,
  quoted_edge_bps: null,
  ambiguous_fill_share: null,
};

function seenBy(eb: ExpressionBuilder<Database, "runs">, userId: string) {
  return eb.or([eb("owner_id", "=", userId), eb("shared", "=", 1)]);
}

export class RunsRepository {
  readonly #db: Kysely<Database>;

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  async insert(run: NewRun, trx: Kysely<Database> = this.#db): Promise<void> {
    await trx
      .insertInto("runs")
      .values({ ...NO_FIGURES, error: null, ...run })
      .execute();
  }

  /** The run, whoever owns it. */
  async get(id: string, trx: Kysely<Database> = this.#db): Promise<RunsTable | null> {
    const row = await trx.selectFrom("runs").selectAll().where("id", "=", id).executeTakeFirst();
    return row ?? null;
  }

  /** The run when it is somebody's own or shared. */
  async getVisible(id: string, userId: string): Promise<RunsTable | null> {
    const query = this.#db.selectFrom("runs").selectAll().where("id", "=", id);
    return (await query.where((eb) => seenBy(eb, userId)).executeTakeFirst()) ?? null;
  }

  /** Those of some runs that are somebody's own or shared, in no order. */
  async getVisibleOf(ids: readonly string[], userId: string): Promise<readonly RunsTable[]> {
    if (ids.length === 0) return [];
    const query = this.#db.selectFrom("runs").selectAll().where("id", "in", ids);
    return query.where((eb) => seenBy(eb, userId)).execute();
  }

  /**
   * The newest finished run of some content.
   * @param ownerId null: anybody's
   */
  async findDone(
    contentKey: string,
    ownerId: string | null,
    trx: Kysely<Database> = this.#db,
  ): Promise<RunsTable | null> {
    let query = trx
      .selectFrom("runs")
      .selectAll()
      .where("content_key", "=", contentKey)
      .where("state", "=", "done")
      .where("result_key", "is not", null);
    if (ownerId !== null) query = query.where("owner_id", "=", ownerId);
    return (await query.orderBy("created_ms", "desc").limit(1).executeTakeFirst()) ?? null;
  }

  list(query: RunQuery): Promise<RunPage> {
    return readHistory(this.#db, query);
  }

  /** @returns whether the run is there and that owner's */
  async patch(id: string, ownerId: string, patch: RunPatch): Promise<boolean> {
    if (Object.keys(patch).length === 0) {
      const found = this.#db.selectFrom("runs").select("id").where("id", "=", id);
      return (await found.where("owner_id", "=", ownerId).executeTakeFirst()) !== undefined;
    }
    const update = this.#db.updateTable("runs").set(patch).where("id", "=", id);
    const { numUpdatedRows } = await update
      .where("owner_id", "=", ownerId)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }

  /** Notes the state of its job. */
  async setState(
    id: string,
    change: RunStateChange,
    trx: Kysely<Database> = this.#db,
  ): Promise<void> {
    await trx.updateTable("runs").set(change).where("id", "=", id).execute();
  }

  /** Notes that the same request now means other content: the data or the server changed. */
  async setContentKey(id: string, contentKey: string): Promise<void> {
    await this.#db
      .updateTable("runs")
      .set({ content_key: contentKey })
      .where("id", "=", id)
      .execute();
  }

  /** Notes another job for the same run. */
  async setJob(id: string, jobId: string, trx: Kysely<Database> = this.#db): Promise<void> {
    await trx.updateTable("runs").set({ job_id: jobId }).where("id", "=", id).execute();
  }

  /** Notes the result; it must be stored before. */
  async setOutcome(
    id: string,
    outcome: RunOutcome,
    trx: Kysely<Database> = this.#db,
  ): Promise<void> {
    await trx.updateTable("runs").set(outcome).where("id", "=", id).execute();
  }

  /** The newest job for the envelope of a run; null: nobody asked for it. */
  async envelopeJobId(id: string, trx: Kysely<Database> = this.#db): Promise<string | null> {
    const query = trx.selectFrom("jobs").select("id").where("kind", "=", "envelope");
    const newest = query.where("subject_id", "=", id).orderBy("created_ms", "desc").limit(1);
    return (await newest.executeTakeFirst())?.id ?? null;
  }

  /** Those of some runs that are an owner's, with what is needed to delete them. */
  async ownOf(
    ids: readonly string[],
    ownerId: string,
    trx: Kysely<Database> = this.#db,
  ): Promise<readonly Pick<RunsTable, "id" | "job_id" | "state" | "result_key">[]> {
    if (ids.length === 0) return [];
    const query = trx.selectFrom("runs").select(["id", "job_id", "state", "result_key"]);
    return query.where("id", "in", ids).where("owner_id", "=", ownerId).execute();
  }

  /** Ids of some runs of somebody; none when there are no more. */
  async someOf(ownerId: string, limit: number): Promise<readonly string[]> {
    const query = this.#db.selectFrom("runs").select("id").where("owner_id", "=", ownerId);
    return (await query.limit(limit).execute()).map(({ id }) => id);
  }

  /**
   * Deletes runs of one owner, with results, envelopes and jobs that no other run has.
   * @returns ids of those deleted; others were not there or somebody else's
   */
  async delete(ids: readonly string[], ownerId: string): Promise<readonly string[]> {
    if (ids.length === 0) return [];
    return this.#db.transaction().execute(async (trx) => {
      const deleted = await trx
        .deleteFrom("runs")
        .where("id", "in", ids)
        .where("owner_id", "=", ownerId)
        .returning(["id", "job_id", "content_key", "result_key"])
        .execute();
      await deleteUnused(trx, deleted);
      return deleted.map(({ id }) => id);
    });
  }

  /** How many of each state, of one owner or of all. */
  async countByState(ownerId: string | null): Promise<Readonly<Partial<Record<JobState, number>>>> {
    let query = this.#db
      .selectFrom("runs")
      .select((eb) => ["state", eb.fn.countAll<number>().as("runs")])
      .groupBy("state");
    if (ownerId !== null) query = query.where("owner_id", "=", ownerId);
    const rows = await query.execute();
    return Object.fromEntries(rows.map(({ state, runs }) => [state, runs]));
  }
}
