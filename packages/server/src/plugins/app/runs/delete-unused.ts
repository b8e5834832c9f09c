/** What goes with the last run that has it. */
import type { Transaction } from "kysely";
import type { Database, RunsTable } from "../../../db/schema.js";

/** What deleted runs had. */
export type DeletedRun = Pick<RunsTable, "job_id" | "content_key" | "result_key">;

function present(values: readonly (string | null)[]): readonly string[] {
  return [...new Set(values)].filter((value) => value !== null);
}

/** Deletes the jobs of runs that were deleted, and results and envelopes that no other run has. */
export async function deleteUnused(
  trx: Transaction<Database>,
  deleted: readonly DeletedRun[],
): Promise<void> {
  const jobIds = present(deleted.map(({ job_id }) => job_id));
  if (jobIds.length > 0) await trx.deleteFrom("jobs").where("id", "in", jobIds).execute();
  const resultKeys = present(deleted.map(({ result_key }) => result_key));
  if (resultKeys.length > 0) {
    await trx
      .deleteFrom("results")
      .where("key", "in", resultKeys)
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom("runs").select("id").whereRef("result_key", "=", "results.key"))),
      )
      .execute();
  }
  const contentKeys = present(deleted.map(({ content_key }) => content_key));
  if (contentKeys.length === 0) return;
  await trx
    .deleteFrom("documents")
    .where("kind", "=", "envelope")
    .where("about", "in", contentKeys)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom("runs").select("id").whereRef("content_key", "=", "documents.about"))),
    )
    .execute();
}
