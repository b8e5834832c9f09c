/** How files become a data set: written into a folder of its own, then read by a job. `app.data.intake`. */
import { randomUUID } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Kysely } from "kysely";
import type { Clock } from "../../../clock.js";
import type { Database, DataSetsTable } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import type { HomePaths } from "../../../home-paths.js";
import type { ReadOptions } from "../../../workers/protocol.js";
import type { Jobs } from "../jobs/job-types.js";
import type { StoredDataFile } from "./content-hash.js";
import type { DataSetsRepository } from "./data-sets-repository.js";
import { checkedName } from "./file-names.js";
import { submitImport } from "./import-job.js";
import type { Quota } from "./quota.js";
import { idTaken, type UploadMeter } from "./upload-meter.js";
import { type IncomingFile, inTime, writeIncoming } from "./write-incoming.js";

/** What is said of files that are to become a data set; what is left out is told by their content. */
export interface IntakeOptions extends ReadOptions {
  /** a new UUID; default: one is made */
  readonly id?: string;
  readonly name?: string;
  readonly kind?: string;
  readonly market?: string;
  readonly shared?: boolean;
}

/** Where files come from. */
export interface IntakeSource {
  readonly ownerId: string;
  readonly origin: Exclude<DataSetsTable["origin"], "download">;
  readonly files: AsyncIterable<IncomingFile> | Iterable<IncomingFile>;
  /** bytes of all files, for progress; null where it is not known */
  readonly totalBytes: number | null;
  /** bytes of all files, at most */
  readonly limitBytes: number;
}

export interface IntakeParts {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly paths: HomePaths;
  readonly jobs: Jobs;
  readonly repository: DataSetsRepository;
  readonly uploads: UploadMeter;
  readonly quota: Quota;
}

const FILES_MAX = 500;
const STALL_MS = 60_000;

function tooMuch(limitBytes: number): ServerError {
  return new ServerError("REQUEST_TOO_LARGE", {
    message: `these files are larger than the ${limitBytes} bytes that the server takes at once`,
    field: "body",
  });
}

/** `ETHUSDT-1m-2024-01` of `ETHUSDT-1m-2024-01.csv.gz`, and how many more there are. */
function nameOf(files: readonly StoredDataFile[]): string {
  const [first] = files;
  const base = first?.name.replace(/(\.[a-z0-9]{1,8}){1,2}$/i, "").slice(0, 100) ?? "";
  const more = files.length > 1 ? ` (+${files.length - 1})` : "";
  return `${base === "" ? "data" : base}${more}`;
}

