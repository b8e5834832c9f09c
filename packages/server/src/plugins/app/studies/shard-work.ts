/**
 * What whoever works on shards of studies does with the database, on whatever machine: claims one, learns which
 * rows are missing, writes rows as they come, says how it ended. Needs a database and a clock, no server.
 *
 * A claim holds until somebody else claims the shard, or the study is no longer wanted; after that nothing of it is
 * written any more. Rows are written by their place, so that the same row again changes nothing.
 */
import { type AskedRow, rankValue, studyRowKeys } from "@perpmill/engine";
import type { Kysely, Transaction } from "kysely";
import type { Clock } from "../../../clock.js";
import type { Database, StudyShardsTable } from "../../../db/schema.js";
import type { Problem } from "../../../schemas/problem.js";
import type { GivenRow } from "../../../workers/study-tasks.js";
import { bytesOfReturns } from "./returns-bytes.js";
import { type BestRow, betterOf, outcomeOf, type ShardClaim, type ShardLoad } from "./shard.js";
import { type PlannedStudy, StudyPlans } from "./study-plans.js";
import {
  copyKnownRows,
  insertRows,
  type NewStudyRow,
  presentRows,
} from "./study-rows-repository.js";

/** Rows whose keys are made before others are let through. */
const KEYS_AT_ONCE = 64;

const OPEN_STATES = ["queued", "running"] as const;

export type { ShardClaim, ShardLoad } from "./shard.js";

export class ShardWork {
  readonly #db: Kysely<Database>;
  readonly #clock: Clock;
  readonly #plans: StudyPlans;

  constructor(db: Kysely<Database>, clock: Clock, plans = new StudyPlans(db)) {
    this.#db = db;
    this.#clock = clock;
    this.#plans = plans;
  }

