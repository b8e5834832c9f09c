/** Queries about shards that the queue over many machines asks. */
import type { Kysely } from "kysely";
import type { Database, StudyShardsTable } from "../../../db/schema.js";

/** Positions of the shards of a study that are not done, in order. @param limit at most so many */
export async function openShards(
  db: Kysely<Database>,
  studyId: string,
  limit: number | null = null,
): Promise<number[]> {
  const query = db
    .selectFrom("study_shards")
    .select("position")
    .where("study_id", "=", studyId)
    .where("state", "in", ["waiting", "running"])
    .orderBy("position");
  const rows = await (limit === null ? query : query.limit(limit)).execute();
  return rows.map(({ position }) => position);
}

/** Shards that are worked on, of studies that run. */
export function runningShards(
  db: Kysely<Database>,
): Promise<Pick<StudyShardsTable, "study_id" | "position" | "rows_done">[]> {
  return db
    .selectFrom("studies")
    .innerJoin("study_shards", "study_shards.study_id", "studies.id")
    .select(["study_shards.study_id", "study_shards.position", "study_shards.rows_done"])
    .where("studies.state", "=", "running")
    .where("study_shards.state", "=", "running")
    .execute();
}

/** Studies whose shards are to be worked on. */
export async function runningStudies(db: Kysely<Database>): Promise<string[]> {
  const rows = await db
    .selectFrom("studies")
    .select("id")
    // Others are worked on as a whole, by the server itself.
    .where("kind", "=", "sweep")
    .where("state", "in", ["queued", "running"])
    .execute();
  return rows.map(({ id }) => id);
}
