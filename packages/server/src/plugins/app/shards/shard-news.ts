/**
 * What those who work on studies tell each other at once, wherever they are: LISTEN and NOTIFY of
 * PostgreSQL. A message may be lost while a connection is being made again, so whoever listens also looks
 * from time to time; a message only makes that sooner.
 */
import { type Kysely, sql } from "kysely";
import pg from "pg";
import type { Database } from "../../../db/schema.js";

/** `changed`: a shard has rows more, or has ended. `withdrawn`: nobody is to work on a study any more. */
export type ShardMessage =
  | { readonly type: "changed"; readonly studyId: string; readonly position: number }
  | { readonly type: "withdrawn"; readonly studyId: string };

/** Told of every message, and of each time that some may have been lost. */
export interface ShardListener {
  onMessage(message: ShardMessage): void;
  onGap(): void;
  onError(error: Error): void;
}

const CHANNEL = "perpmill_shards";
const AGAIN_MS = 500;
/** A connection that was cut without a word is noticed by then. */
const KEEP_ALIVE_MS = 10_000;

/** Tells everybody, in the transaction that it is about when there is one. */
export async function tellShardNews(db: Kysely<Database>, message: ShardMessage): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${JSON.stringify(message)})`.execute(db);
}

function read(payload: string | undefined): ShardMessage | null {
  try {
    const value: unknown = JSON.parse(payload ?? "");
    if (typeof value !== "object" || value === null || !("type" in value)) return null;
    if (!("studyId" in value) || typeof value.studyId !== "string") return null;
    const { type, studyId } = value;
    if (type === "withdrawn") return { type, studyId };
    if (type !== "changed" || !("position" in value)) return null;
    return { type, studyId, position: Number(value.position) };
  } catch {
    return null;
  }
}

/** Listens from `start` on until it is closed, over a connection of its own that is made again when it breaks. */
export class ShardNews {
  readonly #url: string;
  readonly #listener: ShardListener;
  #client: pg.Client | null = null;
  #again: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(databaseUrl: string, listener: ShardListener) {
    this.#url = databaseUrl;
    this.#listener = listener;
  }

  /** Throws what keeps it from listening the first time; later ones are tried again */
  async start(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: "perpmill",
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    });
    client.on("error", (error) => this.#broke(client, error));
    client.on("end", () => this.#broke(client, null));
    client.on("notification", ({ payload }) => {
      const message = read(payload);
      if (message !== null) this.#listener.onMessage(message);
    });
    this.#client = client;
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#again !== null) clearTimeout(this.#again);
    const client = this.#client;
    this.#client = null;
    await client?.end();
  }

  #broke(client: pg.Client, error: Error | null): void {
    if (this.#closed || this.#client !== client) return;
    this.#client = null;
    if (error !== null) this.#listener.onError(error);
    client.end().catch(() => {});
    this.#retry();
  }

  #retry(): void {
    this.#again = setTimeout(() => {
      this.start().then(
        () => this.#listener.onGap(),
        (error: Error) => {
          this.#client = null;
          if (this.#closed) return;
          this.#listener.onError(error);
          this.#retry();
        },
      );
    }, AGAIN_MS);
    this.#again.unref();
  }
}
