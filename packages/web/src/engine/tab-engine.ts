/** The page's side of the engine worker: calls with an answer, progress and cancelling. */
import type { FromTab, TabAnswers, TabError, TabProgress, TabRequest, ToTab } from "./protocol";

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
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TabProgress) => void;
}

/** One worker with one market in it. */
export class TabEngine {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.addEventListener("message", ({ data }: MessageEvent<FromTab>) => this.#hear(data));
    worker.addEventListener("error", (event) => this.#fail(event.message));
  }

  /** Rejects with TabFailure; `ABORTED` when the signal fired. */
  call<K extends TabRequest["kind"]>(
    request: Extract<TabRequest, { kind: K }>,
    { signal, onProgress }: CallOptions = {},
  ): Promise<TabAnswers[K]> {
    const id = ++this.#lastId;
    return new Promise<TabAnswers[K]>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, onProgress });
      signal?.addEventListener("abort", () => this.#post({ type: "cancel", id }), { once: true });
      this.#post({ type: "call", id, request });
    });
  }

  #post(message: ToTab): void {
    this.#worker.postMessage(message);
  }

  #hear(message: FromTab): void {
    const waiting = this.#waiting.get(message.id);
    if (waiting === undefined) return;
    if (message.type === "progress") {
      waiting.onProgress?.(message.progress);
      return;
    }
    this.#waiting.delete(message.id);
    if (message.type === "done") waiting.resolve(message.value as never);
    else waiting.reject(new TabFailure(message.error));
  }

  #fail(message: string): void {
    const error = new TabFailure({ code: "INTERNAL", message, hint: null, field: null });
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

let started: TabEngine | null = null;

/** The tab's engine, started when it is first asked for. */
export function tabEngine(): TabEngine {
  started ??= new TabEngine(
    new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "engine" }),
  );
  return started;
}
