/**
 * The app's one WebSocket. Topics are read by name; after a lost connection the server tells what was
 * missed since the last event, or how things stand. Knows neither the page nor its stores.
 */
import type { ClientMessage, ServerMessage } from "@perpmill/server/api";
import { backoffMs } from "./backoff";

/** Where a topic was left, as the server counts. */
interface Position {
  readonly epoch: string;
  readonly seq: number;
}

/** What a reader of a topic is told. `snapshot` may come again at any time and replaces everything. */
export interface TopicReader {
  snapshot(data: unknown): void;
  event(name: string, data: unknown): void;
  /** there is no such topic for this user, or no longer */
  gone?(): void;
}

interface Topic {
  readonly readers: Set<TopicReader>;
  position: Position | null;
}

export type LinkState = "idle" | "connecting" | "open" | "waiting";

export interface EventSocketOptions {
  readonly open: () => WebSocket;
  /** Renews the log-in that opens the socket. False: there is none. Throws when nobody answers */
  readonly renew: () => Promise<boolean>;
  readonly onState?: (state: LinkState) => void;
}

/** The server ends a socket so whose log-in has ended. */
const SESSION_OVER = 4401;
/** No answer to a ping for so long: the line is dead though nobody said so. */
const SILENCE_MS = 45_000;
const LOOK_MS = 15_000;
/** An upgrade that is not answered. */
const OPENING_MS = 10_000;

export class EventSocket {
  readonly #options: EventSocketOptions;
  readonly #topics = new Map<string, Topic>();
  #socket: WebSocket | null = null;
  #greeted = false;
  #failures = 0;
  #heardMs = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #watch: ReturnType<typeof setInterval> | null = null;
  #state: LinkState = "idle";

  constructor(options: EventSocketOptions) {
    this.#options = options;
  }

  get state(): LinkState {
    return this.#state;
  }

  /** Reads a topic from now on; its snapshot comes first. Returns what ends it. */
  subscribe(name: string, reader: TopicReader): () => void {
    const topic = this.#topics.get(name) ?? { readers: new Set(), position: null };
    topic.readers.add(reader);
    this.#topics.set(name, topic);
    if (this.#greeted) this.#send({ type: "subscribe", topic: name });
    else if (this.#socket === null && this.#timer === null) this.#connect();
    return () => {
      if (!topic.readers.delete(reader) || topic.readers.size > 0) return;
      if (this.#topics.get(name) !== topic) return;
      this.#topics.delete(name);
      if (this.#greeted) this.#send({ type: "unsubscribe", topic: name });
    };
  }

  /** Tries at once instead of after the wait: the machine has its network back. */
  hurry(): void {
    if (this.#timer === null) return;
    this.#clearTimer();
    this.#connect();
  }

  /** Closes the line and forgets all topics. A later `subscribe` opens it again. */
  close(): void {
    this.#topics.clear();
    this.#clearTimer();
    this.#drop();
    this.#failures = 0;
    this.#tell("idle");
  }

  #connect(): void {
    if (this.#topics.size === 0) {
      this.#tell("idle");
      return;
    }
    this.#tell("connecting");
    const socket = this.#options.open();
    this.#socket = socket;
    this.#heardMs = Date.now();
    this.#watch = setInterval(() => this.#look(), LOOK_MS);
    const opening = setTimeout(() => {
      if (this.#socket === socket && !this.#greeted) this.#lost(0);
    }, OPENING_MS);
    socket.addEventListener("message", ({ data }) => {
      if (this.#socket !== socket) return;
      clearTimeout(opening);
      this.#heardMs = Date.now();
      this.#hear(JSON.parse(String(data)) as ServerMessage);
    });
    socket.addEventListener("close", ({ code }) => {
      clearTimeout(opening);
      if (this.#socket === socket) this.#lost(code);
    });
    // What went wrong is told by the close that follows.
    socket.addEventListener("error", () => {});
  }

  #hear(message: ServerMessage): void {
    if (message.type === "hello") this.#greet();
    if (!("topic" in message) || message.topic === null) return;
    const topic = this.#topics.get(message.topic);
    if (topic === undefined) return;
    const readers = [...topic.readers];
    if (message.type === "snapshot") {
      topic.position = { epoch: message.epoch, seq: message.seq };
      for (const reader of readers) reader.snapshot(message.data);
    } else if (message.type === "event") {
      const { position } = topic;
      // Events before the first snapshot are in it; those that were told are told once.
      if (position === null || position.epoch !== message.epoch) return;
      if (message.seq <= position.seq) return;
      topic.position = { epoch: message.epoch, seq: message.seq };
      for (const reader of readers) reader.event(message.event, message.data);
    } else if (message.type === "error" && message.code === "NOT_FOUND") {
      this.#topics.delete(message.topic);
      for (const reader of readers) reader.gone?.();
    }
  }

  #greet(): void {
    this.#greeted = true;
    this.#failures = 0;
    this.#tell("open");
    for (const [name, { position }] of this.#topics) {
      const since = position === null ? {} : { since: position };
      this.#send({ type: "subscribe", topic: name, ...since });
    }
  }

  /** Asks for a sign of life, and gives the line up when none comes. */
  #look(): void {
    if (Date.now() - this.#heardMs > SILENCE_MS) this.#lost(0);
    else if (this.#greeted) this.#send({ type: "ping" });
  }

  #lost(code: number): void {
    const unwelcome = !this.#greeted || code === SESSION_OVER;
    this.#drop();
    if (this.#topics.size === 0) {
      this.#tell("idle");
      return;
    }
    this.#failures++;
    this.#tell("waiting");
    const atOnce = code === SESSION_OVER && this.#failures === 1;
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        void this.#again(unwelcome);
      },
      atOnce ? 0 : backoffMs(this.#failures, Math.random()),
    );
  }

  /** @param unwelcome the server may not have taken the log-in: browsers do not tell why */
  async #again(unwelcome: boolean): Promise<void> {
    if (unwelcome) {
      const renewed = await this.#options.renew().catch(() => true);
      if (!renewed) {
        this.close();
        return;
      }
    }
    if (this.#socket === null && this.#timer === null) this.#connect();
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#greeted = false;
    if (this.#watch !== null) clearInterval(this.#watch);
    this.#watch = null;
    socket?.close();
  }

  #clearTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #tell(state: LinkState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#options.onState?.(state);
  }

  #send(message: ClientMessage): void {
    if (this.#socket?.readyState === 1) this.#socket.send(JSON.stringify(message));
  }
}
