/** Rows of sweeps in IndexedDB, so that nothing is computed twice in this browser. */
import type { OpenSweepStore, RowResult, SweepStore } from "@perpmill/engine";
import { type DBSchema, type IDBPDatabase, openDB } from "idb";

interface Schema extends DBSchema {
  /** by sweep and row */
  rows: { key: [sweep: string, row: string]; value: RowResult };
  sweeps: { key: string; value: { readonly name: string; readonly usedMs: number } };
}

/** Of so many sweeps rows are kept; those that were not used for longest make way. */
const SWEEPS_MAX = 40;
/** Rows that are written at once. */
const ROWS_AT_ONCE = 256;

function openDatabase(): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>("perpmill-sweeps", 1, {
    upgrade(database) {
      database.createObjectStore("rows");
      database.createObjectStore("sweeps", { keyPath: "name" });
    },
  });
}

function rowsOf(sweep: string): IDBKeyRange {
  return IDBKeyRange.bound([sweep, ""], [sweep, "\uffff"]);
}

async function note(database: IDBPDatabase<Schema>, name: string): Promise<void> {
  const change = database.transaction(["rows", "sweeps"], "readwrite");
  const sweeps = change.objectStore("sweeps");
  await sweeps.put({ name, usedMs: Date.now() });
  const newestFirst = (await sweeps.getAll()).sort((a, b) => b.usedMs - a.usedMs);
  for (const old of newestFirst.slice(SWEEPS_MAX)) {
    await sweeps.delete(old.name);
    await change.objectStore("rows").delete(rowsOf(old.name));
  }
  await change.done;
}

/** The rows of one sweep: read at once, written a few at a time. */
class KeptRows implements SweepStore {
  readonly #database: IDBPDatabase<Schema>;
  readonly #name: string;
  readonly #known: Map<string, RowResult>;
  #waiting: [key: string, row: RowResult][] = [];

  constructor(database: IDBPDatabase<Schema>, name: string, known: Map<string, RowResult>) {
    this.#database = database;
    this.#name = name;
    this.#known = known;
  }

  get(key: string): RowResult | null {
    return this.#known.get(key) ?? null;
  }

  put(key: string, row: RowResult): Promise<void> | undefined {
    this.#known.set(key, row);
    this.#waiting.push([key, row]);
    return this.#waiting.length < ROWS_AT_ONCE ? undefined : this.#write();
  }

  async #write(): Promise<void> {
    const due = this.#waiting;
    this.#waiting = [];
    const change = this.#database.transaction("rows", "readwrite");
    for (const [key, row] of due) void change.store.put(row, [this.#name, key]);
    await change.done;
  }

  async close(): Promise<void> {
    await this.#write();
    this.#database.close();
  }
}

/** Null: this browser lets nothing be kept. */
export async function sweepKeeper(): Promise<OpenSweepStore | null> {
  let database: IDBPDatabase<Schema>;
  try {
    database = await openDatabase();
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
  return async (name) => {
    await note(database, name);
    const [keys, rows] = await Promise.all([
      database.getAllKeys("rows", rowsOf(name)),
      database.getAll("rows", rowsOf(name)),
    ]);
    const known = keys.flatMap(([, key], at) => {
      const row = rows[at];
      return row === undefined ? [] : [[key, row] as const];
    });
    return new KeptRows(database, name, new Map(known));
  };
}

/** As studies take it; nothing where this browser keeps nothing. */
export async function openStore(): Promise<{ readonly store?: OpenSweepStore }> {
  const store = await sweepKeeper();
  return store === null ? {} : { store };
}
