/** What happens to studies, as events of the topics of those who follow them. */
import type { StudiesTable } from "../../../db/schema.js";
import type { StudyBest, StudyProgress } from "../../../schemas/studies.js";
import type { EventsHub } from "../events/events-hub.js";
import { hasEnded } from "../jobs/job-events.js";
import { columnCells } from "./rows-view.js";
import type { StudyChange } from "./studies-service.js";
import type { ReadRow } from "./study-rows-repository.js";
import { columnsOf } from "./study-views.js";
import { rankOf, type StudyNews } from "./study-watch.js";

/** Metrics that rows are told with: what tables begin with, and what they are ranked by; the rest is in `rows`. */
const TOLD_METRICS = [
  "totalReturn",
  "sharpe",
  "maxDrawdown",
  "fills",
  "turnover",
  "ambiguousFillShare",
  "feasible",
];
/** The columns of a search's objectives. */
const OBJECTIVE = /^objective\d*$/;
/** Rows of one event. */
const EVENT_ROWS = 500;

/** The hub's topic of the studies of a user. */
export function studiesTopic(userId: string): string {
  return `studies:${userId}`;
}

/** The hub's topic of a study. */
export function studyTopic(id: string): string {
  return `study:${id}`;
}

export class StudyPublisher implements StudyNews {
  readonly #hub: EventsHub;

  constructor(hub: EventsHub) {
    this.#hub = hub;
  }

  progress(study: StudiesTable, progress: StudyProgress, best: StudyBest | null): void {
    const data = { studyId: study.id, ...progress, best };
    for (const topic of [studyTopic(study.id), studiesTopic(study.owner_id)]) {
      this.#hub.publish(topic, "progress", data, { replaceable: true });
    }
  }

  rows(study: StudiesTable, rows: readonly ReadRow[]): void {
    const all = columnsOf(study);
    const metrics = new Set<string | null>([rankOf(study), ...TOLD_METRICS]);
    const isTold = (name: string) => metrics.has(name) || OBJECTIVE.test(name);
    const columns = all.filter(({ role, name }) => role !== "metric" || isTold(name));
    for (let first = 0; first < rows.length; first += EVENT_ROWS) {
      const some = rows.slice(first, first + EVENT_ROWS);
      this.#hub.publish(studyTopic(study.id), "rows", {
        studyId: study.id,
        columns: columns.map(({ name }) => name),
        index: some.map(({ row_index }) => row_index),
        cells: columnCells(some, all, columns),
      });
    }
  }

  /** A study is in another state, was named, starred or deleted. */
  changed({ studyId, ownerId, kind, study }: StudyChange): void {
    const isState = kind === "state" && study !== null;
    const data = isState ? stateOf(study) : { studyId };
    const last = kind === "deleted" || (isState && hasEnded(study));
    this.#hub.publish(studyTopic(studyId), kind, data, { last });
    this.#hub.publish(studiesTopic(ownerId), kind, data);
  }
}

function stateOf(study: StudiesTable) {
  return {
    studyId: study.id,
    state: study.state,
    rowsDone: study.rows_done,
    rowsTotal: study.rows_total,
    error: study.error === null ? null : JSON.parse(study.error),
    startedMs: study.started_ms,
    finishedMs: study.finished_ms,
  };
}
