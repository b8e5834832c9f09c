/** Bars as the cache's column format, for the engine in a browser tab: `app.data.columns`. */
import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { ServerError } from "../../../errors.js";
import { KeptFiles } from "../../../files/kept-files.js";
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
  readonly #files: KeptFiles;

  constructor(parts: ColumnsParts) {
    this.#parts = parts;
    this.#files = new KeptFiles(parts.folder, KEPT_BYTES);
  }

  /**
   * The file of a range, open; the caller closes it.
   * @throws DATA_UNFIT, BARS_RANGE_EMPTY, QUEUE_FULL and what the pool throws
   */
  async open(data: ResolvedData, range: ColumnsRange, ownerId: string): Promise<FileHandle> {
    checkBars(data);
    const { pool, places } = this.#parts;
    return this.#files.open(`${keyOf(data, range)}.bin`, async (out) => {
      const task = { kind: "columns", places, bars: data.files, range, out } as const;
      await pool.call(task, { ownerId, timeoutMs: TIMEOUT_MS });
    });
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
