/** What rows of a sweep are made with, from its row in the database; kept for those worked on last. */
import {
  type NormaliseContext,
  type NormalisedConfig,
  planStudyRows,
  type StudyContents,
  type StudyRequest,
  type StudyRows,
} from "@perpmill/engine";
import type { Kysely } from "kysely";
import type { Database, StudiesTable } from "../../../db/schema.js";

/** Plans that are kept: each holds its points. */
const KEPT = 4;

/** All that rows of a sweep depend on. */
export interface PlannedStudy {
  readonly rows: StudyRows;
  readonly contents: StudyContents;
  readonly context: NormaliseContext;
}

const USER_PREFIX = "user:";

/** The context in which a configuration of a study is read. */
async function contextOf(db: Kysely<Database>, study: StudiesTable): Promise<NormaliseContext> {
  const hasFundingFile = study.funding_data_set_id !== null;
  if (!study.strategy.startsWith(USER_PREFIX)) return { hasFundingFile };
  const version = await db
    .selectFrom("strategy_versions")
    .innerJoin("strategies", "strategies.id", "strategy_versions.strategy_id")
    .select("descriptor")
    .where("strategy_versions.hash", "=", study.strategy.slice(USER_PREFIX.length))
    .where("strategies.owner_id", "=", study.owner_id)
    .limit(1)
    .executeTakeFirst();
  const strategies = version === undefined ? [] : [JSON.parse(version.descriptor)];
  return { hasFundingFile, strategies };
}

export class StudyPlans {
  readonly #db: Kysely<Database>;
  /** by study and content key; the one used last is the last */
  readonly #kept = new Map<string, Promise<PlannedStudy>>();

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  /** Throws PerpmillError when its strategy is gone, and an Error for a study that is no sweep */
  of(study: StudiesTable): Promise<PlannedStudy> {
    const key = `${study.id} ${study.content_key}`;
    const known = this.#kept.get(key);
    this.#kept.delete(key);
    const plan = known ?? this.#plan(study);
    this.#kept.set(key, plan);
    plan.catch(() => this.#kept.delete(key));
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(oldest);
    }
    return plan;
  }

  async #plan(study: StudiesTable): Promise<PlannedStudy> {
    const request: StudyRequest = JSON.parse(study.request);
    if (request.kind !== "sweep") throw new Error(`a ${request.kind} has no rows of its own`);
    const context = await contextOf(this.#db, study);
    const config: NormalisedConfig = JSON.parse(study.config);
    const rows = planStudyRows({ ...request, config }, context);
    return { rows, contents: JSON.parse(study.contents), context };
  }
}
