/** Takes events from services and gives them to readers, in order and by topic. Knows no sockets. */
import { randomUUID } from "node:crypto";
import { type LoggedEvent, TopicLog } from "./topic-log.js";

export interface PublishOptions {
  /** a later event of the same name makes this one worthless; default: false */
  readonly replaceable?: boolean;
  /** nothing follows: the topic may be forgotten when others need its room; default: false */
  readonly last?: boolean;
}

export type EventListener = (topic: string, event: LoggedEvent) => void;

/** What a reader that comes (back) to a topic has to be told. */
export type CatchUp =
  | { readonly mode: "resumed"; readonly events: readonly LoggedEvent[] }
  /** `seq`: the events that the snapshot has in it already */
  | { readonly mode: "snapshot"; readonly seq: number };

/** Where a reader stopped. */
export interface Position {
  readonly epoch: string;
  readonly seq: number;
}

/**
 * Topics whose events are kept. Beyond that those that nobody reads are forgotten: first those that
 * ended, then the oldest.
 */
const TOPICS_KEPT = 2000;

/** The hub: `app.events`. */
export class EventsHub {
  /** of this start of the server: numbers of another mean nothing here */
  readonly epoch = randomUUID();
  readonly #logs = new Map<string, TopicLog>();
  readonly #listeners = new Map<string, Set<EventListener>>();
  readonly #ended = new Set<string>();
  /** the highest number of any topic that was forgotten: what is told of it again comes after it */
  #forgottenSeq = 0;

  /** Tells all readers of a topic; nobody listening costs nothing but the log. */
  publish(topic: string, event: string, data: unknown, options: PublishOptions = {}): void {
    const { replaceable = false, last = false } = options;
    const logged = this.#logOf(topic).add(event, data, replaceable);
    if (last) this.#ended.add(topic);
    else this.#ended.delete(topic);
    for (const listener of this.#listeners.get(topic) ?? []) listener(topic, logged);
    this.#forget();
  }

  /** Calls `listener` for what happens from now on. Returns what ends that. */
  listen(topic: string, listener: EventListener): () => void {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(topic);
    };
  }

  /** What a reader missed since `since`; null: it is new here. */
  catchUp(topic: string, since: Position | null): CatchUp {
    const log = this.#logs.get(topic);
    const missed = since !== null && since.epoch === this.epoch ? log?.after(since.seq) : null;
    if (missed !== null && missed !== undefined) return { mode: "resumed", events: missed };
    return { mode: "snapshot", seq: log?.seq ?? 0 };
  }

  /** How many topics are read by somebody, and how many are kept. */
  sizes(): { readonly topics: number; readonly listeners: number } {
    let listeners = 0;
    for (const set of this.#listeners.values()) listeners += set.size;
    return { topics: this.#logs.size, listeners };
  }

  #logOf(topic: string): TopicLog {
    const log = this.#logs.get(topic) ?? new TopicLog(this.#forgottenSeq);
    this.#logs.set(topic, log);
    return log;
  }

  #forget(): void {
    for (const topics of [this.#ended, this.#logs]) {
      for (const topic of topics.keys()) {
        if (this.#logs.size <= TOPICS_KEPT) return;
        if (this.#listeners.has(topic)) continue;
        this.#forgottenSeq = Math.max(this.#forgottenSeq, this.#logs.get(topic)?.seq ?? 0);
        this.#logs.delete(topic);
        this.#ended.delete(topic);
      }
    }
  }
}
