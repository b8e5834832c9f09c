/** Every query about jobs. Each takes the transaction that it belongs to. */
import type { Kysely, Selectable } from "kysely";
import type { Database, JobsTable } from "../../../db/schema.js";
import type { Problem } from "../../../schemas/problem.js";
import type { TaskProgress } from "../../../workers/protocol.js";
import type { JobKind, JobLane } from "./job-states.js";
import type { Job } from "./job-types.js";

type Db = Kysely<Database>;
type Row = Selectable<JobsTable>;

/** Progress as JSON has it; the curve is not kept. */
type KeptProgress = Omit<TaskProgress, "equity">;

/** A row with its JSON read. */
function jobOf(row: Row): Job {
  const progress: KeptProgress | null = row.progress === null ? null : JSON.parse(row.progress);
  const error: Problem | null = row.error === null ? null : JSON.parse(row.error);
  return {
    ...row,
    payload: JSON.parse(row.payload),
    progress: progress === null ? null : { ...progress, equity: null },
    error,
  };
}

/** Writes a job that waits. */
export async function insertJob(db: Db, row: Row): Promise<Job> {
  await db.insertInto("jobs").values(row).execute();
  return jobOf(row);
}

export async function findJob(db: Db, id: string): Promise<Job | null> {
  const row = await db.selectFrom("jobs").selectAll().where("id", "=", id).executeTakeFirst();
  return row === undefined ? null : jobOf(row);
}

/** Ids of what waits and runs of a user. */
export async function unfinishedJobs(db: Db, ownerId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("jobs")
    .select("id")
    .where("owner_id", "=", ownerId)
    .where("state", "in", ["queued", "running"])
    .execute();
  return rows.map(({ id }) => id);
}

/** Deletes jobs of a user that have ended. */
export async function deleteEndedJobs(db: Db, ownerId: string): Promise<void> {
  await db
    .deleteFrom("jobs")
    .where("owner_id", "=", ownerId)
    .where("state", "in", ["done", "failed", "cancelled"])
    .execute();
}

/** How many wait and run, in all or of a user. */
export async function countJobs(
  db: Db,
  ownerId?: string,
): Promise<{ readonly queued: number; readonly running: number }> {
  let query = db
    .selectFrom("jobs")
    .select(({ fn }) => ["state", fn.countAll<number>().as("count")])
    .where("state", "in", ["queued", "running"])
    .groupBy("state");
  if (ownerId !== undefined) query = query.where("owner_id", "=", ownerId);
  const rows = await query.execute();
  const of = (state: string): number => Number(rows.find((row) => row.state === state)?.count ?? 0);
  return { queued: of("queued"), running: of("running") };
}

/** Jobs that wait or run with their owners' names, those that run first, then the oldest. */
export async function openJobs(
  db: Db,
  ownerId: string | null,
  limit: number,
): Promise<readonly (Job & { readonly owner_name: string })[]> {
  let query = db
    .selectFrom("jobs")
    .innerJoin("users", "users.id", "jobs.owner_id")
    .selectAll("jobs")
    .select("users.name as owner_name")
    .where("state", "in", ["queued", "running"])
    // "running" comes after "queued" in the alphabet.
    .orderBy("state", "desc")
    .orderBy("jobs.created_ms")
    .orderBy("jobs.id")
    .limit(limit);
  if (ownerId !== null) query = query.where("owner_id", "=", ownerId);
  const rows = await query.execute();
  return rows.map(({ owner_name, ...row }) => ({ ...jobOf(row), owner_name }));
}

/** Users with jobs of a lane that wait, of the kinds that there is somebody for. */
export async function waitingOwners(
  db: Db,
  lane: JobLane,
  kinds: readonly JobKind[],
): Promise<string[]> {
  const rows = await db
    .selectFrom("jobs")
    .select("owner_id")
    .distinct()
    .where("state", "=", "queued")
    .where("lane", "=", lane)
    .where("kind", "in", kinds)
    .orderBy("owner_id")
    .execute();
  return rows.map((row) => row.owner_id);
}

