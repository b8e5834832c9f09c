/** What happens to jobs, as events of the topics of those who wait for them. */
import type { JobsTable } from "../../../db/schema.js";
import { KEPT_LANGUAGE } from "../../../problems.js";
import type { TaskProgress } from "../../../workers/protocol.js";
import { dataJobOf } from "../data/data-jobs.js";
import { hasEnded } from "../jobs/job-events.js";
import type { Job, JobEvent } from "../jobs/job-types.js";
import type { EventsHub } from "./events-hub.js";

/** How far something is, as JSON; the curve in columns of equal length. */
export interface ProgressData {
  readonly unit: string;
  readonly done: number;
  readonly total: number | null;
  readonly perSecond: number | null;
  readonly remainingMs: number | null;
  readonly equity: { readonly timeMs: number[]; readonly equity: number[] } | null;
}

function progressData({ equity, ...progress }: TaskProgress): ProgressData {
  const curve =
    equity === null
      ? null
      : { timeMs: Array.from(equity.timeMs), equity: Array.from(equity.equity) };
  return { ...progress, equity: curve };
}

function stateData(job: Job) {
  return {
    jobId: job.id,
    state: job.state,
    attempt: job.attempt,
    error: job.error,
    startedMs: job.started_ms,
    finishedMs: job.finished_ms,
  };
}

/** The hub's topic of the runs of a user. */
export function runsTopic(userId: string): string {
  return `runs:${userId}`;
}

/** The hub's topic of the downloads of a user. */
export function downloadsTopic(userId: string): string {
  return `downloads:${userId}`;
}

type Kind = JobsTable["kind"];
type Publish = (hub: EventsHub, event: JobEvent, subjectId: string) => void;

/** Gives events of jobs to the hub. */
export class JobPublisher {
  readonly #hub: EventsHub;
  /** of runs that are computed just now */
  readonly #progress = new Map<string, ProgressData>();
  readonly #publish: Readonly<Record<Kind, Publish>> = {
    run: (_, event, runId) => this.#run(event, runId),
    envelope: (_, event, runId) => this.#envelope(event, runId),
    import: (_, event, dataSetId) => this.#data(event, dataSetId),
    quality: (_, event, dataSetId) => this.#data(event, dataSetId),
    download: (_, event) => this.#download(event),
    // Of a study there are many jobs at a time; what they come to is told by the study itself.
    study: () => {},
  };

  constructor(hub: EventsHub) {
    this.#hub = hub;
  }

  /** Tells the readers of whatever the job is about. */
  publish(event: JobEvent): void {
    const { kind, subject_id: subjectId } = event.job;
    this.#publish[kind](this.#hub, event, subjectId ?? "");
  }

  /** How far a run is that is computed just now; null: none of that id is. */
  progressOf(runId: string): ProgressData | null {
    return this.#progress.get(runId) ?? null;
  }

  #run(event: JobEvent, runId: string): void {
    const { job } = event;
    const all = runsTopic(job.owner_id);
    if (event.type === "progress") {
      const progress = progressData(event.progress);
      this.#progress.set(runId, progress);
      this.#hub.publish(`run:${runId}`, "progress", progress, { replaceable: true });
      const { equity: _, ...brief } = progress;
      this.#hub.publish(all, "progress", { runId, ...brief }, { replaceable: true });
      return;
    }
    this.#progress.delete(runId);
    const data = { runId, ...stateData(job) };
    this.#hub.publish(`run:${runId}`, "state", data, { last: hasEnded(job) });
    this.#hub.publish(all, "state", data);
  }

  #envelope(event: JobEvent, runId: string): void {
    const topic = `run:${runId}`;
    if (event.type === "progress") {
      const { equity: _, ...progress } = progressData(event.progress);
      this.#hub.publish(topic, "envelopeProgress", progress, { replaceable: true });
    } else {
      const data = { runId, ...stateData(event.job) };
      this.#hub.publish(topic, "envelope", data, { last: hasEnded(event.job) });
    }
  }

  #data(event: JobEvent, dataSetId: string): void {
    this.#dataJob(`data:${dataSetId}`, event, hasEnded(event.job));
  }

  #download(event: JobEvent): void {
    this.#dataJob(downloadsTopic(event.job.owner_id), event, false);
  }

  #dataJob(topic: string, event: JobEvent, last: boolean): void {
    const data = dataJobOf(event.job, KEPT_LANGUAGE);
    if (event.type === "state") this.#hub.publish(topic, "state", data, { last });
    else this.#hub.publish(topic, "progress", data, { replaceable: true });
  }
}
