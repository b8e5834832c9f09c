/** The names that readers give topics, who may read them, and what a newcomer is told. */
import type { Caller, Scope } from "../../../access.js";

/** A family of topics: `queue`, or `run:<id>` for each run. Defined by the plugin that knows the things. */
export interface TopicSource {
  /** before the colon, or the whole name */
  readonly prefix: string;
  /** whether names have an id behind a colon */
  readonly withId: boolean;
  /** what a reader needs besides */
  readonly scope: Scope;
  /** The hub's topic of what this reader names so; null: there is no such thing for them */
  find(reader: Caller, id: string): Promise<string | null>;
  /** How the thing stands, as JSON: what all its events so far come to */
  snapshot(reader: Caller, id: string): Promise<unknown>;
}

/** A topic as a reader may read it. */
export interface ReadableTopic {
  /** as the reader named it */
  readonly name: string;
  /** in the hub */
  readonly topic: string;
  snapshot(): Promise<unknown>;
}

const NAME = /^([a-z]+)(?::([0-9a-f-]{36}))?$/;

/** The topics of the server: `app.topics`. */
export class Topics {
  readonly #sources = new Map<string, TopicSource>();

  define(source: TopicSource): void {
    if (this.#sources.has(source.prefix)) throw new Error(`topics ${source.prefix} are defined`);
    this.#sources.set(source.prefix, source);
  }

  /** The topic of a name; null when there is none of that name, or not for this reader. */
  async find(reader: Caller, name: string): Promise<ReadableTopic | null> {
    const [, prefix, id] = NAME.exec(name) ?? [];
    const source = this.#sources.get(prefix ?? "");
    if (source === undefined || source.withId !== (id !== undefined)) return null;
    if (!reader.scopes.has(source.scope)) return null;
    const topic = await source.find(reader, id ?? "");
    if (topic === null) return null;
    return { name, topic, snapshot: () => source.snapshot(reader, id ?? "") };
  }
}
