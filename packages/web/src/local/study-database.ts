/** Studies of the tab in IndexedDB: a short record each to list, and the rows apart. */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";

export type StudyKind = "sweep" | "search" | "walkForward" | "kFold" | "timeSplits" | "trust";

/** A study in a list. */
export interface StudyRecord {
  readonly id: string;
  readonly kind: StudyKind;
  /** UTC ms */
  readonly savedMs: number;
  /** what the user calls it; null: nothing */
  readonly name: string | null;
  readonly strategy: string;
  /** what was traded; null: not known */
  readonly symbol: string | null;
  /** rows that are there, and in all */
  readonly done: number;
  readonly total: number;
  readonly best: { readonly metric: string; readonly value: number } | null;
}

interface Schema extends DBSchema {
  records: { key: string; value: StudyRecord };
  documents: { key: string; value: unknown };
}

/** The newest so many are kept. */
const KEPT_MAX = 100;

/** Rejects with a DOMException where the browser lets nothing be kept, or has no room left. */
export class StudyDatabase {
  readonly #name: string;
  #opened: Promise<IDBPDatabase<Schema>> | null = null;

  constructor(name = "perpmill-studies") {
    this.#name = name;
  }

  #open(): Promise<IDBPDatabase<Schema>> {
    this.#opened ??= openDB<Schema>(this.#name, 1, {
      upgrade(database) {
        database.createObjectStore("records", { keyPath: "id" });
        database.createObjectStore("documents");
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
  async list(): Promise<readonly StudyRecord[]> {
    const all = await (await this.#open()).getAll("records");
    return all.sort((a, b) => b.savedMs - a.savedMs);
  }

  async record(id: string): Promise<StudyRecord | null> {
    return (await (await this.#open()).get("records", id)) ?? null;
  }

  /** Null: not there. */
  async document(id: string): Promise<unknown> {
    return (await (await this.#open()).get("documents", id)) ?? null;
  }

  /** Keeps a study under its id; the oldest make way. */
  async keep(record: StudyRecord, document: unknown): Promise<void> {
    const change = (await this.#open()).transaction(["records", "documents"], "readwrite");
    const [records, documents] = [change.objectStore("records"), change.objectStore("documents")];
    const known = await records.get(record.id);
    await records.put({ ...record, name: record.name ?? known?.name ?? null });
    await documents.put(document, record.id);
    const newestFirst = (await records.getAll()).sort((a, b) => b.savedMs - a.savedMs);
    for (const { id } of newestFirst.slice(KEPT_MAX)) {
      await records.delete(id);
      await documents.delete(id);
    }
    await change.done;
  }

  async rename(id: string, name: string | null): Promise<void> {
    const writing = (await this.#open()).transaction("records", "readwrite");
    const record = await writing.store.get(id);
    if (record !== undefined) await writing.store.put({ ...record, name });
    await writing.done;
  }

  async remove(id: string): Promise<void> {
    const change = (await this.#open()).transaction(["records", "documents"], "readwrite");
    await change.objectStore("records").delete(id);
    await change.objectStore("documents").delete(id);
    await change.done;
  }
}
