/** Rows of a study into files that a process reads: it has no database. */
import { randomUUID } from "node:crypto";
import { mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Kysely } from "kysely";
import type { Database } from "../../../db/schema.js";
import type { RowsFile } from "../../../workers/study-tasks.js";
import { rowsAfter } from "./study-rows-repository.js";

/** Rows that are read at once; of those with returns fewer, which take kilobytes each. */
const PAGE_ROWS = 1000;
const PAGE_ROWS_WITH_RETURNS = 200;
const BYTES = Float32Array.BYTES_PER_ELEMENT;

/** Files that are there as long as somebody works with them. */
export interface DumpedRows {
  readonly rows: RowsFile;
  remove(): Promise<void>;
}

/**
 * Writes the rows that a study has now.
 * @param folder made when missing
 * @param returns whether daily returns are wanted; rows with as many days as the first have them
 */
export async function dumpRows(
  db: Kysely<Database>,
  studyId: string,
  folder: string,
  returns: boolean,
): Promise<DumpedRows> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${randomUUID()}.rows`);
  const returnsPath = `${path}.returns`;
  const remove = async () => {
    for (const one of [path, returnsPath]) await rm(one, { force: true });
  };
  const limit = returns ? PAGE_ROWS_WITH_RETURNS : PAGE_ROWS;
  let days: number | null = null;
  try {
    const [file, beside] = [await open(path, "wx", 0o600), await open(returnsPath, "wx", 0o600)];
    try {
      for (let after = -1; ; ) {
        const rows = await rowsAfter(db, studyId, after, limit, returns);
        const lines = rows.map((row) => {
          days ??= row.returns === null ? null : row.returns.length / BYTES;
          const hasReturns = row.returns !== null && row.returns.length === (days ?? 0) * BYTES;
          const [outcome, problem] = [JSON.stringify(row.outcome), JSON.stringify(row.problem)];
          return `[${row.row_index},${outcome},${row.point},${row.cells},${problem},${hasReturns}]\n`;
        });
        await file.appendFile(lines.join(""));
        for (const row of rows) {
          if (row.returns?.length === (days ?? 0) * BYTES) await beside.appendFile(row.returns);
        }
        const last = rows.at(-1);
        if (last === undefined || rows.length < limit) break;
        after = last.row_index;
      }
    } finally {
      await file.close();
      await beside.close();
    }
  } catch (error) {
    await remove();
    throw error;
  }
  const kept = days === null ? null : { path: returnsPath, days };
  return { rows: { path, returns: kept }, remove };
}
