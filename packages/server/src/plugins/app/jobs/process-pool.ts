/** `app.pool`: processes in lanes, for short calls and for the queue's jobs. */
import type { FastifyBaseLogger } from "fastify";
import type { Settings } from "../../../settings/settings.js";
import type { Task, TaskResult } from "../../../workers/protocol.js";
import { JOB_LANES, type JobLane } from "./job-states.js";
import type { Pool, PoolCall, WorkerStatus } from "./job-types.js";
import { type JobSlot, Lane } from "./lane.js";
import type { TaskControl } from "./task-control.js";

export interface ProcessPoolOptions {
  readonly settings: Pick<
    Settings,
    "workers" | "transferWorkers" | "workerMemoryMb" | "strategyStepMs"
  >;
  readonly log: FastifyBaseLogger;
  /** the module that processes run; default: workers/main.js of the built server */
  readonly entry?: URL;
}

const CALL_TIMEOUT_MS = 30_000;
/** The built one, whether this runs built or from its sources. */
const ENTRY = new URL("../../../../dist/workers/main.js", import.meta.url);

export class ProcessPool implements Pool {
  readonly #lanes: Readonly<Record<JobLane, Lane>>;
  #onFree: () => void = () => {};

  /** Starts nothing: processes come with the first tasks, or with `warmUp`. */
  constructor({ settings, log, entry = ENTRY }: ProcessPoolOptions) {
    const make = (lane: JobLane, jobs: number): Lane =>
      new Lane({
        lane,
        jobs,
        entry,
        log,
        memoryBytes: settings.workerMemoryMb * 2 ** 20,
        stepMs: settings.strategyStepMs,
        onFree: () => this.#onFree(),
      });
    this.#lanes = {
      compute: make("compute", settings.workers),
      transfer: make("transfer", settings.transferWorkers),
    };
  }

  async call<T extends Task>(task: T, options: PoolCall): Promise<TaskResult<T>> {
    const { ownerId, lane = "compute", timeoutMs = CALL_TIMEOUT_MS, signal, onProgress } = options;
    const control: TaskControl = { timeoutMs, signal, onProgress };
    const result: TaskResult = await this.#lanes[lane].call(ownerId, task, control);
    return result as TaskResult<T>;
  }

  status(): readonly WorkerStatus[] {
    return JOB_LANES.flatMap((lane) => this.#lanes[lane].status());
  }

  /** A place for a job of a lane; null when all are taken. */
  reserve(lane: JobLane): JobSlot | null {
    return this.#lanes[lane].reserve();
  }

  /** Who is told when a process is free again; one listener. */
  set onFree(listener: () => void) {
    this.#onFree = listener;
  }

  /** Starts all processes. */
  warmUp(): void {
    for (const lane of JOB_LANES) this.#lanes[lane].warmUp();
  }

  /** Ends all processes. */
  async close(): Promise<void> {
    await Promise.all(JOB_LANES.map((lane) => this.#lanes[lane].close()));
  }
}
