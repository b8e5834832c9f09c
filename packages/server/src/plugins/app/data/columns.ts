/** Bars as the cache's column format, for the engine in a browser tab: `app.data.columns`. */
import { createHash, randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { ServerError } from "../../../errors.js";
import type { TaskPlaces } from "../../../workers/protocol.js";
import type { Pool } from "../jobs/job-types.js";
import type { ResolvedData } from "./data-set-record.js";

export interface ColumnsParts {
  readonly pool: Pool;
  readonly places: TaskPlaces;
  /** folder for the files, made when missing */
  readonly folder: string;
}

/** UTC ms, `[fromMs, toMs)`; null: to the end. */
export interface ColumnsRange {
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

/** Bytes of all files that are kept. */
const KEPT_BYTES = 4 * 2 ** 30;
const TIMEOUT_MS = 120_000;

/** @throws DATA_UNFIT unless the rows are or make bars */
export function checkBars({ kind, name }: Pick<ResolvedData, "kind" | "name">): void {
  if (kind === "last" || kind === "trades") return;
  throw new ServerError("DATA_UNFIT", { message: `the data set ${name} holds ${kind}, no bars` });
}

/** Makes each file once, keeps those used last. */
export class Columns {
  readonly #parts: ColumnsParts;
  /** bytes by key; the one used last is the last */
  readonly #kept = new Map<string, number>();
  readonly #making = new Map<string, Promise<void>>();

  constructor(parts: ColumnsParts) {
    this.#parts = parts;
  }

  /**
   * The file of a range, open; the caller closes it.
   * @throws DATA_UNFIT, BARS_RANGE_EMPTY, QUEUE_FULL and what the pool throws
   */
  async open(data: ResolvedData, range: ColumnsRange, ownerId: string): Promise<FileHandle> {
    checkBars(data);
    const key = keyOf(data, range);
    for (;;) {
      await this.#make(key, data, range, ownerId);
      try {
        return await open(this.#path(key), "r");
      } catch (error) {
        // Somebody has emptied the folder.
        if (!this.#kept.delete(key)) throw error;
      }
    }
  }

  #path(key: string): string {
    return join(this.#parts.folder, `${key}.bin`);
  }

  async #make(key: string, data: ResolvedData, range: ColumnsRange, owner: string): Promise<void> {
    const bytes = this.#kept.get(key);
    if (bytes !== undefined) {
      this.#kept.delete(key);
      this.#kept.set(key, bytes);
      return;
    }
    const running = this.#making.get(key);
    if (running !== undefined) return running;
    const making = this.#compute(key, data, range, owner).finally(() => this.#making.delete(key));
    this.#making.set(key, making);
    return making;
  }

  async #compute(key: string, data: ResolvedData, range: ColumnsRange, owner: string) {
    const { pool, places, folder } = this.#parts;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const out = join(folder, `${randomUUID()}.tmp`);
    try {
      await pool.call(
        { kind: "columns", places, bars: data.files, range, out },
        { ownerId: owner, timeoutMs: TIMEOUT_MS },
      );
      const { size } = await stat(out);
      await rename(out, this.#path(key));
      this.#kept.set(key, size);
    } finally {
      await rm(out, { force: true });
    }
    await this.#trim(key);
  }

  async #trim(newest: string): Promise<void> {
    let total = [...this.#kept.values()].reduce((sum, bytes) => sum + bytes, 0);
    for (const [key, bytes] of this.#kept) {
      if (total <= KEPT_BYTES || key === newest) return;
      this.#kept.delete(key);
      total -= bytes;
      // Whoever has it open reads on.
      await rm(this.#path(key), { force: true });
    }
  }
}

/** The same for ranges that give the same bars. */
function keyOf({ contentHash, facts }: ResolvedData, { fromMs, toMs }: ColumnsRange): string {
  const from = fromMs === null || fromMs <= facts.firstMs ? null : fromMs;
  const to = toMs === null || toMs > facts.lastMs ? null : toMs;
  return createHash("sha256")
    .update(JSON.stringify([contentHash, from, to]))
    .digest("hex");
}
