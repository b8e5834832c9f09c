/** Compiles what users write: in a process of its own, one at a time for each of them. */
import { PerpmillError } from "@perpmill/engine";
import { ServerError } from "../../../errors.js";
import { SOURCE_BYTES } from "../../../schemas/strategies.js";
import type { CompiledModule } from "../../../workers/protocol.js";
import type { Pool } from "../jobs/job-types.js";

/** Longest time of one compilation. */
const COMPILE_MS = 20_000;
/** When to try again while one's other source is being compiled. */
const RETRY_MS = 2000;

function limit(message: string, cause: unknown): PerpmillError {
  return new PerpmillError("STRATEGY_INVALID", {
    message,
    where: { field: "body.source" },
    hint: "Make the strategy simpler.",
    cause,
  });
}

function checkSize(source: string): void {
  const bytes = Buffer.byteLength(source);
  if (bytes <= SOURCE_BYTES) return;
  throw new ServerError("REQUEST_TOO_LARGE", {
    message: `the source has ${bytes} bytes, more than ${SOURCE_BYTES}`,
    field: "body.source",
  });
}

export class Compiler {
  readonly #pool: Pool;
  /** what is being compiled for whom */
  readonly #busy = new Map<string, Promise<unknown>>();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /**
   * Compiles a source for somebody who waits for it.
   * @param signal ends it when nobody does any more
   * @throws PerpmillError STRATEGY_INVALID with all that is wrong, and for what takes more than 20 s or
   * 1 GiB; ServerError STRATEGY_BUSY while another of his is compiled, REQUEST_TOO_LARGE, QUEUE_FULL
   */
  async compile(ownerId: string, source: string, signal?: AbortSignal): Promise<CompiledModule> {
    checkSize(source);
    if (this.#busy.has(ownerId)) {
      throw new ServerError("STRATEGY_BUSY", { retryAfterMs: RETRY_MS });
    }
    return this.#compile(ownerId, source, signal);
  }

  /** As `compile`, after what is being compiled for the same user: for modules that the server itself needs. */
  async compileInTurn(ownerId: string, source: string): Promise<CompiledModule> {
    for (;;) {
      const before = this.#busy.get(ownerId);
      if (before === undefined) return this.#compile(ownerId, source);
      await before.catch(() => undefined);
    }
  }

  async #compile(ownerId: string, source: string, signal?: AbortSignal): Promise<CompiledModule> {
    const work = this.#call(ownerId, source, signal);
    this.#busy.set(ownerId, work);
    try {
      return await work;
    } finally {
      this.#busy.delete(ownerId);
    }
  }

  async #call(ownerId: string, source: string, signal?: AbortSignal): Promise<CompiledModule> {
    try {
      const { compiled } = await this.#pool.call(
        { kind: "compile", source },
        { ownerId, timeoutMs: COMPILE_MS, ...(signal === undefined ? {} : { signal }) },
      );
      return compiled;
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      if (error.code === "WORKER_TIMEOUT") {
        throw limit(`compiling took longer than ${COMPILE_MS / 1000} s`, error);
      }
      if (error.code === "WORKER_MEMORY") throw limit("compiling took more than 1 GiB", error);
      throw error;
    }
  }
}
