/** Takes studies in: checks, counts and writes them down, to be worked on; again when they go on. */
import { randomUUID } from "node:crypto";
import { PerpmillError, type StudyRequest } from "@perpmill/engine";
import type { Kysely } from "kysely";
import type { Clock } from "../../../clock.js";
import type { Database, StudiesTable } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import type { StartStudyBody, StudyAsked } from "../../../schemas/start-study.js";
import { findInputs, type InputsPlace } from "../runs/run-inputs.js";
import { planStudy, type StudyPlan, shardsOf } from "./plan-study.js";
import { forgetJobs } from "./shard-jobs-repository.js";
import type { StudiesRepository } from "./studies-repository.js";
import { forgetKept } from "./study-kept-repository.js";
import {
  bestConfig,
  checkSources,
  findBefore,
  type StudySources,
  triedOf,
  walkedOf,
} from "./study-sources.js";
import { requestOf, sourcesOf } from "./study-views.js";

export interface StudyStarterParts {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly repository: StudiesRepository;
  readonly place: InputsPlace;
  readonly limits: {
    /** runs of one study */
    readonly rows: number;
    /** rows of all studies of a user */
    readonly rowsPerUser: number;
  };
}

/** What is asked, with its configuration. */
type CompleteBody = Omit<StartStudyBody, "request"> & { readonly request: StudyRequest };

/** @throws TRUST_INVALID: a verdict on nothing */
function completed(asked: StudyAsked, tried: StudiesTable | null): StudyRequest {
  if (asked.kind !== "trust") return asked;
  const { config } = asked;
  if (config !== undefined) return { ...asked, config };
  if (tried !== null) return { ...asked, config: bestConfig(tried) };
  throw new PerpmillError("TRUST_INVALID", {
    message: "a verdict needs a configuration, or a study whose best it is on",
    where: { field: "body.request.config" },
    hint: "Give request.config or triedStudyId.",
  });
}

export class StudyStarter {
  readonly #parts: StudyStarterParts;

  constructor(parts: StudyStarterParts) {
    this.#parts = parts;
  }

  /**
   * Writes a study down, unless its owner has one of the same content that is done or under way.
   * @returns the study to be worked on, or the id of the one that is there
   * @throws as StudiesService.start
   */
  async insert(body: StartStudyBody, ownerId: string): Promise<StudiesTable | string> {
    const { db, repository } = this.#parts;
    const plan = await this.plan(body, ownerId);
    const row = this.#rowOf(body, plan, ownerId);
    return db.transaction().execute(async (trx) => {
      const alike =
        body.force === true ? null : await repository.findAlike(plan.contentKey, ownerId, trx);
      if (alike !== null) return alike.id;
      await this.#checkRoom(ownerId, plan.rows ?? 0, trx);
      await repository.insert(row, trx);
      await repository.insertShards(shardsOf(row.id, plan), trx);
      return row;
    });
  }

  /**
   * Lets a study that has ended be worked on again. What is there stays, unless data or engine are others by now.
   * @param plan of it as it would be taken in now
   */
  async reopen({ id, content_key }: StudiesTable, plan: StudyPlan): Promise<void> {
    const { db, repository } = this.#parts;
    await db.transaction().execute(async (trx) => {
      await forgetJobs(trx, id);
      if (plan.contentKey === content_key) await repository.reopenShards(id, trx);
      else {
        await repository.clear(id, trx);
        await forgetKept(trx, id);
        await repository.insertShards(shardsOf(id, plan), trx);
        const fresh = { rows_done: 0, rows_reused: 0, best: null };
        await repository.update(id, { ...plannedColumns(plan), ...fresh }, trx);
      }
      const queued = { state: "queued", error: null, progress: null, document: null } as const;
      await repository.update(id, { ...queued, started_ms: null, finished_ms: null }, trx);
    });
  }

  /** Checks what is asked. @throws as StudiesService.start */
  async plan(body: StartStudyBody, ownerId: string): Promise<StudyPlan> {
    const { repository } = this.#parts;
    checkSources(body);
    const tried = await findBefore(repository, "triedStudyId", body, ownerId);
    const walked = await findBefore(repository, "walkForwardStudyId", body, ownerId);
    const request = completed(body.request, tried);
    const before = { tried: tried && triedOf(tried), walked: walked && walkedOf(walked) };
    return this.#plan({ ...body, request }, before, ownerId);
  }

  /** Checks a study that there is, with what was tried as it was then. @throws as StudiesService.start */
  async planAgain(row: StudiesTable): Promise<StudyPlan> {
    const { others, ...before } = sourcesOf(row);
    const body = {
      request: requestOf(row),
      dataSetId: row.data_set_id,
      markDataSetId: row.mark_data_set_id,
      fundingDataSetId: row.funding_data_set_id,
      otherMarkets: [...others],
    };
    return this.#plan(body, before, row.owner_id);
  }

  async #plan(
    body: CompleteBody,
    before: Omit<StudySources, "others">,
    ownerId: string,
  ): Promise<StudyPlan> {
    const { place, limits } = this.#parts;
    const ids = {
      dataSetId: body.dataSetId,
      markDataSetId: body.markDataSetId ?? null,
      fundingDataSetId: body.fundingDataSetId ?? null,
    };
    const inputs = await findInputs(place, ids, { userId: ownerId, named: "body" });
    const { request, fromMs, toMs, otherMarkets = [] } = body;
    const wish = { request, fromMs, toMs, before, otherMarkets, ownerId };
    return planStudy(wish, inputs, place, limits.rows);
  }

  #rowOf(body: StartStudyBody, plan: StudyPlan, ownerId: string): StudiesTable {
    return {
      id: randomUUID(),
      owner_id: ownerId,
      kind: body.request.kind,
      title: body.title ?? "",
      starred: 0,
      state: "queued",
      priority: body.priority ?? 0,
      symbol: plan.config.instrument.symbol,
      strategy: plan.config.strategy.name,
      strategy_label: plan.strategy?.label ?? null,
      data_set_id: body.dataSetId,
      mark_data_set_id: body.markDataSetId ?? null,
      funding_data_set_id: body.fundingDataSetId ?? null,
      from_ms: plan.range.fromMs,
      to_ms: plan.range.toMs,
      request: JSON.stringify(plan.request),
      ...plannedColumns(plan),
      rows_done: 0,
      rows_reused: 0,
      progress: null,
      best: null,
      error: null,
      created_ms: this.#parts.clock.nowMs(),
      started_ms: null,
      finished_ms: null,
      document: null,
    };
  }

  async #checkRoom(ownerId: string, rows: number, trx: Kysely<Database>): Promise<void> {
    const { repository, limits } = this.#parts;
    if ((await repository.ownedRows(ownerId, trx)) + rows <= limits.rowsPerUser) return;
    throw new ServerError("QUOTA_EXCEEDED", {
      message: `your studies may have ${limits.rowsPerUser} rows in all, and this would be more`,
    });
  }
}

/** What of a plan is written down. */
function plannedColumns(plan: StudyPlan) {
  return {
    contents: JSON.stringify(plan.contents),
    tried: plan.sources.tried && JSON.stringify(plan.sources.tried),
    walked: plan.sources.walked && JSON.stringify(plan.sources.walked),
    others: plan.sources.others.length === 0 ? null : JSON.stringify(plan.sources.others),
    config: JSON.stringify(plan.config),
    columns: JSON.stringify(plan.columns),
    content_key: plan.contentKey,
    rows_total: plan.rows,
  };
}
