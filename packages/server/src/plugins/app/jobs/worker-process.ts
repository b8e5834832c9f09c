/** One process of the pool: a task at a time, with limits on its time and memory. */
import { type ChildProcess, fork } from "node:child_process";
import { setPriority } from "node:os";
import type { Readable } from "node:stream";
import { PerpmillError } from "@perpmill/engine";
import type { FastifyBaseLogger } from "fastify";
import { ServerError } from "../../../errors.js";
import type {
  FromWorker,
  ResultPiece,
  Task,
  TaskProgress,
  TaskResult,
  ToWorker,
  WorkerOptions,
} from "../../../workers/protocol.js";
import { joinResult } from "../../../workers/result-pieces.js";
import { fromTaskError } from "../../../workers/task-error.js";
import { type Heartbeat, HeartbeatReader } from "./heartbeat-reader.js";
import { StepWatch } from "./step-watch.js";
import type { TaskControl } from "./task-control.js";
import { workerEnvironment } from "./worker-environment.js";

export interface ProcessOptions {
  /** the module that it runs */
  readonly entry: URL;
  /** most memory, with that of kernels and columns */
  readonly memoryBytes: number;
  /** longest time of one step of a user's code */
  readonly stepMs: number;
  /** whether it does one task only: what a user wrote shares its process with nothing */
  readonly once?: boolean;
  /** whether it loads the compiler before it takes tasks */
  readonly compiles?: boolean;
  /** how long it may be without a task before it ends; default: for ever */
  readonly idleMs?: number;
  /** whether somebody waits for it in front of a page: it then does not give way to the server */
  readonly urgent?: boolean;
  readonly log: FastifyBaseLogger;
}

/** Computing gives way to the server and to whatever else the machine does. */
const NICE = 10;
/** How long a cancelled task may take to stop by itself. */
const CANCEL_GRACE_MS = 150;
/** A process from which nothing is heard for so long is taken for lost. */
const SILENCE_MS = 30_000;
/** How long a process may take to start, beside the time of its first task. */
const STARTING_MS = 60_000;
/** Share of the memory for data sets that are kept between tasks. */
const WARM_SHARE = 0.35;
/** Share of the memory above which an idle process is replaced. */
const IDLE_SHARE = 0.75;
const STDERR_TAIL = 4000;
const HEAP_FULL = /heap out of memory|Allocation failed/;

interface Current {
  readonly id: number;
  readonly task: Task;
  readonly sinceMs: number;
  readonly onProgress: ((progress: TaskProgress) => void) | undefined;
  readonly onRows: TaskControl["onRows"];
  readonly onPart: TaskControl["onPart"];
  /** of its result, so far */
  readonly pieces: ResultPiece[];
  /** counts its time from now on: until then the process was starting */
  begin(): void;
  settle(outcome: { readonly result: TaskResult } | { readonly error: unknown }): void;
}

