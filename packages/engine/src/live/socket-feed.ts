/**
 * Messages of a WebSocket that is opened again whenever it ends or stands still. Every opening and
 * every failed attempt is an event too, so that the reader can look elsewhere for what it missed.
 */
import type { Clock } from "../download/clock.js";

/** What `WebSocket` of browsers and that of the package `ws` have in common. */
export interface SocketLike {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  close(): void;
}

/** Starts to connect; may be asynchronous where the implementation is loaded first. */
export type OpenSocket = (url: string) => SocketLike | Promise<SocketLike>;

export type FeedEvent =
  | { readonly kind: "open" }
  | { readonly kind: "message"; readonly text: string }
  /** the connection ended or could not be made; the next attempt follows */
  | { readonly kind: "lost" };

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;

export interface FeedOptions {
  readonly url: string;
  readonly openSocket: OpenSocket;
  readonly clock: Clock;
  /** time without a message after which a connection counts as dead, ms */
  readonly stallMs: number;
  readonly signal: AbortSignal;
}

export class SocketFeed {
  readonly #options: FeedOptions;
  readonly #events: FeedEvent[] = [];
  #wake: (() => void) | null = null;

  constructor(options: FeedOptions) {
    this.#options = options;
    options.signal.addEventListener("abort", () => this.#wake?.(), { once: true });
    void this.#keepConnected();
  }

  /** The next event; null once the signal has fired. */
  async next(): Promise<FeedEvent | null> {
    for (;;) {
      if (this.#options.signal.aborted) return null;
      const event = this.#events.shift();
      if (event !== undefined) return event;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #push(event: FeedEvent): void {
    this.#events.push(event);
    this.#wake?.();
  }

  async #keepConnected(): Promise<void> {
    const { clock, signal } = this.#options;
    let failed = 0;
    while (!signal.aborted) {
      const heard = await this.#oneConnection().catch(() => false);
      if (signal.aborted) return;
      failed = heard ? 0 : failed + 1;
      this.#push({ kind: "lost" });
      const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, failed - 1));
      await clock.sleep(wait, signal).catch(() => {});
    }
  }

  /** One connection until its end; whether any message came. */
  async #oneConnection(): Promise<boolean> {
    const { url, openSocket, signal, stallMs } = this.#options;
    const socket = await openSocket(url);
    return new Promise((resolve) => {
      let heard = false;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener("abort", end);
        socket.onopen = socket.onmessage = socket.onclose = null;
        // A socket that is closed before it was open says so by an error.
        socket.onerror = () => {};
        socket.close();
        resolve(heard);
      };
      const arm = (): void => {
        clearTimeout(timer);
        timer = setTimeout(end, stallMs);
      };
      signal.addEventListener("abort", end, { once: true });
      socket.onopen = () => this.#push({ kind: "open" });
      socket.onmessage = ({ data }: { data?: unknown }) => {
        heard = true;
        arm();
        if (typeof data === "string") this.#push({ kind: "message", text: data });
      };
      socket.onclose = end;
      socket.onerror = end;
      arm();
      if (signal.aborted) end();
    });
  }
}
