/** A study that one process of this server works on as a whole, with several threads. */
import type { NormalisedConfig, StudyColumn, StudyStage, SweepRows } from "@perpmill/engine";
import type { Transaction } from "kysely";
import type { Clock } from "../../../clock.js";
import type { Database, StudiesTable } from "../../../db/schema.js";
import type { StudyBest } from "../../../schemas/studies.js";
import type { TaskResult } from "../../../workers/protocol.js";
import type { StudyPart } from "../../../workers/study-tasks.js";
import type { Job, JobHandler } from "../jobs/job-types.js";
import { noteEnd, positionOf, type StudyWorkParts } from "./rows-work.js";
import type { ShardClaim } from "./shard-work.js";
import type { StudiesRepository } from "./studies-repository.js";
import { otherData, studyData } from "./study-inputs.js";
import { type StudyWork, studyIdOf } from "./study-job.js";
import { forgetKept, insertKept, keptRows } from "./study-kept-repository.js";
import { insertRows, type NewStudyRow } from "./study-rows-repository.js";
import { requestOf, sourcesOf } from "./study-views.js";

export interface WholeWorkParts extends StudyWorkParts {
  readonly clock: Clock;
  readonly repository: StudiesRepository;
  /** of one study */
  readonly threads: number;
  /** told how far a study is */
  readonly onStage: (studyId: string, stage: StudyStage) => void;
}

/** Columns as trials have them: parameters, `outcome`, what follows. */
function columnsOfHeads(heads: SweepRows["heads"]): readonly StudyColumn[] {
  const outcome = heads.findIndex(({ name }) => name === "outcome");
  return heads.map((head, at) => {
    if (at === outcome) return { ...head, role: "outcome" };
    return { ...head, role: at < outcome ? "parameter" : "metric" };
  });
}

function bestOf({ best }: StudyStage): StudyBest | null {
  if (best === null) return null;
  return { row: best.row, metric: best.metric, value: best.value, point: best.parameters ?? {} };
}

export class WholeWork implements StudyWork {
  readonly #parts: WholeWorkParts;
  /** by job */
  readonly #claims = new Map<string, ShardClaim>();

  constructor(parts: WholeWorkParts) {
    this.#parts = parts;
  }

  async begin(job: Job): ReturnType<JobHandler["begin"]> {
    const { db, work, place, taskPlaces, repository, threads, onChange } = this.#parts;
    const claim = await work.claim(studyIdOf(job), positionOf(job), `job ${job.id}`);
    if (claim === null) return { done: true };
    this.#claims.set(job.id, claim);
    const study = await repository.get(claim.studyId);
    if (study === null) return { done: true };
    onChange(claim.studyId, claim.position);
    const { tried, walked, others } = sourcesOf(study);
    return {
      task: {
        kind: "study-whole",
        places: taskPlaces,
        data: await studyData(place, study),
        strategy: await place.strategies.named(study.owner_id, study.strategy),
        request: { ...requestOf(study), config: configOf(study) },
        threads,
        tried,
        walked,
        others: await Promise.all(others.map((source) => otherData(place, source))),
        kept: await keptRows(db, study.id),
      },
    };
  }

  async part(job: Job, { stage, trials, kept }: StudyPart): Promise<void> {
    const { work, onChange, onStage } = this.#parts;
    const claim = this.#claims.get(job.id);
    if (claim === undefined) return;
    const isOurs = await work.within(claim, async (trx) => {
      await insertKept(trx, claim.studyId, kept);
      for (const rows of trials) await this.#putTrials(claim, rows, trx);
      if (stage !== null) await this.#putStage(claim, stage, trx);
    });
    if (!isOurs) return;
    if (stage !== null) onStage(claim.studyId, stage);
    onChange(claim.studyId, claim.position);
  }

  async #putTrials(
    { studyId, position }: ShardClaim,
    { first, heads, rows }: SweepRows,
    trx: Transaction<Database>,
  ): Promise<void> {
    const columns = columnsOfHeads(heads);
    const outcome = columns.findIndex(({ role }) => role === "outcome");
    await this.#parts.repository.update(studyId, { columns: JSON.stringify(columns) }, trx);
    const made = rows.map(
      (cells, at): NewStudyRow => ({
        study_id: studyId,
        row_index: first + at,
        key: `${studyId}-${first + at}`,
        shard: position,
        outcome: String(cells[outcome]),
        point: JSON.stringify(cells.slice(0, outcome)),
        cells: JSON.stringify(cells.slice(outcome + 1)),
        problem: null,
        rank_value: null,
        returns: null,
        written_ms: this.#parts.clock.nowMs(),
      }),
    );
    await insertRows(trx, made);
  }

  async #putStage(
    { studyId, position }: ShardClaim,
    stage: StudyStage,
    trx: Transaction<Database>,
  ): Promise<void> {
    const best = bestOf(stage);
    await trx
      .updateTable("study_shards")
      .set({
        rows_done: stage.done,
        rows_reused: stage.reused,
        best: best === null ? null : JSON.stringify(best),
      })
      .where("study_id", "=", studyId)
      .where("position", "=", position)
      .execute();
  }

  async finish(job: Job, result: TaskResult | null, trx: Transaction<Database>): Promise<void> {
    const { work, repository } = this.#parts;
    const claim = this.#claims.get(job.id);
    this.#claims.delete(job.id);
    if (claim === undefined || result === null) return;
    if (result.kind !== "study-whole") throw new Error(`a study gave a ${result.kind}`);
    if (!(await work.end(claim, "done", null, trx))) return;
    await repository.update(claim.studyId, { document: result.document }, trx);
    await forgetKept(trx, claim.studyId);
  }

  async changed(job: Job, trx: Transaction<Database>): Promise<void> {
    const claim = this.#claims.get(job.id);
    if (claim === undefined || job.state === "running" || job.state === "done") return;
    await noteEnd(this.#parts.work, claim, job, trx);
    this.#claims.delete(job.id);
  }
}

function configOf({ config }: Pick<StudiesTable, "config">): NormalisedConfig {
  return JSON.parse(config);
}
