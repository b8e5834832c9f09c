/** Results in IndexedDB: a short record each to list, and the document apart, which is read when it is opened. */
import type { ResultJson } from "@perpmill/engine";
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { LocalResult } from "./local-result";

interface Schema extends DBSchema {
  results: { key: string; value: LocalResult };
  documents: { key: string; value: ResultJson };
}

/** The newest so many are kept; those with a star stay beside them. */
export const KEPT_MAX = 200;

/** What may be changed of a kept result. */
export type LocalChange = Partial<Pick<LocalResult, "label" | "note" | "starred">>;

/** Rejects with a DOMException where the browser lets nothing be kept, or has no room left. */
export class LocalDatabase {
  readonly #name: string;
  #opened: Promise<IDBPDatabase<Schema>> | null = null;

  constructor(name = "perpmill") {
    this.#name = name;
  }

  #open(): Promise<IDBPDatabase<Schema>> {
    this.#opened ??= openDB<Schema>(this.#name, 1, {
      upgrade(database) {
        database.createObjectStore("results", { keyPath: "id" });
        database.createObjectStore("documents");
      },
      // Another tab has a newer app that needs a newer database: make way, open again when asked.
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        this.#opened = null;
      },
      terminated: () => {
        this.#opened = null;
      },
    }).catch((error: unknown) => {
      this.#opened = null;
      throw error;
    });
    return this.#opened;
  }

  /** The newest first. */
  async list(): Promise<readonly LocalResult[]> {
    const all = await (await this.#open()).getAll("results");
    return all.sort((a, b) => b.savedMs - a.savedMs);
  }

  /** Null: not there. */
  async document(id: string): Promise<ResultJson | null> {
    return (await (await this.#open()).get("documents", id)) ?? null;
  }

  /** Keeps a result; one that is there already keeps what was written to it. The oldest make way. */
  async keep(record: LocalResult, document: ResultJson): Promise<void> {
    const database = await this.#open();
    const change = database.transaction(["results", "documents"], "readwrite");
    const results = change.objectStore("results");
    const known = await results.get(record.id);
    const { label, note, starred } = known ?? record;
    await results.put({ ...record, label, note, starred });
    await change.objectStore("documents").put(document, record.id);
    const others = (await results.getAll())
      .filter((one) => !one.starred)
      .sort((a, b) => b.savedMs - a.savedMs);
    for (const { id } of others.slice(KEPT_MAX)) {
      await results.delete(id);
      await change.objectStore("documents").delete(id);
    }
    await change.done;
  }

  async change(id: string, change: LocalChange): Promise<void> {
    const writing = (await this.#open()).transaction("results", "readwrite");
    const record = await writing.store.get(id);
    if (record !== undefined) await writing.store.put({ ...record, ...change });
    await writing.done;
  }

  async remove(ids: readonly string[]): Promise<void> {
    const writing = (await this.#open()).transaction(["results", "documents"], "readwrite");
    await Promise.all(
      ids.flatMap((id) => [
        writing.objectStore("results").delete(id),
        writing.objectStore("documents").delete(id),
      ]),
    );
    await writing.done;
  }
}