/** Forked at once; `run` waits until it is up. Ends by itself when the server does. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #options: ProcessOptions;
  readonly #ended: Promise<void>;
  readonly #silence: NodeJS.Timeout;
  readonly #steps: StepWatch;
  #idling: NodeJS.Timeout | undefined;
  #ready = false;
  #alive = true;
  #current: Current | null = null;
  /** why it was killed, for the task that it had */
  #reason: unknown = null;
  #memoryBytes: number | null = null;
  #stderr = "";
  #tasks = 0;
  #lastId = 0;

  constructor(options: ProcessOptions) {
    this.#options = options;
    this.#steps = new StepWatch(options.stepMs);
    const megabytes = Math.ceil(options.memoryBytes / 2 ** 20);
    const workerOptions: WorkerOptions = {
      warmBytes: options.memoryBytes * WARM_SHARE,
      compiles: options.compiles ?? false,
    };
    this.#child = fork(options.entry, [JSON.stringify(workerOptions)], {
      execArgv: [`--max-old-space-size=${megabytes}`],
      env: workerEnvironment(process.env),
      serialization: "advanced",
      stdio: ["ignore", "ignore", "pipe", "ipc", "pipe"],
    });
    this.#ended = new Promise((resolve) => {
      this.#child.once("close", (code, signal) => {
        this.#close(code, signal);
        resolve();
      });
    });
    this.#silence = setTimeout(() => this.kill(new ServerError("WORKER_LOST")), SILENCE_MS);
    this.#silence.unref();
    this.#listen();
    if (options.urgent !== true) this.#giveWay();
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get alive(): boolean {
    return this.#alive && this.#reason === null;
  }

  get state(): "starting" | "idle" | "busy" {
    if (this.#current !== null) return "busy";
    return this.#ready ? "idle" : "starting";
  }

  get task(): Task | null {
    return this.#current?.task ?? null;
  }

  get busyMs(): number | null {
    return this.#current === null ? null : performance.now() - this.#current.sinceMs;
  }

  get memoryBytes(): number | null {
    return this.#memoryBytes;
  }

  /** tasks done since it started */
  get tasks(): number {
    return this.#tasks;
  }

  /** When it is gone. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  /**
   * Does a task; only while it has none. Throws what the task threw, ABORTED when the signal came,
   * WORKER_LOST, WORKER_TIMEOUT, WORKER_MEMORY
   */
  run(
    task: Task,
    { timeoutMs, signal, onProgress, onRows, onPart }: TaskControl,
  ): Promise<TaskResult> {
    if (this.#current !== null) throw new Error("a process does one task at a time");
    if (signal?.aborted) return Promise.reject(cancelled());
    clearTimeout(this.#idling);
    return new Promise((resolve, reject) => {
      this.#lastId += 1;
      const id = this.#lastId;
      let timer: NodeJS.Timeout | undefined;
      const begin = (): void => {
        clearTimeout(timer);
        const limitMs = this.#ready ? timeoutMs : Math.max(timeoutMs, STARTING_MS);
        timer = setTimeout(() => this.kill(new ServerError("WORKER_TIMEOUT")), limitMs);
      };
      begin();
      let grace: NodeJS.Timeout | undefined;
      // On a busy machine a process is a while dying; nothing of it runs any more, so nobody waits.
      const endNow = (): void => {
        this.kill(cancelled());
        settle({ error: cancelled() });
      };
      const abort = (): void => {
        if (this.#ready) this.#send({ type: "cancel", id });
        grace = setTimeout(endNow, this.#ready ? CANCEL_GRACE_MS : 0);
      };
      signal?.addEventListener("abort", abort, { once: true });
      const settle: Current["settle"] = (outcome) => {
        clearTimeout(timer);
        clearTimeout(grace);
        signal?.removeEventListener("abort", abort);
        this.#current = null;
        this.#tasks += 1;
        if ("error" in outcome) reject(outcome.error);
        else resolve(outcome.result);
        this.#replace();
      };
      this.#current = {
        id,
        task,
        sinceMs: performance.now(),
        onProgress,
        onRows,
        onPart,
        pieces: [],
        begin,
        settle,
      };
      if (this.#ready) this.#send({ type: "start", id, task });
    });
  }

  /** Ends it now. @param reason what the task that it has is told */
  kill(reason: unknown): void {
    this.#reason ??= reason;
    this.#child.kill("SIGKILL");
  }

  #listen(): void {
    const child = this.#child;
    child.on("message", (message: FromWorker) => this.#hear(message));
    child.on("error", (error) => {
      this.#options.log.error({ err: error, pid: child.pid }, "a process failed");
      this.kill(new ServerError("WORKER_LOST", { cause: error }));
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#stderr = (this.#stderr + text).slice(-STDERR_TAIL);
    });
    const beats = new HeartbeatReader((beat) => this.#beat(beat));
    (child.stdio[4] as Readable).setEncoding("utf8").on("data", (text: string) => beats.take(text));
  }

  #giveWay(): void {
    const { pid } = this.#child;
    // It could not be started, which is heard of in another way; without an id the server is meant.
    if (pid === undefined) return;
    try {
      setPriority(pid, NICE);
    } catch (error) {
      this.#options.log.warn({ err: error, pid }, "a process keeps its priority");
    }
  }

  #send(message: ToWorker): void {
    // A process that is gone cannot be told anything; its end is heard of in another way.
    if (this.#child.connected) this.#child.send(message, () => {});
  }

  #hear(message: FromWorker): void {
    const current = this.#current;
    if (message.type === "ready") {
      this.#ready = true;
      if (current === null) return;
      current.begin();
      this.#send({ type: "start", id: current.id, task: current.task });
      return;
    }
    if (current === null || message.id !== current.id) return;
    if (message.type === "progress") current.onProgress?.(message.progress);
    else if (message.type === "rows") current.onRows?.(message.rows);
    else if (message.type === "part") current.onPart?.(message.part);
    else if (message.type === "piece") current.pieces.push(message.piece);
    else if (message.type === "done") {
      current.settle({ result: joinResult({ pieces: current.pieces, rest: message.result }) });
    } else current.settle({ error: fromTaskError(message.error) });
  }

  #beat({ memoryBytes, step }: Heartbeat): void {
    this.#silence.refresh();
    this.#memoryBytes = memoryBytes;
    if (memoryBytes > this.#options.memoryBytes) this.kill(new ServerError("WORKER_MEMORY"));
    if (this.#steps.isLate(step, performance.now())) this.kill(new ServerError("STRATEGY_STUCK"));
  }

  #replace(): void {
    const { memoryBytes, once, idleMs } = this.#options;
    const isLarge = (this.#memoryBytes ?? 0) > memoryBytes * IDLE_SHARE;
    if (once === true || isLarge) this.kill(cancelled());
    else if (idleMs !== undefined) {
      this.#idling = setTimeout(() => this.kill(cancelled()), idleMs);
      this.#idling.unref();
    }
  }

  #close(code: number | null, signal: NodeJS.Signals | null): void {
    this.#alive = false;
    clearTimeout(this.#silence);
    clearTimeout(this.#idling);
    const stderr = this.#stderr.trim();
    const heapFull = HEAP_FULL.test(stderr);
    if (this.#reason === null) {
      const { log } = this.#options;
      log.warn({ pid: this.pid, code, signal, stderr }, "a process ended unexpectedly");
    }
    const lost = heapFull ? new ServerError("WORKER_MEMORY") : new ServerError("WORKER_LOST");
    this.#current?.settle({ error: this.#reason ?? lost });
  }
}

function cancelled(): PerpmillError {
  return new PerpmillError("ABORTED", { message: "the task was cancelled" });
}
