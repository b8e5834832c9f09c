/**
 * Requests that survive a bad network: repeated with growing waits after cut connections, stalls,
 * 5xx and 429, as long as the server's `Retry-After` says. One pause holds for the whole client, so
 * that parallel requests do not run into the same limit one after the other.
 */
import { PerpmillError } from "../errors.js";
import { type Clock, throwIfAborted } from "./clock.js";

export interface HttpOptions {
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** default: `fetch` of the platform */
  readonly fetch?: typeof fetch | undefined;
  /** tries in a row without a byte of progress before it is given up, default 6 */
  readonly attempts?: number | undefined;
  /** time without a byte after which a connection counts as dead, ms, default 30 000 */
  readonly stallMs?: number | undefined;
}

/** Thrown by a consumer: the answer was of no use, the request may be tried again. */
export class TryAgain extends Error {
  /** whether this try brought something that the next need not fetch again */
  readonly progressed: boolean;

  constructor(message: string, options: { progressed?: boolean; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.progressed = options.progressed ?? false;
  }
}

/** Reads an answer; `touch` is called for every piece, or the connection counts as stalled. */
type Consume<Value> = (response: Response, touch: () => void) => Promise<Value>;

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** Longest `Retry-After` that is waited for; a ban of hours is told instead. */
const LONGEST_PAUSE_MS = 600_000;
const PASSED_ON: ReadonlySet<number> = new Set([200, 206, 304, 404, 416]);

/** Milliseconds that `Retry-After` asks for (seconds or a date); null when it is not there. */
export function retryAfterMs(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const dateMs = Date.parse(header);
  return Number.isNaN(dateMs) ? null : Math.max(0, dateMs - nowMs);
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  const inner = cause instanceof Error ? (cause as NodeJS.ErrnoException) : null;
  return inner === null ? error.message : `${error.message} (${inner.code ?? inner.message})`;
}

function refused(url: string, status: number, body: string): PerpmillError {
  const said = body.trim().slice(0, 200);
  const blocked = status === 403 || status === 451;
  return new PerpmillError("DOWNLOAD_FAILED", {
    message: `${url} answered ${status}${said === "" ? "" : `: ${said}`}`,
    hint: blocked
      ? "The server refuses this place or program; name another one with --archive-url or --api-url."
      : "Check symbol, market and interval.",
  });
}

export class HttpClient {
  readonly #options: HttpOptions;
  #pausedUntilMs = 0;

  constructor(options: HttpOptions) {
    this.#options = options;
  }

  /**
   * Fetches `url` until `consume` has had a complete answer of status 200, 206, 304, 404 or 416.
   * @throws DOWNLOAD_FAILED when the tries are used up or the server refuses; ABORTED
   */
  async get<Value>(
    url: string,
    headers: () => Promise<Record<string, string>> | Record<string, string>,
    consume: Consume<Value>,
  ): Promise<Value> {
    const { clock, signal, attempts = 6 } = this.#options;
    for (let failed = 0; ; ) {
      await this.#waitForPause();
      try {
        return await this.#once(url, await headers(), consume);
      } catch (error) {
        throwIfAborted(signal);
        if (!(error instanceof TryAgain)) throw error;
        failed = error.progressed ? 1 : failed + 1;
        if (failed >= attempts) throw this.#givenUp(url, attempts, error);
        const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failed - 1));
        await clock.sleep(wait, signal);
      }
    }
  }

  /** The text of a small answer, null for 404. Errors as in `get`. */
  async text(url: string): Promise<{ readonly text: string; readonly dateMs: number } | null> {
    return this.get(
      url,
      () => ({}),
      async (response) => {
        if (response.status === 404) {
          await response.body?.cancel();
          return null;
        }
        const dateMs = Date.parse(response.headers.get("date") ?? "");
        return {
          text: await response.text(),
          dateMs: Number.isNaN(dateMs) ? this.#options.clock.nowMs() : dateMs,
        };
      },
    );
  }

  async #waitForPause(): Promise<void> {
    const { clock, signal } = this.#options;
    throwIfAborted(signal);
    for (;;) {
      const wait = this.#pausedUntilMs - clock.nowMs();
      if (wait <= 0) return;
      await clock.sleep(wait, signal);
    }
  }

  #pause(url: string, response: Response): void {
    const nowMs = this.#options.clock.nowMs();
    const ms = retryAfterMs(response.headers.get("retry-after"), nowMs);
    if (ms === null) return;
    if (ms > LONGEST_PAUSE_MS) {
      throw new PerpmillError("DOWNLOAD_FAILED", {
        message: `${url} answered ${response.status} and asks to wait ${Math.ceil(ms / 60_000)} minutes`,
        hint: "Wait that long and start it again; fewer requests at once: --parallel 1.",
      });
    }
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, nowMs + ms);
  }

  async #once<Value>(
    url: string,
    headers: Record<string, string>,
    consume: Consume<Value>,
  ): Promise<Value> {
    const { signal, stallMs = 30_000, fetch: get = fetch } = this.#options;
    const stalled = new AbortController();
    const arm = () =>
      setTimeout(() => stalled.abort(new Error(`nothing came for ${stallMs} ms`)), stallMs);
    let timer = arm();
    const touch = (): void => {
      clearTimeout(timer);
      timer = arm();
    };
    const either = signal === undefined ? [] : [signal];
    try {
      const response = await get(url, {
        headers,
        signal: AbortSignal.any([stalled.signal, ...either]),
      });
      touch();
      if (PASSED_ON.has(response.status)) return await consume(response, touch);
      return await this.#notPassedOn(url, response);
    } catch (error) {
      if (error instanceof TryAgain || error instanceof PerpmillError) throw error;
      const cause = stalled.signal.aborted ? stalled.signal.reason : error;
      throw new TryAgain(textOf(cause), { cause });
    } finally {
      clearTimeout(timer);
    }
  }

  async #notPassedOn(url: string, response: Response): Promise<never> {
    const { status } = response;
    const body = await response.text();
    if (status < 500 && status !== 408 && status !== 418 && status !== 429) {
      throw refused(url, status, body);
    }
    this.#pause(url, response);
    throw new TryAgain(`status ${status}`);
  }

  #givenUp(url: string, attempts: number, error: TryAgain): PerpmillError {
    return new PerpmillError("DOWNLOAD_FAILED", {
      message: `${url} failed ${attempts} times, at last with: ${error.message}`,
      hint: "Check the network and start it again: what was fetched is kept.",
      cause: error,
    });
  }
}
