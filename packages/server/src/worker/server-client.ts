/** Requests of a worker to its server: with its key, tried again while the server is away. */
import { type FileHandle, open } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { Value } from "typebox/value";
import { DataManifest, WorkerTerms } from "../schemas/workers.js";

export interface ServerClientOptions {
  /** base of all addresses, such as `https://perpmill.example` */
  readonly url: string;
  /** with the scope `worker`; null: the server asks for none (`--single-user`, on this machine) */
  readonly apiKey: string | null;
}

/** A request that the server answered with a refusal: asking again is no use. */
export class RefusedError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** How long nothing may come before a request is given up, and how long to wait before the next. */
const SILENCE_MS = 30_000;
const PAUSES_MS = [200, 1000, 3000] as const;

const TRANSIENT: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return setTimeout(ms, undefined, { signal });
}

/** What a refusal says; its body may be anybody's. */
async function refusalOf(response: Response, path: string): Promise<Error> {
  const said: unknown = await response.json().catch(() => null);
  const code =
    typeof said === "object" && said !== null && "code" in said ? ` ${String(said.code)}` : "";
  const message = `the server answered ${response.status}${code} to ${path}`;
  if (TRANSIENT.has(response.status)) return new Error(message);
  return new RefusedError(response.status, message);
}

export class ServerClient {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor({ url, apiKey }: ServerClientOptions) {
    this.#url = url.replace(/\/+$/, "");
    const key = apiKey === null ? {} : { authorization: `Bearer ${apiKey}` };
    this.#headers = { ...key, "accept-encoding": "identity" };
  }

  /** Of which version the server is. @throws as `manifest` */
  async terms(signal: AbortSignal): Promise<WorkerTerms> {
    const response = await this.#get("/api/v1/workers/terms", {}, signal);
    return Value.Parse(WorkerTerms, await response.json());
  }

  /** What a data set is made of. @throws RefusedError; what the network throws; the signal's reason */
  async manifest(hash: string, signal: AbortSignal): Promise<DataManifest> {
    const response = await this.#get(`/api/v1/workers/data/${hash}`, {}, signal);
    return Value.Parse(DataManifest, await response.json());
  }

  /** The module of a strategy. @throws as `manifest` */
  async module(hash: string, signal: AbortSignal): Promise<Uint8Array> {
    const response = await this.#get(`/api/v1/workers/strategies/${hash}`, {}, signal);
    return new Uint8Array(await response.arrayBuffer());
  }

  /**
   * A file of a data set into a file, going on where that one ends.
   * @throws as `manifest`
   */
  async file(hash: string, position: number, to: string, signal: AbortSignal): Promise<void> {
    const path = `/api/v1/workers/data/${hash}/files/${position}`;
    for (const [attempt, ms] of [...PAUSES_MS, null].entries()) {
      const file = await open(to, "a");
      try {
        const { size } = await file.stat();
        const range = size === 0 ? {} : { range: `bytes=${size}-` };
        const response = await this.#get(path, range, signal);
        // A server, or a proxy before it, that knows no ranges begins anew.
        if (response.status !== 206) await file.truncate(0);
        await receive(response, file);
        await file.datasync();
        return;
      } catch (error) {
        // Nothing is missing of a file that ends where the range would begin.
        if (error instanceof RefusedError && error.status === 416) return;
        if (ms === null || error instanceof RefusedError || signal.aborted) throw error;
        await pause(ms * (attempt + 1), signal);
      } finally {
        await file.close();
      }
    }
  }

  async #get(
    path: string,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Response> {
    for (const ms of [...PAUSES_MS, null]) {
      signal.throwIfAborted();
      try {
        const response = await fetch(`${this.#url}${path}`, {
          headers: { ...this.#headers, ...headers },
          signal,
          redirect: "error",
        });
        if (response.ok) return response;
        throw await refusalOf(response, path);
      } catch (error) {
        if (ms === null || error instanceof RefusedError || signal.aborted) throw error;
        await pause(ms, signal);
      }
    }
    throw new Error("unreachable");
  }
}

/** Writes a body as it comes. Throws when nothing comes for a while */
async function receive({ body }: Response, file: FileHandle): Promise<void> {
  if (body === null) return;
  const reader = body.getReader();
  try {
    for (;;) {
      let timer: NodeJS.Timeout | undefined;
      const silence = new Promise<never>((_, reject) => {
        timer = globalThis.setTimeout(
          () => reject(new Error("the server fell silent")),
          SILENCE_MS,
        );
      });
      const { done, value } = await Promise.race([reader.read(), silence]).finally(() =>
        clearTimeout(timer),
      );
      if (done) return;
      await file.appendFile(value);
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