  /**
   * Takes a shard that waits, or from whoever had it.
   * @param worker who works on it, for people to read
   * @returns null when it is done, or its study no longer wanted
   */
  claim(studyId: string, position: number, worker: string): Promise<ShardClaim | null> {
    const nowMs = this.#clock.nowMs();
    return this.#db.transaction().execute(async (trx) => {
      const shard = await trx
        .updateTable("study_shards")
        .set(({ eb }) => ({
          state: "running",
          attempt: eb("attempt", "+", 1),
          worker,
          heartbeat_ms: nowMs,
          started_ms: nowMs,
          finished_ms: null,
          error: null,
        }))
        .where("study_id", "=", studyId)
        .where("position", "=", position)
        .where("state", "in", ["waiting", "running"])
        .where(({ exists, selectFrom }) =>
          exists(
            selectFrom("studies")
              .select("studies.id")
              .where("studies.id", "=", studyId)
              .where("studies.state", "in", OPEN_STATES),
          ),
        )
        .returning("attempt")
        .executeTakeFirst();
      if (shard === undefined) return null;
      await trx
        .updateTable("studies")
        .set({ state: "running", started_ms: nowMs })
        .where("id", "=", studyId)
        .where("state", "=", "queued")
        .execute();
      return { studyId, position, attempt: shard.attempt };
    });
  }

  /**
   * What of a claimed shard is to be run; rows that any study has had are written at once.
   * @returns null when the claim no longer holds
   * @throws PerpmillError when the study's strategy is gone
   */
  async load(claim: ShardClaim): Promise<ShardLoad | null> {
    const { studyId, position } = claim;
    const study = await this.#db
      .selectFrom("studies")
      .selectAll()
      .where("id", "=", studyId)
      .executeTakeFirst();
    const shard = await this.#db
      .selectFrom("study_shards")
      .select(["first_row", "row_count"])
      .where("study_id", "=", studyId)
      .where("position", "=", position)
      .executeTakeFirst();
    if (study === undefined || shard === undefined) return null;
    const planned = await this.#plans.of(study);
    const { rows: recipe, contents } = planned;
    const present = await presentRows(this.#db, studyId, shard.first_row, shard.row_count);
    const points = recipe.points.slice(shard.first_row, shard.first_row + shard.row_count);
    const asked = points
      .map((point, at): AskedRow => ({ index: shard.first_row + at, point }))
      .filter(({ index }) => !present.has(index));
    const keys = await this.#keys(planned, asked);
    const { base, paths, rules } = recipe;
    const load = { claim, study, contents, recipe: { base, paths, rules }, planned, keys };
    const known = await this.#copyKnown({ ...load, rows: asked });
    return known === null
      ? null
      : { ...load, rows: asked.filter(({ index }) => !known.has(index)) };
  }

  async #keys(planned: PlannedStudy, asked: readonly AskedRow[]): Promise<Map<number, string>> {
    const keys = new Map<number, string>();
    for (let first = 0; first < asked.length; first += KEYS_AT_ONCE) {
      const some = asked.slice(first, first + KEYS_AT_ONCE);
      const points = some.map(({ point }) => point);
      const made = await studyRowKeys(planned.rows, points, planned.contents, planned.context);
      some.forEach(({ index }, at) => void keys.set(index, made[at] ?? ""));
      await new Promise((resolve) => setImmediate(resolve));
    }
    return keys;
  }

  /** @returns the rows that were known; null when the claim no longer holds */
  #copyKnown(load: ShardLoad): Promise<ReadonlySet<number> | null> {
    return this.#db.transaction().execute(async (trx) => {
      if (!(await this.#holds(load.claim, trx))) return null;
      const { rules, rank } = load.planned.rows;
      const copied = await copyKnownRows(trx, {
        ...load.claim,
        asked: load.rows,
        keys: load.keys,
        nowMs: this.#clock.nowMs(),
        rankOf: ({ outcome, cells }) =>
          rankValue({ outcome: outcomeOf(outcome), cells: JSON.parse(cells) }, rules, rank),
      });
      const best = copied.reduce<BestRow | null>((sofar, { index, value }) => {
        return betterOf(load.planned.rows, sofar, value === null ? null : { row: index, value });
      }, null);
      await this.#count(load, copied.length, copied.length, best, trx);
      return new Set(copied.map(({ index }) => index));
    });
  }

  /** Writes rows down. @returns false, and nothing is written, when the claim no longer holds */
  putRows(load: ShardLoad, given: readonly GivenRow[]): Promise<boolean> {
    return this.within(load.claim, async (trx) => {
      const { rows: plan } = load.planned;
      const rows = given.map(
        (one): NewStudyRow => ({
          study_id: load.claim.studyId,
          row_index: one.index,
          key: load.keys.get(one.index) ?? "",
          shard: load.claim.position,
          outcome: one.row.outcome,
          point: JSON.stringify(plan.points[one.index] ?? []),
          cells: JSON.stringify(one.row.cells),
          problem: one.row.problem,
          rank_value: rankValue(one.row, plan.rules, plan.rank),
          returns: bytesOfReturns(one.row.dailyReturns),
          written_ms: this.#clock.nowMs(),
        }),
      );
      const written = new Set(await insertRows(trx, rows));
      const best = rows.reduce<BestRow | null>((sofar, { row_index: row, rank_value: value }) => {
        return betterOf(plan, sofar, value === null ? null : { row, value });
      }, null);
      await this.#count(load, written.size, 0, best, trx);
    });
  }

  /** Writes something down while a claim holds. @returns false, and nothing is written, when it does not */
  within(
    claim: ShardClaim,
    write: (trx: Transaction<Database>) => Promise<void>,
  ): Promise<boolean> {
    return this.#db.transaction().execute(async (trx) => {
      if (!(await this.#holds(claim, trx))) return false;
      await write(trx);
      return true;
    });
  }

  /** Says that somebody still works on it. @returns whether the claim holds */
  renew(claim: ShardClaim): Promise<boolean> {
    return this.#holds(claim, this.#db);
  }

  /** Says how it ended. @returns false when the claim no longer held */
  async end(
    claim: ShardClaim,
    state: "done" | "failed",
    error: Problem | null,
    trx: Kysely<Database> = this.#db,
  ): Promise<boolean> {
    const text = error === null ? null : JSON.stringify(error);
    const ended = { state, error: text, finished_ms: this.#clock.nowMs(), heartbeat_ms: null };
    return this.#set(claim, ended, trx);
  }

  /** Lets others work on it: this worker goes. @returns false when the claim no longer held */
  giveBack(claim: ShardClaim, trx: Kysely<Database> = this.#db): Promise<boolean> {
    return this.#set(claim, { state: "waiting", worker: null, heartbeat_ms: null }, trx);
  }

  async #set(
    { studyId, position, attempt }: ShardClaim,
    change: Partial<StudyShardsTable>,
    trx: Kysely<Database>,
  ): Promise<boolean> {
    const { numUpdatedRows } = await trx
      .updateTable("study_shards")
      .set(change)
      .where("study_id", "=", studyId)
      .where("position", "=", position)
      .where("attempt", "=", attempt)
      .where("state", "=", "running")
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** Whether a claim holds; in a transaction it holds until that ends. */
  async #holds(
    { studyId, position, attempt }: ShardClaim,
    trx: Kysely<Database>,
  ): Promise<boolean> {
    const { numUpdatedRows } = await trx
      .updateTable("study_shards")
      .set({ heartbeat_ms: this.#clock.nowMs() })
      .where("study_id", "=", studyId)
      .where("position", "=", position)
      .where("attempt", "=", attempt)
      .where("state", "=", "running")
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom("studies")
            .select("studies.id")
            .where("studies.id", "=", studyId)
            .where("studies.state", "in", OPEN_STATES),
        ),
      )
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async #count(
    { claim, planned }: ShardLoad,
    done: number,
    reused: number,
    best: BestRow | null,
    trx: Transaction<Database>,
  ): Promise<void> {
    if (done === 0) return;
    const shard = () =>
      trx
        .selectFrom("study_shards")
        .select("best")
        .where("study_id", "=", claim.studyId)
        .where("position", "=", claim.position)
        .executeTakeFirst();
    const before = (await shard())?.best ?? null;
    const now = betterOf(planned.rows, before === null ? null : JSON.parse(before), best);
    await trx
      .updateTable("study_shards")
      .set(({ eb }) => ({
        rows_done: eb("rows_done", "+", done),
        rows_reused: eb("rows_reused", "+", reused),
        best: now === null ? null : JSON.stringify(now),
      }))
      .where("study_id", "=", claim.studyId)
      .where("position", "=", claim.position)
      .execute();
  }
}
