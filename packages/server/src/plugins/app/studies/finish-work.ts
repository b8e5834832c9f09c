/** What belongs to all rows of a sweep, worked out by a process of this server when they are there. */
import { join } from "node:path";
import type { Transaction } from "kysely";
import type { Database } from "../../../db/schema.js";
import type { TaskResult } from "../../../workers/protocol.js";
import type { Job, JobHandler } from "../jobs/job-types.js";
import { type DumpedRows, dumpRows } from "./dump-rows.js";
import type { StudyWorkParts } from "./rows-work.js";
import type { StudiesRepository } from "./studies-repository.js";
import { studyData } from "./study-inputs.js";
import { type StudyWork, studyIdOf } from "./study-job.js";
import type { StudyPlans } from "./study-plans.js";

export interface FinishWorkParts extends Omit<StudyWorkParts, "work" | "onChange"> {
  readonly repository: StudiesRepository;
  readonly plans: StudyPlans;
  /** folder for files of a moment */
  readonly folder: string;
}

export class FinishWork implements StudyWork {
  readonly #parts: FinishWorkParts;
  /** by job */
  readonly #dumped = new Map<string, DumpedRows>();

  constructor(parts: FinishWorkParts) {
    this.#parts = parts;
  }

  async begin(job: Job): ReturnType<JobHandler["begin"]> {
    const { db, repository, plans, place, taskPlaces, folder } = this.#parts;
    const study = await repository.get(studyIdOf(job));
    if (study === null || study.state !== "running") return { done: true };
    const data = await studyData(place, study);
    const { rows: planned, context } = await plans.of(study);
    const { base, paths, rules, points, leftOut, rank } = planned;
    const marked = data.mark !== null;
    const dumped = await dumpRows(db, study.id, join(folder, "studies"), true);
    this.#dumped.set(job.id, dumped);
    return {
      task: {
        kind: "study-finish",
        places: taskPlaces,
        data,
        plan: { base, paths, rules, rows: points.length, leftOut, rank, marked },
        context,
        rows: dumped.rows,
      },
    };
  }

  async finish(job: Job, result: TaskResult | null, trx: Transaction<Database>): Promise<void> {
    if (result === null) return;
    if (result.kind !== "study-finish") throw new Error(`a study gave a ${result.kind}`);
    await this.#parts.repository.update(studyIdOf(job), { document: result.document }, trx);
  }

  async changed(job: Job): Promise<void> {
    if (job.state === "running") return;
    const dumped = this.#dumped.get(job.id);
    this.#dumped.delete(job.id);
    await dumped?.remove();
  }
}