async function* each<T>(items: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

function rowOf(
  id: string,
  { ownerId, origin }: IntakeSource,
  options: IntakeOptions,
  nowMs: number,
): DataSetsTable {
  const { id: _, name, kind, market, shared, symbol, ...read } = options;
  return {
    id,
    owner_id: ownerId,
    shared: shared === true ? 1 : 0,
    name: name ?? "",
    kind: kind ?? "last",
    market: market ?? "",
    symbol: symbol ?? null,
    interval_ms: null,
    state: "preparing",
    origin,
    folder: `server/data-sets/${id}`,
    files: "[]",
    read_options: JSON.stringify(read),
    facts: null,
    content_hash: null,
    bytes: 0,
    first_ms: null,
    last_ms: null,
    rows: null,
    job_id: null,
    error: null,
    created_ms: nowMs,
  };
}

export class Intake {
  readonly #parts: IntakeParts;

  constructor(parts: IntakeParts) {
    this.#parts = parts;
  }

  /**
   * Brings files in and queues the job that reads them.
   * @returns the id of the data set, which is `preparing`
   * @throws REQUEST_INVALID, REQUEST_TOO_LARGE, QUOTA_EXCEEDED, CONFLICT for an id that is taken,
   *   RATE_LIMITED, QUEUE_FULL, and what the file system throws; then nothing is left of it
   */
  async bring(source: IntakeSource, options: IntakeOptions): Promise<string> {
    const { uploads, repository, clock } = this.#parts;
    const { ownerId, totalBytes, limitBytes } = source;
    if (totalBytes !== null && totalBytes > limitBytes) throw tooMuch(limitBytes);
    const id = options.id ?? randomUUID();
    await this.#checkFree(id);
    const roomBytes = await this.#room(source);
    const signal = uploads.begin(id, ownerId, totalBytes);
    try {
      await repository.insert(rowOf(id, source, options, clock.nowMs()));
      return await this.#fill(id, { ...source, roomBytes }, options, signal);
    } finally {
      uploads.end(id);
    }
  }

  async #fill(
    id: string,
    source: IntakeSource & { readonly roomBytes: number },
    options: IntakeOptions,
    signal: AbortSignal,
  ): Promise<string> {
    const { repository, paths } = this.#parts;
    const folder = join(paths.dataSets, id);
    try {
      const files = await this.#write(id, folder, source, signal);
      await this.#submit(id, source, files, options);
      return id;
    } catch (error) {
      await repository.delete(id);
      await rm(folder, { recursive: true, force: true });
      throw signal.aborted ? signal.reason : error;
    }
  }

  async #checkFree(id: string): Promise<void> {
    if ((await this.#parts.repository.get(id)) !== null) throw idTaken(id);
  }

  /** Bytes that may come. What an operator brings over is taken whole. */
  async #room({ ownerId, origin, totalBytes }: IntakeSource): Promise<number> {
    if (origin === "migration") return Number.POSITIVE_INFINITY;
    const { quota } = this.#parts;
    const roomBytes = await quota.room(ownerId);
    if (roomBytes === 0 || (totalBytes ?? 0) > roomBytes) throw quota.exceeded();
    return roomBytes;
  }

  async #write(
    id: string,
    folder: string,
    { files, limitBytes, roomBytes }: IntakeSource & { readonly roomBytes: number },
    signal: AbortSignal,
  ): Promise<readonly StoredDataFile[]> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const { quota, uploads } = this.#parts;
    let total = 0;
    const count = (bytes: number): void => {
      total += bytes;
      if (total > limitBytes) throw tooMuch(limitBytes);
      if (total > roomBytes) throw quota.exceeded();
      uploads.add(id, bytes);
    };
    const written = new Map<string, StoredDataFile>();
    const pace = { signal, stallMs: STALL_MS };
    for await (const { name: given, chunks } of inTime(each(files), pace)) {
      const name = checkedName(given, "body.file");
      // file systems that do not tell capitals apart would take them for one
      const key = name.toLowerCase();
      if (written.has(key)) {
        const message = `two files are called ${name}`;
        throw new ServerError("REQUEST_INVALID", { message, field: "body.file" });
      }
      if (written.size === FILES_MAX) {
        const message = `a data set has ${FILES_MAX} files at most`;
        throw new ServerError("REQUEST_TOO_LARGE", { message, field: "body.file" });
      }
      written.set(key, await writeIncoming(folder, name, chunks, { ...pace, count }));
    }
    if (written.size === 0) {
      const message = "there is no file in the request";
      throw new ServerError("REQUEST_INVALID", { message, field: "body" });
    }
    return [...written.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async #submit(
    id: string,
    { ownerId, origin }: IntakeSource,
    files: readonly StoredDataFile[],
    { name, kind }: IntakeOptions,
  ): Promise<void> {
    const { db, jobs, repository, quota } = this.#parts;
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    await db.transaction().execute(async (trx) => {
      const named = { name: name ?? nameOf(files), files: JSON.stringify(files), bytes };
      await repository.update(id, named, trx);
      // Others of the same user may have come in meanwhile.
      if (origin !== "migration") await quota.checkOwned(ownerId, trx);
      await submitImport(
        { id, ownerId, kind: kind ?? null, next: null },
        { jobs, repository },
        trx,
      );
    });
  }
}