/** The job of a user that is next: the largest priority, then the oldest. */
export async function firstWaiting(
  db: Db,
  lane: JobLane,
  kinds: readonly JobKind[],
  ownerId: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom("jobs")
    .select("id")
    .where("state", "=", "queued")
    .where("lane", "=", lane)
    .where("kind", "in", kinds)
    .where("owner_id", "=", ownerId)
    .orderBy("priority", "desc")
    .orderBy("created_ms")
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

/** Takes a job that waits; null when it does no more. */
export async function claimJob(
  db: Db,
  id: string,
  serverId: string,
  nowMs: number,
): Promise<Job | null> {
  const row = await db
    .updateTable("jobs")
    .set(({ eb }) => ({
      state: "running",
      attempt: eb("attempt", "+", 1),
      server_id: serverId,
      worker_pid: null,
      heartbeat_ms: nowMs,
      started_ms: nowMs,
      progress: null,
    }))
    .where("id", "=", id)
    .where("state", "=", "queued")
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : jobOf(row);
}

/** How a job ends. `from`: the state that it must be in. */
export interface Ending {
  readonly id: string;
  readonly from:
    | { readonly state: "queued" }
    | { readonly state: "running"; readonly serverId: string };
  readonly state: "done" | "failed" | "cancelled";
  readonly error: Problem | null;
  readonly nowMs: number;
}

/** Ends a job; null when it is in another state, or another server's. */
export async function endJob(
  db: Db,
  { id, from, state, error, nowMs }: Ending,
): Promise<Job | null> {
  let query = db
    .updateTable("jobs")
    .set({
      state,
      error: error === null ? null : JSON.stringify(error),
      finished_ms: nowMs,
      worker_pid: null,
      heartbeat_ms: null,
    })
    .where("id", "=", id)
    .where("state", "=", from.state);
  if (from.state === "running") query = query.where("server_id", "=", from.serverId);
  const row = await query.returningAll().executeTakeFirst();
  return row === undefined ? null : jobOf(row);
}

/** Puts a job that a server runs, or ran, back into the queue; null when it does not run there. */
export async function requeueJob(db: Db, id: string, serverId: string | null): Promise<Job | null> {
  const row = await db
    .updateTable("jobs")
    .set({
      state: "queued",
      server_id: null,
      worker_pid: null,
      heartbeat_ms: null,
      started_ms: null,
      progress: null,
    })
    .where("id", "=", id)
    .where("state", "=", "running")
    .where("server_id", serverId === null ? "is" : "=", serverId)
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : jobOf(row);
}

/** Jobs that run, as far as the database knows, on other servers. */
export function runningElsewhere(db: Db, serverId: string) {
  return db
    .selectFrom("jobs")
    .select(["id", "server_id", "heartbeat_ms"])
    .where("state", "=", "running")
    .where((eb) => eb.or([eb("server_id", "!=", serverId), eb("server_id", "is", null)]))
    .orderBy("created_ms")
    .execute();
}

/** Notes which process computes a job. */
export async function noteWorker(db: Db, id: string, pid: number): Promise<void> {
  await db
    .updateTable("jobs")
    .set({ worker_pid: pid })
    .where("id", "=", id)
    .where("state", "=", "running")
    .execute();
}

/** Notes that a server lives, and how far its jobs are. */
export async function noteHeartbeat(
  db: Db,
  serverId: string,
  nowMs: number,
  progress: ReadonlyMap<string, TaskProgress>,
): Promise<void> {
  await db
    .updateTable("jobs")
    .set({ heartbeat_ms: nowMs })
    .where("state", "=", "running")
    .where("server_id", "=", serverId)
    .execute();
  for (const [id, { equity: _, ...kept }] of progress) {
    await db
      .updateTable("jobs")
      .set({ progress: JSON.stringify(kept satisfies KeptProgress) })
      .where("id", "=", id)
      .where("state", "=", "running")
      .execute();
  }
}
