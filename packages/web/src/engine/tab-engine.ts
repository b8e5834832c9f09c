/** The page's side of the engine worker: calls with an answer, progress and cancelling. */
import { cancelByFlag, makeCancelFlags } from "./cancel-flags";
import type { FromTab, TabAnswers, TabError, TabProgress, TabRequest, ToTab } from "./protocol";
import type { TabParts } from "./study-protocol";

/** What the engine refused, with its stable code. */
export class TabFailure extends Error {
  override readonly name = "TabFailure";
  readonly code: string;
  readonly hint: string | null;
  readonly field: string | null;

  constructor({ code, message, hint, field }: TabError) {
    super(message);
    this.code = code;
    this.hint = hint;
    this.field = field;
  }
}

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: ((progress: TabProgress) => void) | undefined;
  readonly onPart: ((part: never) => void) | undefined;
  /** begins to wait anew; what is under way is alive */
  readonly heard: () => void;
}

export interface CallOptions<Kind extends TabRequest["kind"] = TabRequest["kind"]> {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TabProgress) => void;
  /** of studies: told while they run, the last time before the answer */
  readonly onPart?: Kind extends keyof TabParts ? (part: TabParts[Kind]) => void : never;
  /** longest time without a word from it; code of a user may never come back */
  readonly silenceMs?: number;
}

const STUCK = { code: "STRATEGY_STUCK", message: "the strategy does not come back" } as const;

/**
 * One worker with one market in it. A worker that breaks down is replaced by a new, empty one at the
 * next call; calls that were under way fail with `ENGINE_STOPPED`.
 */
export class TabEngine {
  readonly #start: () => Worker;
  readonly #flags = makeCancelFlags();
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #lastId = 0;
  /** told when the worker broke down, with all that was in it */
  onStopped: ((failure: TabFailure) => void) | null = null;

  /** @param start makes a worker */
  constructor(start: () => Worker) {
    this.#start = start;
  }

  /** Whether runs see at once that they are cancelled, by memory shared with the worker. */
  get sharesMemory(): boolean {
    return this.#flags !== null;
  }

  /** Rejects with TabFailure; `ABORTED` when the signal fired. */
  call<K extends TabRequest["kind"]>(
    request: Extract<TabRequest, { kind: K }>,
    { signal, onProgress, onPart, silenceMs }: CallOptions<K> = {},
  ): Promise<TabAnswers[K]> {
    const id = ++this.#lastId;
    const worker = this.#running();
    return new Promise<TabAnswers[K]>((resolve, reject) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const heard = () => {
        clearTimeout(timer);
        if (silenceMs === undefined || !this.#waiting.has(id)) return;
        timer = setTimeout(() => this.#stopped(worker, STUCK), silenceMs);
      };
      this.#waiting.set(id, { resolve, reject, onProgress, onPart, heard });
      heard();
      signal?.addEventListener("abort", () => this.#cancel(id), { once: true });
      post(worker, { type: "call", id, request });
    });
  }

  #cancel(id: number): void {
    if (this.#flags !== null) cancelByFlag(this.#flags, id);
    if (this.#worker !== null) post(this.#worker, { type: "cancel", id });
  }

  #running(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = this.#start();
    this.#worker = worker;
    worker.addEventListener("message", ({ data }: MessageEvent<FromTab>) => this.#hear(data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#stopped(worker, { code: "ENGINE_STOPPED", message: event.message });
    });
    if (this.#flags !== null) post(worker, { type: "flags", flags: this.#flags });
    return worker;
  }

  #hear(message: FromTab): void {
    const waiting = this.#waiting.get(message.id);
    if (waiting === undefined) return;
    if (message.type === "progress") {
      waiting.heard();
      waiting.onProgress?.(message.progress);
      return;
    }
    if (message.type === "part") {
      waiting.heard();
      waiting.onPart?.(message.part as never);
      return;
    }
    this.#waiting.delete(message.id);
    waiting.heard();
    if (message.type === "done") waiting.resolve(message.value as never);
    else waiting.reject(new TabFailure(message.error));
  }

  #stopped(worker: Worker, why: Pick<TabError, "code" | "message">): void {
    if (this.#worker !== worker) return;
    worker.terminate();
    this.#worker = null;
    const error = new TabFailure({ ...why, hint: null, field: null });
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject, heard } of waiting) {
      heard();
      reject(error);
    }
    this.onStopped?.(error);
  }
}

function post(worker: Worker, message: ToTab): void {
  worker.postMessage(message);
}

let started: TabEngine | null = null;

/** The tab's engine, started when it is first asked for. */
export function tabEngine(): TabEngine {
  started ??= new TabEngine(
    () => new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "engine" }),
  );
  return started;
}
