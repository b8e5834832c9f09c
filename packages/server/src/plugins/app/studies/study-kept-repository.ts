/** Every query about what a study that is worked on as a whole has run so far. */
import { type RowResult, SWEEP_OUTCOMES } from "@perpmill/engine";
import type { Kysely } from "kysely";
import type { Database } from "../../../db/schema.js";
import type { KeptRow } from "../../../workers/study-tasks.js";
import { bytesOfReturns, returnsOfBytes } from "./returns-bytes.js";

/** Rows of one statement: SQLite and PostgreSQL take at least so many parameters. */
const INSERT_ROWS = 500;
/** Rows that are read before others are let through. */
const READ_ROWS = 500;

/** Keeps rows; those that are kept already stay. */
export async function insertKept(
  trx: Kysely<Database>,
  studyId: string,
  rows: readonly KeptRow[],
): Promise<void> {
  for (let first = 0; first < rows.length; first += INSERT_ROWS) {
    const values = rows.slice(first, first + INSERT_ROWS).map(({ key, row }) => ({
      study_id: studyId,
      key,
      outcome: row.outcome,
      cells: JSON.stringify(row.cells),
      problem: row.problem,
      returns: bytesOfReturns(row.dailyReturns),
    }));
    await trx
      .insertInto("study_kept")
      .values(values)
      .onConflict((conflict) => conflict.columns(["study_id", "key"]).doNothing())
      .execute();
  }
}

/** How a row ended, as the engine named it. Throws an Error for another word */
function outcomeOf(text: string): RowResult["outcome"] {
  const outcome = SWEEP_OUTCOMES.find((one) => one === text);
  if (outcome === undefined) throw new Error(`no row ends as ${text}`);
  return outcome;
}

/** What is kept of a study. */
export async function keptRows(db: Kysely<Database>, studyId: string): Promise<readonly KeptRow[]> {
  const kept: KeptRow[] = [];
  for (let after = ""; ; ) {
    const rows = await db
      .selectFrom("study_kept")
      .selectAll()
      .where("study_id", "=", studyId)
      .where("key", ">", after)
      .orderBy("key")
      .limit(READ_ROWS)
      .execute();
    for (const { key, outcome, cells, problem, returns } of rows) {
      const row = { cells: JSON.parse(cells), problem, dailyReturns: returnsOfBytes(returns) };
      kept.push({ key, row: { outcome: outcomeOf(outcome), ...row } });
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < READ_ROWS) return kept;
    after = last.key;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Forgets it. */
export async function forgetKept(trx: Kysely<Database>, studyId: string): Promise<void> {
  await trx.deleteFrom("study_kept").where("study_id", "=", studyId).execute();
}
