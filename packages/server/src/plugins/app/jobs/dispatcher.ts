/** Gives free processes their jobs, and looks after those that run, also for servers that are gone. */
import type { FastifyBaseLogger } from "fastify";
import type { Kysely } from "kysely";
import type { Clock } from "../../../clock.js";
import type { Database } from "../../../db/schema.js";
import type { Settings } from "../../../settings/settings.js";
import type { JobChanges } from "./job-changes.js";
import { JOB_LANES, type JobLane } from "./job-states.js";
import type { Job } from "./job-types.js";
import * as repository from "./jobs-repository.js";
import type { JobSlot } from "./lane.js";
import type { ProcessPool } from "./process-pool.js";
import { RunningJob } from "./running-job.js";
import { isGone, newServerId } from "./server-identity.js";
import { Turns } from "./turns.js";

export interface DispatcherOptions {
  readonly db: Kysely<Database>;
  readonly pool: ProcessPool;
  readonly settings: Pick<Settings, "runningLimitPerUser" | "runTimeoutMs">;
  readonly clock: Clock;
  readonly log: FastifyBaseLogger;
  readonly changes: JobChanges;
  /** told how long each job had a process, ms */
  readonly onTook: (tookMs: number) => void;
}

const TICK_MS = 1000;

export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #serverId = newServerId();
  readonly #running = new Map<string, RunningJob>();
  readonly #turns: Readonly<Record<JobLane, Turns>> = {
    compute: new Turns(),
    transfer: new Turns(),
  };
  /** lanes that are being filled, and whether to look again after that */
  readonly #filling = new Map<JobLane, boolean>();
  readonly #work = new Set<Promise<void>>();
  #ticking: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  /** whether `stop` was called */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** The job while it runs here. */
  running(id: string): RunningJob | undefined {
    return this.#running.get(id);
  }

  /** Takes over what servers that are gone left, and begins to work. */
  async start(): Promise<void> {
    await this.#takeOver();
    this.#ticking = setInterval(() => this.track(this.#tick()), TICK_MS);
    this.#ticking.unref();
    this.wake();
  }

  /** Stops working: jobs that run go back into the queue, as if they had never begun. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#ticking !== null) clearInterval(this.#ticking);
    for (const running of this.#running.values()) running.handBack();
    while (this.#work.size > 0) await Promise.all(this.#work);
  }

  /** Looks for work. Cheap; called whenever there may be some. */
  wake(): void {
    for (const lane of JOB_LANES) this.track(this.#fill(lane));
  }

  /** Work that `stop` waits for; its errors are logged, as nobody else hears of them. */
  track(work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) => this.#options.log.error({ err: error }, "the queue failed"))
      .finally(() => this.#work.delete(tracked));
    this.#work.add(tracked);
  }

  async #fill(lane: JobLane): Promise<void> {
    if (this.#filling.has(lane)) {
      this.#filling.set(lane, true);
      return;
    }
    try {
      do {
        this.#filling.set(lane, false);
        while (!this.#stopped && (await this.#startNext(lane)));
      } while (this.#filling.get(lane));
    } finally {
      this.#filling.delete(lane);
    }
  }

  /** Whether a job was started. */
  async #startNext(lane: JobLane): Promise<boolean> {
    const slot = this.#options.pool.reserve(lane);
    if (slot === null) return false;
    try {
      const job = await this.#take(lane);
      if (job === null) {
        slot.release();
        return false;
      }
      this.#run(job, slot);
      return true;
    } catch (error) {
      slot.release();
      throw error;
    }
  }

  async #take(lane: JobLane): Promise<Job | null> {
    const { db, settings, clock, changes } = this.#options;
    const { kinds } = changes;
    const waiting = await repository.waitingOwners(db, lane, kinds);
    const mine = [...this.#running.values()].filter(({ job }) => job.lane === lane);
    const free = waiting.filter(
      (owner) =>
        mine.filter(({ job }) => job.owner_id === owner).length < settings.runningLimitPerUser,
    );
    const owner = this.#turns[lane].next(free);
    if (owner === undefined) return null;
    const id = await repository.firstWaiting(db, lane, kinds, owner);
    if (id === undefined) return null;
    this.#turns[lane].serve(owner);
    return changes.apply((trx) => repository.claimJob(trx, id, this.#serverId, clock.nowMs()));
  }

  #run(job: Job, slot: JobSlot): void {
    const { db, settings, clock, log, changes, onTook } = this.#options;
    const startedMs = performance.now();
    const running = new RunningJob({
      job,
      handler: changes.handler(job.kind),
      slot,
      db,
      clock,
      log,
      serverId: this.#serverId,
      timeoutMs: settings.runTimeoutMs,
      tell: (event) => changes.events.tell(event),
    });
    this.#running.set(job.id, running);
    const work = running.ended.then(() => {
      this.#running.delete(job.id);
      onTook(performance.now() - startedMs);
      this.wake();
    });
    this.track(work);
  }

  async #tick(): Promise<void> {
    const progress = new Map(
      [...this.#running].flatMap(([id, running]) => {
        const news = running.takeNews();
        return news === null ? [] : [[id, news] as const];
      }),
    );
    const { db, clock } = this.#options;
    if (this.#running.size > 0) {
      await repository.noteHeartbeat(db, this.#serverId, clock.nowMs(), progress);
    }
    await this.#takeOver();
    this.wake();
  }

  /** Puts jobs of servers that are gone back into the queue. */
  async #takeOver(): Promise<void> {
    const { db, clock, log, changes } = this.#options;
    for (const row of await repository.runningElsewhere(db, this.#serverId)) {
      if (!isGone(row.server_id, row.heartbeat_ms, clock.nowMs())) continue;
      const job = await changes.apply((trx) => repository.requeueJob(trx, row.id, row.server_id));
      if (job !== null) log.warn({ job: job.id }, "took over a job of a server that is gone");
    }
  }
}
