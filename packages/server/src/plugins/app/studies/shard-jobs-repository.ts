/** Which jobs of this server's queue work on shards. */
import type { Kysely } from "kysely";
import type { Database } from "../../../db/schema.js";

const OPEN_STATES = ["queued", "running"] as const;

/** Jobs of a study that wait or run. */
export async function openJobsOf(
  db: Kysely<Database>,
  studyId: string,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom("jobs")
    .select("id")
    .where("subject_id", "=", studyId)
    .where("kind", "=", "study")
    .where("state", "in", OPEN_STATES)
    .execute();
  return rows.map(({ id }) => id);
}

/** Shards of a study that wait and have no job, those of the first rows first; none once it is over. */
export async function nextShards(
  db: Kysely<Database>,
  studyId: string,
  count: number,
): Promise<readonly number[]> {
  const rows = await db
    .selectFrom("study_shards")
    .innerJoin("studies", "studies.id", "study_shards.study_id")
    .leftJoin("jobs", (join) =>
      join.onRef("jobs.id", "=", "study_shards.job_id").on("jobs.state", "in", OPEN_STATES),
    )
    .select("study_shards.position")
    .where("study_shards.study_id", "=", studyId)
    .where("study_shards.state", "in", ["waiting", "running"])
    .where("studies.state", "in", OPEN_STATES)
    .where("jobs.id", "is", null)
    .orderBy("study_shards.position")
    .limit(count)
    .execute();
  return rows.map(({ position }) => position);
}

/** Notes which job works on a shard. */
export async function setShardJob(
  db: Kysely<Database>,
  studyId: string,
  position: number,
  jobId: string,
): Promise<void> {
  await db
    .updateTable("study_shards")
    .set({ job_id: jobId })
    .where("study_id", "=", studyId)
    .where("position", "=", position)
    .execute();
}

/** Forgets jobs of a study that have ended. */
export async function forgetJobs(db: Kysely<Database>, studyId: string): Promise<void> {
  await db
    .deleteFrom("jobs")
    .where("subject_id", "=", studyId)
    .where("kind", "=", "study")
    .where("state", "in", ["done", "failed", "cancelled"])
    .execute();
}
