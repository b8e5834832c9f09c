/** The processes of one lane, and the calls that wait for one. Jobs are kept by the queue. */
import type { FastifyBaseLogger } from "fastify";
import { ServerError } from "../../../errors.js";
import type { Task, TaskResult } from "../../../workers/protocol.js";
import { taskContents } from "../../../workers/task-paths.js";
import type { JobLane } from "./job-states.js";
import type { WorkerStatus } from "./job-types.js";
import type { TaskControl } from "./task-control.js";
import { Turns } from "./turns.js";
import { type ProcessOptions, WorkerProcess } from "./worker-process.js";

export interface LaneOptions {
  readonly lane: JobLane;
  /** jobs at the same time; there is one process more, so that short calls need not wait for long jobs */
  readonly jobs: number;
  readonly entry: URL;
  readonly memoryBytes: number;
  /** longest time of one step of a user's code */
  readonly stepMs: number;
  readonly log: FastifyBaseLogger;
  /** called when a call has given its process back */
  readonly onFree: () => void;
}

/** Calls that may wait: of one user, and in all. */
const WAITING_PER_OWNER = 32;
const WAITING = 256;
const RETRY_AFTER_MS = 1000;

/** Most memory of a compilation. */
const COMPILE_BYTES = 2 ** 30;

/** How long a compiler that was just used is kept for the next source: loading it takes the longest. */
const COMPILER_IDLE_MS = 60_000;

/** Whether a task runs what a user wrote, so that it gets a process for itself. */
function runsUserCode(task: Task): boolean {
  return "strategy" in task && task.strategy !== null;
}

/** A job's place among those that run. */
export interface JobSlot {
  /** Runs its task now. Throws what WorkerProcess.run throws */
  run(task: Task, control: TaskControl, onStart: (pid: number) => void): Promise<TaskResult>;
  /** Gives the place back; once or more */
  release(): void;
}

interface Call {
  start(worker: WorkerProcess): void;
  fail(error: unknown): void;
  readonly task: Task;
}

