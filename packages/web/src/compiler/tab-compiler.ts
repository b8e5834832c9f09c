/** The page's side of the compiler worker: one source at a time, the newest next. */
import type { Diagnostic } from "@perpmill/engine";
import type { TabError } from "../engine/protocol";
import { TabFailure } from "../engine/tab-engine";
import type { CompiledInTab, FromCompiler, Optimizing, ToCompiler } from "./protocol";

/** What is wrong with a source. */
export class CompileFailure extends TabFailure {
  readonly diagnostics: readonly Diagnostic[];

  constructor(error: TabError, diagnostics: readonly Diagnostic[]) {
    super(error);
    this.diagnostics = diagnostics;
  }
}

/** Longest time of one compilation; loading the compiler is not counted in. */
const LIMIT_MS = 20_000;
/** The compiler is three megabytes, once. */
const LOADING_MS = 120_000;

interface Wish {
  readonly source: string;
  readonly optimize: Optimizing;
  readonly resolve: (compiled: CompiledInTab) => void;
  readonly reject: (error: Error) => void;
}

function refused(code: string, message: string): TabFailure {
  return new TabFailure({ code, message, hint: null, field: null });
}

export class TabCompiler {
  readonly #start: () => Worker;
  #worker: Worker | null = null;
  #loaded = false;
  #current: (Wish & { readonly id: number; readonly timer: number }) | null = null;
  #next: Wish | null = null;
  #lastId = 0;

  /** @param start makes a worker */
  constructor(start: () => Worker) {
    this.#start = start;
  }

  /**
   * Compiles. Rejects with CompileFailure for a source that is wrong; TabFailure: `ABORTED` when a newer
   * one has overtaken it, `ENGINE_STOPPED`
   */
  compile(source: string, optimize: Optimizing): Promise<CompiledInTab> {
    return new Promise((resolve, reject) => {
      this.#next?.reject(refused("ABORTED", "there is a newer source"));
      this.#next = { source, optimize, resolve, reject };
      this.#begin();
    });
  }

  #begin(): void {
    if (this.#current !== null || this.#next === null) return;
    const wish = this.#next;
    this.#next = null;
    const id = ++this.#lastId;
    const timer = window.setTimeout(() => this.#stop(), this.#loaded ? LIMIT_MS : LOADING_MS);
    this.#current = { ...wish, id, timer };
    const message: ToCompiler = { id, source: wish.source, optimize: wish.optimize };
    this.#running().postMessage(message);
  }

  #running(): Worker {
    if (this.#worker !== null) return this.#worker;
    const worker = this.#start();
    this.#worker = worker;
    worker.addEventListener("message", ({ data }: MessageEvent<FromCompiler>) => this.#hear(data));
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#stop(event.message);
    });
    return worker;
  }

  #hear(message: FromCompiler): void {
    const current = this.#current;
    if (current?.id !== message.id) return;
    this.#loaded = true;
    clearTimeout(current.timer);
    this.#current = null;
    if (message.type === "done") current.resolve(message.compiled);
    else current.reject(new CompileFailure(message.error, message.diagnostics));
    this.#begin();
  }

  /** A worker that does not answer is replaced by a new one. */
  #stop(message = "the compiler did not answer in time"): void {
    this.#worker?.terminate();
    this.#worker = null;
    this.#loaded = false;
    const current = this.#current;
    this.#current = null;
    if (current !== null) {
      clearTimeout(current.timer);
      current.reject(refused("ENGINE_STOPPED", message));
    }
    this.#begin();
  }
}

let started: TabCompiler | null = null;

/** The tab's compiler, started when it is first asked for. */
export function tabCompiler(): TabCompiler {
  started ??= new TabCompiler(
    () => new Worker(new URL("./worker.ts", import.meta.url), { type: "module", name: "compiler" }),
  );
  return started;
}
