/** Every query about who takes shards. Times are the database's: machines need not agree on theirs. */
import { type Kysely, sql } from "kysely";
import type { Database, ShardWorkersTable } from "../../../db/schema.js";

/** What somebody who takes shards says of himself. */
export type WorkerReport = Omit<ShardWorkersTable, "started_ms" | "heartbeat_ms">;

/** What was said last, and how long ago. */
export type WorkerRow = ShardWorkersTable & { readonly silent_ms: number };

/** Rows of those that went without a word are kept so long. */
const FORGOTTEN_MS = 3_600_000;

const now = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

/** Says that it lives, and how it is doing. */
export async function reportWorker(db: Kysely<Database>, report: WorkerReport): Promise<void> {
  const { id: _, ...said } = report;
  await db
    .insertInto("shard_workers")
    .values({ ...report, started_ms: now, heartbeat_ms: now })
    .onConflict((conflict) => conflict.column("id").doUpdateSet({ ...said, heartbeat_ms: now }))
    .execute();
}

/** Leaves, with a word. */
export async function removeWorker(db: Kysely<Database>, id: string): Promise<void> {
  await db.deleteFrom("shard_workers").where("id", "=", id).execute();
}

/** All that were heard of in the last hour, by name; those of before are forgotten. */
export async function listWorkers(db: Kysely<Database>): Promise<WorkerRow[]> {
  await db
    .deleteFrom("shard_workers")
    .where("heartbeat_ms", "<", sql<number>`${now} - ${sql.lit(FORGOTTEN_MS)}`)
    .execute();
  return db
    .selectFrom("shard_workers")
    .selectAll()
    .select(sql<number>`${now} - heartbeat_ms`.as("silent_ms"))
    .orderBy("name")
    .orderBy("id")
    .execute();
}