export class Lane {
  readonly #options: LaneOptions;
  readonly #workers = new Set<WorkerProcess>();
  /** contents that a process has read */
  readonly #read = new WeakMap<WorkerProcess, Set<string>>();
  readonly #compilers = new WeakSet<WorkerProcess>();
  readonly #turns = new Turns();
  readonly #waiting = new Map<string, Call[]>();
  #jobs = 0;
  #calls = 0;
  #closed = false;

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  /** Starts all processes, so that the first tasks need not wait for them. */
  warmUp(): void {
    while (this.#workers.size <= this.#options.jobs) this.#fork();
  }

  /** A place for a job; null when there is none. Run or release it. */
  reserve(): JobSlot | null {
    if (this.#closed || this.#jobs >= this.#options.jobs || this.#idle() <= 0) return null;
    this.#jobs += 1;
    let held = true;
    const release = (): void => {
      if (!held) return;
      held = false;
      this.#jobs -= 1;
      this.#startCalls();
    };
    const run: JobSlot["run"] = async (task, control, onStart) => {
      const worker = this.#worker(task);
      onStart(worker.pid);
      return worker.run(task, control);
    };
    return { run, release };
  }

  /** Runs a task when its turn comes, before jobs. Throws besides QUEUE_FULL */
  call(ownerId: string, task: Task, control: TaskControl): Promise<TaskResult> {
    if (this.#closed) throw new ServerError("NOT_READY");
    const own = this.#waiting.get(ownerId) ?? [];
    const all = [...this.#waiting.values()].reduce((sum, calls) => sum + calls.length, 0);
    if (own.length >= WAITING_PER_OWNER || all >= WAITING) {
      throw new ServerError("QUEUE_FULL", { retryAfterMs: RETRY_AFTER_MS });
    }
    return new Promise((resolve, reject) => {
      const call: Call = {
        task,
        fail: (error) => {
          control.signal?.removeEventListener("abort", leave);
          reject(error);
        },
        start: (worker) => {
          control.signal?.removeEventListener("abort", leave);
          this.#calls += 1;
          worker
            .run(task, control)
            .finally(() => {
              this.#calls -= 1;
            })
            .then(resolve, reject)
            .finally(() => {
              this.#startCalls();
              this.#options.onFree();
            });
        },
      };
      const leave = (): void => {
        own.splice(own.indexOf(call), 1);
        reject(control.signal?.reason);
      };
      if (control.signal?.aborted) return reject(control.signal.reason);
      control.signal?.addEventListener("abort", leave, { once: true });
      own.push(call);
      this.#waiting.set(ownerId, own);
      this.#startCalls();
    });
  }

  status(): WorkerStatus[] {
    return [...this.#workers].map((worker) => ({
      lane: this.#options.lane,
      pid: worker.pid,
      state: worker.state,
      task: worker.task?.kind ?? null,
      busyMs: worker.busyMs,
      memoryBytes: worker.memoryBytes,
      tasks: worker.tasks,
    }));
  }

  /** Ends all processes; what they had, and what waits, fails with NOT_READY. */
  async close(): Promise<void> {
    this.#closed = true;
    const waiting = [...this.#waiting.values()].flat();
    this.#waiting.clear();
    for (const call of waiting) call.fail(new ServerError("NOT_READY"));
    const workers = [...this.#workers];
    for (const worker of workers) worker.kill(new ServerError("NOT_READY"));
    await Promise.all(workers.map(({ ended }) => ended));
  }

  /** Starts calls that wait, as many as there is room for. */
  #startCalls(): void {
    while (!this.#closed && this.#calls < this.#options.jobs && this.#idle() > 0) {
      const waiting = [...this.#waiting].filter(([, calls]) => calls.length > 0);
      const owner = this.#turns.next(waiting.map(([one]) => one));
      const call = owner === undefined ? undefined : this.#waiting.get(owner)?.shift();
      if (owner === undefined || call === undefined) break;
      this.#turns.serve(owner);
      try {
        call.start(this.#worker(call.task));
      } catch (error) {
        call.fail(error);
      }
    }
    for (const [owner, calls] of this.#waiting) {
      if (calls.length === 0) this.#waiting.delete(owner);
    }
  }

  #idle(): number {
    return this.#options.jobs + 1 - this.#jobs - this.#calls;
  }

  /** A process without a task: one that has read the data, any other, or a new one. */
  #worker(task: Task): WorkerProcess {
    if (runsUserCode(task)) return this.#fork({ once: true });
    if (task.kind === "compile") return this.#compiler();
    const hashes = taskContents(task);
    const idle = this.#idleOnes().filter((worker) => !this.#compilers.has(worker));
    const warm = idle.find((worker) => hashes.some((hash) => this.#read.get(worker)?.has(hash)));
    const worker = warm ?? idle.find(({ state }) => state === "idle") ?? idle[0] ?? this.#fork();
    const read = this.#read.get(worker) ?? new Set();
    for (const hash of hashes) read.add(hash);
    this.#read.set(worker, read);
    return worker;
  }

  /** A process that compiles and does nothing else: it runs no code of a user. */
  #compiler(): WorkerProcess {
    const known = this.#idleOnes().find((worker) => this.#compilers.has(worker));
    if (known !== undefined) return known;
    const limits = { memoryBytes: COMPILE_BYTES, idleMs: COMPILER_IDLE_MS };
    const worker = this.#fork({ ...limits, urgent: true, compiles: true });
    this.#compilers.add(worker);
    return worker;
  }

  #idleOnes(): WorkerProcess[] {
    return [...this.#workers].filter((worker) => worker.alive && worker.task === null);
  }

  #fork(special: Partial<ProcessOptions> = {}): WorkerProcess {
    const { entry, memoryBytes, stepMs, log } = this.#options;
    const worker = new WorkerProcess({ entry, memoryBytes, stepMs, log, ...special });
    this.#workers.add(worker);
    void worker.ended.then(() => this.#workers.delete(worker));
    return worker;
  }
}
