/** All trades of a result as one file of a format, made once by a process and kept for a while. */
import { randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
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
  /** bytes by file name; the one used last is the last */
  readonly #kept = new Map<string, number>();
  readonly #making = new Map<string, Promise<void>>();

  constructor(parts: TradeFilesParts) {
    this.#parts = parts;
  }

  /**
   * The file, open; the caller closes it.
   * @param tag tells results of the same key apart: its hash
   * @throws ServerError BLOB_DAMAGED, QUEUE_FULL and what the pool throws
   */
  async open(key: string, tag: string, format: FileFormat, ownerId: string): Promise<FileHandle> {
    const name = `${key}-${tag}.${format}`;
    for (;;) {
      const known = this.#kept.has(name);
      if (!known) await this.#make(name, key, format, ownerId);
      try {
        const file = await open(join(this.#parts.folder, name), "r");
        this.#use(name);
        return file;
      } catch (error) {
        this.#kept.delete(name);
        // Once more when somebody has emptied the folder; not when it was made just now.
        if (!known) throw error;
      }
    }
  }

  #use(name: string): void {
    const bytes = this.#kept.get(name);
    if (bytes === undefined) return;
    this.#kept.delete(name);
    this.#kept.set(name, bytes);
  }

  #make(name: string, key: string, format: FileFormat, ownerId: string): Promise<void> {
    const running = this.#making.get(name);
    if (running !== undefined) return running;
    const making = this.#write(name, key, format, ownerId).finally(() => this.#making.delete(name));
    this.#making.set(name, making);
    return making;
  }

  async #write(name: string, key: string, format: FileFormat, ownerId: string): Promise<void> {
    const { pool, results, folder } = this.#parts;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const chunks = await results.chunks(key, "trades");
    const out = join(folder, `${randomUUID()}.tmp`);
    try {
      const { bytes } = await pool.call(
        { kind: "export", pieces: chunks.map((chunk) => chunk.bytes), format, out },
        { ownerId, timeoutMs: TIMEOUT_MS },
      );
      await rename(out, join(folder, name));
      this.#kept.set(name, bytes);
    } finally {
      await rm(out, { force: true });
    }
    await this.#trim(name);
  }

  async #trim(newest: string): Promise<void> {
    let total = [...this.#kept.values()].reduce((sum, bytes) => sum + bytes, 0);
    for (const [name, bytes] of this.#kept) {
      if (total <= KEPT_BYTES || name === newest) return;
      this.#kept.delete(name);
      total -= bytes;
      // Whoever has it open reads on.
      await rm(join(this.#parts.folder, name), { force: true });
    }
  }
}
