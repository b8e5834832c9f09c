/** Every query about rows of studies. */
import type { AskedRow } from "@perpmill/engine";
import { type Kysely, type RawBuilder, sql } from "kysely";
import type { DatabaseDialect } from "../../../db/dialect.js";
import type { Database, StudyRowsTable } from "../../../db/schema.js";

/** A row to be written. */
export type NewStudyRow = StudyRowsTable;

/** A row as it is read: without what is kept for later questions. */
export type ReadRow = Pick<StudyRowsTable, "row_index" | "outcome" | "point" | "cells">;

/** Parameters of one statement; SQLite and PostgreSQL take at least so many. */
const INSERT_ROWS = 200;
const KEYS = 500;

/** Numbers of the rows of a study that are there, of a range. */
export async function presentRows(
  db: Kysely<Database>,
  studyId: string,
  first: number,
  count: number,
): Promise<ReadonlySet<number>> {
  const rows = await db
    .selectFrom("study_rows")
    .select("row_index")
    .where("study_id", "=", studyId)
    .where("row_index", ">=", first)
    .where("row_index", "<", first + count)
    .execute();
  return new Set(rows.map(({ row_index }) => row_index));
}

/** Writes rows that are not there yet. @returns the numbers of those */
export async function insertRows(
  trx: Kysely<Database>,
  rows: readonly NewStudyRow[],
): Promise<readonly number[]> {
  const written: number[] = [];
  for (let first = 0; first < rows.length; first += INSERT_ROWS) {
    const inserted = await trx
      .insertInto("study_rows")
      .values(rows.slice(first, first + INSERT_ROWS))
      .onConflict((conflict) => conflict.columns(["study_id", "row_index"]).doNothing())
      .returning("row_index")
      .execute();
    written.push(...inserted.map(({ row_index }) => row_index));
  }
  return written;
}

/** Rows of any study by their keys; of the same key, one. */
async function rowsOfKeys(
  db: Kysely<Database>,
  keys: readonly string[],
): Promise<ReadonlyMap<string, StudyRowsTable>> {
  const found = new Map<string, StudyRowsTable>();
  for (let first = 0; first < keys.length; first += KEYS) {
    const rows = await db
      .selectFrom("study_rows")
      .selectAll()
      .where("key", "in", keys.slice(first, first + KEYS))
      .execute();
    for (const row of rows) found.set(row.key, row);
  }
  return found;
}

/** Rows of a shard that may be known already. */
export interface KnownRowsWish {
  readonly studyId: string;
  readonly position: number;
  readonly asked: readonly AskedRow[];
  /** by row */
  readonly keys: ReadonlyMap<number, string>;
  readonly nowMs: number;
  /** what a row is ranked by in this study */
  readonly rankOf: (row: StudyRowsTable) => number | null;
}

/**
 * Writes those of some rows of a shard that any study has had.
 * @returns their numbers, and what they are ranked by
 */
export async function copyKnownRows(
  trx: Kysely<Database>,
  { studyId, position, asked, keys, nowMs, rankOf }: KnownRowsWish,
): Promise<readonly { readonly index: number; readonly value: number | null }[]> {
  const known = await rowsOfKeys(trx, [...new Set(keys.values())]);
  const copies = asked.flatMap(({ index, point }): NewStudyRow[] => {
    const row = known.get(keys.get(index) ?? "");
    if (row === undefined) return [];
    const place = { study_id: studyId, row_index: index, shard: position, written_ms: nowMs };
    return [{ ...row, ...place, point: JSON.stringify(point), rank_value: rankOf(row) }];
  });
  const written = new Set(await insertRows(trx, copies));
  return copies
    .filter(({ row_index }) => written.has(row_index))
    .map(({ row_index: index, rank_value: value }) => ({ index, value }));
}

/** Which rows of a study, in which order. */
export interface RowsQuery {
  readonly studyId: string;
  /** null: by number; else by a parameter (`point`) or metric (`cells`) at a place */
  readonly sort: { readonly part: "point" | "cells"; readonly at: number } | null;
  readonly descending: boolean;
  /** by number: the first one; else how many are left out */
  readonly from: number;
  readonly limit: number;
}

function sortedBy(
  { part, at }: NonNullable<RowsQuery["sort"]>,
  dialect: DatabaseDialect,
): RawBuilder<number | null> {
  const column = sql.ref(part);
  return dialect === "sqlite"
    ? sql`json_extract(${column}, ${`$[${at}]`})`
    : sql`(${column}::json ->> ${sql.lit(at)})::double precision`;
}

/** The query of `readRows`. */
export function rowsQuery(db: Kysely<Database>, dialect: DatabaseDialect, query: RowsQuery) {
  const { studyId, sort, descending, from, limit } = query;
  const direction = descending ? "desc" : "asc";
  const rows = db
    .selectFrom("study_rows")
    .select(["row_index", "outcome", "point", "cells"])
    .where("study_id", "=", studyId)
    .limit(limit);
  if (sort === null) {
    return rows.where("row_index", descending ? "<=" : ">=", from).orderBy("row_index", direction);
  }
  const value = sortedBy(sort, dialect);
  return rows
    .orderBy(sql`${value} is null`)
    .orderBy(value, direction)
    .orderBy("row_index")
    .offset(from);
}

/** Rows of a study; those without the value come last. */
export function readRows(
  db: Kysely<Database>,
  dialect: DatabaseDialect,
  query: RowsQuery,
): Promise<ReadRow[]> {
  return rowsQuery(db, dialect, query).execute();
}

/** Rows behind a number, in order. @param returns whether they come with their daily returns */
export function rowsAfter(
  db: Kysely<Database>,
  studyId: string,
  after: number,
  limit: number,
  returns: boolean,
): Promise<
  (ReadRow & Pick<StudyRowsTable, "problem"> & { readonly returns: Uint8Array | null })[]
> {
  const none = sql<Uint8Array | null>`null`.as("returns");
  return db
    .selectFrom("study_rows")
    .select(["row_index", "outcome", "point", "cells", "problem"])
    .select(returns ? "returns" : none)
    .where("study_id", "=", studyId)
    .where("row_index", ">", after)
    .orderBy("row_index")
    .limit(limit)
    .execute();
}

/** Rows of a stretch that were written at a time or later, UTC ms. */
export function rowsSince(
  db: Kysely<Database>,
  studyId: string,
  {
    first,
    count,
    sinceMs,
  }: { readonly first: number; readonly count: number; readonly sinceMs: number },
): Promise<(ReadRow & Pick<StudyRowsTable, "written_ms">)[]> {
  return db
    .selectFrom("study_rows")
    .select(["row_index", "outcome", "point", "cells", "written_ms"])
    .where("study_id", "=", studyId)
    .where("row_index", ">=", first)
    .where("row_index", "<", first + count)
    .where("written_ms", ">=", sinceMs)
    .orderBy("row_index")
    .execute();
}

/** A row of a study; null: it is not there yet. */
export async function findRow(
  db: Kysely<Database>,
  studyId: string,
  index: number,
): Promise<ReadRow | null> {
  const row = await db
    .selectFrom("study_rows")
    .select(["row_index", "outcome", "point", "cells"])
    .where("study_id", "=", studyId)
    .where("row_index", "=", index)
    .executeTakeFirst();
  return row ?? null;
}
