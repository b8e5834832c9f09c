/** All trades of a result as one file of a format, made once by a process and kept for a while. */
import type { FileHandle } from "node:fs/promises";
import { KeptFiles } from "../../../files/kept-files.js";
import type { TradeFormat } from "../../../schemas/run-results.js";
import type { Pool } from "../jobs/job-types.js";
import type { ResultsRepository } from "./results-repository.js";

export interface TradeFilesParts {
  readonly pool: Pool;
  readonly results: ResultsRepository;
  /** folder for the files, made when missing */
  readonly folder: string;
}

/** Formats of whole files. */
export type FileFormat = Exclude<TradeFormat, "json">;

/** Bytes of all files that are kept. */
const KEPT_BYTES = 2 ** 30;
const TIMEOUT_MS = 120_000;

export class TradeFiles {
  readonly #parts: TradeFilesParts;
  readonly #files: KeptFiles;

  constructor(parts: TradeFilesParts) {
    this.#parts = parts;
    this.#files = new KeptFiles(parts.folder, KEPT_BYTES);
  }

  /**
   * The file, open; the caller closes it.
   * @param tag tells results of the same key apart: its hash
   * @throws ServerError BLOB_DAMAGED, QUEUE_FULL and what the pool throws
   */
  open(key: string, tag: string, format: FileFormat, ownerId: string): Promise<FileHandle> {
    const { pool, results } = this.#parts;
    return this.#files.open(`${key}-${tag}.${format}`, async (out) => {
      const chunks = await results.chunks(key, "trades");
      const pieces = chunks.map(({ bytes }) => bytes);
      const task = { kind: "export", pieces, format, out } as const;
      await pool.call(task, { ownerId, timeoutMs: TIMEOUT_MS });
    });
  }
}
