/** One shard from its claim to its end. */
import { PerpmillError } from "@perpmill/engine";
import type { FastifyBaseLogger } from "fastify";
import type { Kysely } from "kysely";
import type { Database, StudiesTable } from "../../../db/schema.js";
import { ServerError } from "../../../errors.js";
import { answerOf } from "../../../problems.js";
import type { DataFiles, TaskPlaces, UserModule } from "../../../workers/protocol.js";
import type { GivenRow, StudyRowsTask } from "../../../workers/study-tasks.js";
import type { JobSlot } from "../jobs/lane.js";
import type { ShardClaim, ShardLoad, ShardWork } from "../studies/shard-work.js";
import type { ShardName } from "./shard-broker.js";
import type { Taken } from "./shard-inbox.js";
import { tellShardNews } from "./shard-news.js";

/** Where what a shard reads is found: in the server's own folders, or fetched from it. */
export interface ShardSource {
  /** The files of a data set. @param hash of its content */
  data(hash: string): Promise<DataFiles>;
  /** What a study runs besides the built-in strategies; null for one of those. */
  strategy(study: Pick<StudiesTable, "strategy" | "owner_id">): Promise<UserModule | null>;
}

/** Why a shard is stopped: it is somebody else's by now, nobody wants it, or this worker goes. */
export type StopReason = "lost" | "withdrawn" | "leaving";

export interface ShardRunOptions {
  readonly shard: ShardName;
  readonly slot: JobSlot;
  readonly db: Kysely<Database>;
  readonly work: ShardWork;
  readonly source: ShardSource;
  readonly folders: TaskPlaces;
  /** who works on it, for people to read */
  readonly worker: string;
  readonly log: FastifyBaseLogger;
  /** told how many rows were written */
  readonly onRows: (rows: number) => void;
}

/** Rows are written this often, and after so many. */
const WRITE_MS = 1000;
const WRITE_ROWS = 256;
/** How often a shard may end its process, or its worker, before it is taken for one that always does. */
const ATTEMPTS = 5;
/** How often it may be begun, whatever happened to those who did. */
const BEGINNINGS = 25;
/** Longest time of a shard. */
const TIMEOUT_MS = 6 * 3_600_000;

/** Errors that another attempt may not meet. */
const PASSING: ReadonlySet<string> = new Set(["WORKER_LOST", "WORKER_MEMORY", "NOT_READY"]);

export class ShardRun {
  readonly shard: ShardName;
  readonly #options: ShardRunOptions;
  readonly #controller = new AbortController();
  #claim: ShardClaim | null = null;
  #reason: StopReason | null = null;
  #buffer: GivenRow[] = [];
  #writeDueMs = 0;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: ShardRunOptions) {
    this.#options = options;
    this.shard = options.shard;
  }

  /** Stops it, once. */
  stop(reason: StopReason): void {
    this.#reason ??= reason;
    this.#controller.abort();
  }

  /** Stops it when its claim no longer holds. */
  async check(): Promise<void> {
    if (this.#claim !== null && !(await this.#options.work.renew(this.#claim))) this.stop("lost");
  }

  /**
   * Works it out.
   * @returns what becomes of it in the queue
   * @throws what keeps it from the database or from its data: it is tried again later
   */
  async run(): Promise<Taken> {
    const { studyId, position } = this.shard;
    const { work, worker } = this.#options;
    const claim = await work.claim(studyId, position, worker);
    if (claim === null) return "settled";
    this.#claim = claim;
    try {
      if (claim.attempt > BEGINNINGS) throw new ServerError("WORKER_LOST");
      const load = await work.load(claim);
      if (load === null) return "settled";
      if (load.rows.length > 0) await this.#compute(load);
      await this.#end("done", null);
      return "settled";
    } catch (error) {
      return this.#failed(claim, error);
    }
  }

  async #compute(load: ShardLoad): Promise<void> {
    const { slot } = this.#options;
    const task = await this.#unlessStopped(this.#task(load));
    this.#writeDueMs = performance.now() + WRITE_MS;
    const control = {
      timeoutMs: TIMEOUT_MS,
      signal: this.#controller.signal,
      onRows: (rows: readonly GivenRow[]) => this.#takeRows(load, rows),
    };
    try {
      await slot.run(task, control, () => {});
    } finally {
      if (this.#reason !== "lost" && this.#reason !== "withdrawn") this.#write(load);
      await this.#writing;
    }
  }

  /** Data may be a while coming: whoever stops does not wait for it. */
  #unlessStopped<T>(work: Promise<T>): Promise<T> {
    const { signal } = this.#controller;
    const stopped = new Promise<never>((_, reject) => {
      const stop = (): void => reject(new PerpmillError("ABORTED", { message: "stopped" }));
      if (signal.aborted) stop();
      else signal.addEventListener("abort", stop, { once: true });
    });
    return Promise.race([work, stopped]);
  }

  async #task({ study, contents, recipe, rows }: ShardLoad): Promise<StudyRowsTask> {
    const { source, folders } = this.#options;
    const { bars, mark, funding } = contents;
    return {
      kind: "study-rows",
      places: folders,
      data: {
        bars: await source.data(bars),
        mark: mark === null ? null : await source.data(mark),
        funding: funding === null ? null : await source.data(funding),
        range: { fromMs: null, toMs: null },
      },
      strategy: await source.strategy(study),
      recipe,
      rows,
    };
  }

  #takeRows(load: ShardLoad, rows: readonly GivenRow[]): void {
    this.#buffer.push(...rows);
    if (this.#buffer.length < WRITE_ROWS && performance.now() < this.#writeDueMs) return;
    this.#write(load);
  }

  #write(load: ShardLoad): void {
    const rows = this.#buffer;
    if (rows.length === 0) return;
    this.#buffer = [];
    this.#writeDueMs = performance.now() + WRITE_MS;
    const { work, onRows } = this.#options;
    const written = this.#writing.then(async () => {
      if (await work.putRows(load, rows)) onRows(rows.length);
      else this.stop("lost");
    });
    // Told when the shard ends: rows that could not be written make it fail.
    written.catch(() => this.#controller.abort());
    this.#writing = written;
  }

  async #end(state: "done" | "failed", error: unknown): Promise<void> {
    const claim = this.#claim;
    if (claim === null) return;
    const { db, work } = this.#options;
    const { studyId, position } = this.shard;
    const problem = error === null ? null : answerOf(error, "en", "").problem;
    await db.transaction().execute(async (trx) => {
      if (!(await work.end(claim, state, problem, trx))) return;
      await tellShardNews(trx, { type: "changed", studyId, position });
    });
  }

  async #failed(claim: ShardClaim, error: unknown): Promise<Taken> {
    const { work, log } = this.#options;
    if (this.#reason !== null)
      log.info({ shard: this.shard, reason: this.#reason }, "a shard is stopped");
    if (this.#reason === "lost" || this.#reason === "withdrawn") return "settled";
    if (this.#reason === "leaving") {
      await work.giveBack(claim);
      return "back";
    }
    if (isFinal(error, claim)) {
      await this.#end("failed", error);
      return "settled";
    }
    log.warn({ err: error, shard: this.shard }, "a shard is tried again later");
    await work.giveBack(claim);
    return "later";
  }
}

/** Whether a shard would fail again: its configuration is at fault, or it has failed often enough. */
function isFinal(error: unknown, { attempt }: ShardClaim): boolean {
  if (error instanceof PerpmillError) return error.code !== "ABORTED";
  if (!(error instanceof ServerError)) return attempt > BEGINNINGS;
  return !PASSING.has(error.code) || attempt >= ATTEMPTS;
}
