/**
 * Works on shards, as many at once as it has places, each in a process of its own: this one has time to say
 * that it lives, whatever is computed. The server is one, and so is `perpmill worker`.
 */
import { randomUUID } from "node:crypto";
import { ENGINE_VERSION } from "@perpmill/engine";
import type { FastifyBaseLogger } from "fastify";
import type { Kysely } from "kysely";
import type { Database } from "../../../db/schema.js";
import type { TaskPlaces } from "../../../workers/protocol.js";
import { Lane } from "../jobs/lane.js";
import type { ShardWork } from "../studies/shard-work.js";
import type { BrokerOptions, ShardName } from "./shard-broker.js";
import { ShardInbox, type Taken } from "./shard-inbox.js";
import { ShardRun, type ShardSource, type StopReason } from "./shard-run.js";
import { removeWorker, reportWorker } from "./shard-workers-repository.js";

export interface ShardWorkerOptions {
  readonly broker: Omit<BrokerOptions, "onError">;
  readonly db: Kysely<Database>;
  readonly work: ShardWork;
  readonly source: ShardSource;
  readonly folders: TaskPlaces;
  /** as its operator calls it, or its machine */
  readonly name: string;
  /** shards at once */
  readonly places: number;
  readonly lockMs: number;
  readonly limits: {
    /** most memory of a process */
    readonly memoryBytes: number;
    /** longest time of one step of a user's code */
    readonly stepMs: number;
  };
  readonly log: FastifyBaseLogger;
}

/** How often it says that it lives. */
export const REPORT_MS = 2000;
const MINUTE_MS = 60_000;

/** The module that processes run: the built one, whether this runs built or from its sources. */
const ENTRY = new URL("../../../../dist/workers/main.js", import.meta.url);

/** Rows that were done of late. */
class RecentRows {
  readonly #done: { readonly ms: number; readonly rows: number }[] = [];

  add(rows: number): void {
    this.#done.push({ ms: performance.now(), rows });
  }

  /** Of the last minute. */
  get count(): number {
    const since = performance.now() - MINUTE_MS;
    while ((this.#done[0]?.ms ?? since) < since) this.#done.shift();
    return this.#done.reduce((sum, { rows }) => sum + rows, 0);
  }
}

export class ShardWorker {
  readonly #options: ShardWorkerOptions;
  readonly #id = randomUUID();
  readonly #lane: Lane;
  readonly #inbox: ShardInbox;
  readonly #running = new Set<ShardRun>();
  readonly #recent = new RecentRows();
  #shardsDone = 0;
  #rowsDone = 0;
  #leaving = false;
  #closed: Promise<void> | null = null;
  #reporting: NodeJS.Timeout | null = null;

  /** Takes shards from now on. */
  constructor(options: ShardWorkerOptions) {
    this.#options = options;
    const { broker, name, places, lockMs, limits, log } = options;
    const { memoryBytes, stepMs } = limits;
    const onFree = () => {};
    this.#lane = new Lane({
      lane: "compute",
      jobs: places,
      entry: ENTRY,
      memoryBytes,
      stepMs,
      log,
      onFree,
    });
    this.#inbox = new ShardInbox({
      ...broker,
      name,
      places,
      lockMs,
      take: (shard, lost) => this.#take(shard, lost),
      onError: (error) => log.warn({ err: error }, "the queue of shards has trouble"),
    });
  }

  /** When it takes shards, and is in the list of those who do. Throws what keeps it from that */
  async ready(): Promise<void> {
    await this.#inbox.ready();
    await this.#report();
    this.#reporting = setInterval(() => {
      this.#report().catch((error: unknown) =>
        this.#options.log.warn({ err: error }, "could not say that this worker lives"),
      );
    }, REPORT_MS);
    this.#reporting.unref();
  }

  /** Stops what it has of a study, at once; what nobody wants is settled. */
  stopStudy(studyId: string): void {
    this.#stop("withdrawn", (run) => run.shard.studyId === studyId);
  }

  /** Looks whether what it has is still its own; after news may have been lost. */
  async check(): Promise<void> {
    await Promise.all([...this.#running].map((run) => run.check()));
  }

  /**
   * Takes no more, finishes what it has, and gives back what is not finished in time. Called again, it may be
   * given less time.
   * @param graceMs 0: gives all back at once
   */
  async close(graceMs: number): Promise<void> {
    const late = setTimeout(() => this.#stop("leaving", () => true), graceMs);
    this.#closed ??= this.#leave();
    await this.#closed;
    clearTimeout(late);
  }

  async #leave(): Promise<void> {
    const { db, log } = this.#options;
    this.#leaving = true;
    const told = this.#report().catch(() => {});
    await this.#inbox.close();
    if (this.#reporting !== null) clearInterval(this.#reporting);
    await told;
    await removeWorker(db, this.#id).catch((error: unknown) =>
      log.warn({ err: error }, "could not say that this worker is gone"),
    );
    await this.#lane.close();
  }

  #stop(reason: StopReason, which: (run: ShardRun) => boolean): void {
    for (const run of this.#running) if (which(run)) run.stop(reason);
  }

  async #take(shard: ShardName, lost: AbortSignal): Promise<Taken> {
    const slot = this.#lane.reserve();
    if (slot === null) throw new Error("more shards than places");
    const { db, work, source, folders, log } = this.#options;
    const run = new ShardRun({
      shard,
      slot,
      db,
      work,
      source,
      folders,
      log,
      worker: `${this.#options.name} ${this.#id.slice(0, 8)}`,
      onRows: (rows) => {
        this.#rowsDone += rows;
        this.#recent.add(rows);
      },
    });
    this.#running.add(run);
    lost.addEventListener("abort", () => run.stop("lost"), { once: true });
    try {
      const taken = await run.run();
      if (taken === "settled") this.#shardsDone += 1;
      return taken;
    } finally {
      this.#running.delete(run);
      slot.release();
    }
  }

  #report(): Promise<void> {
    const { db, name, places } = this.#options;
    return reportWorker(db, {
      id: this.#id,
      name,
      version: ENGINE_VERSION,
      state: this.#leaving ? "leaving" : "working",
      places,
      busy: this.#running.size,
      shards_done: this.#shardsDone,
      rows_done: this.#rowsDone,
      rows_last_minute: this.#recent.count,
    });
  }
}
