/**
 * History: the runs that somebody may see, filtered, sorted by any metric, in pages. Runs without
 * the metric come last, in both directions. Each part of a page is read from one index alone, which
 * holds what is filtered by (migration 0005); only the rows shown are read from the table.
 */
import { type Expression, type ExpressionBuilder, type Kysely, type SqlBool, sql } from "kysely";
import type { Cursor } from "../../../db/cursor.js";
import type { Database, RunsTable } from "../../../db/schema.js";
import type { JobState } from "../jobs/job-states.js";

/** What history sorts by, in whole numbers. */
export const RUN_COUNTS = [
  "created_ms",
  "started_ms",
  "finished_ms",
  "fills",
  "liquidated",
] as const;

/** What history sorts by, in numbers of any kind. */
export const RUN_METRICS = [
  "total_return",
  "final_equity",
  "cagr",
  "sharpe",
  "sortino",
  "calmar",
  "volatility",
  "max_drawdown",
  "turnover",
  "fees",
  "funding",
  "win_rate",
  "profit_factor",
  "quoted_edge_bps",
  "ambiguous_fill_share",
] as const;

export type RunSort = (typeof RUN_COUNTS)[number] | (typeof RUN_METRICS)[number];

/** Whose: one's own, shared by others, or both. */
export type RunScope = "own" | "shared" | "visible";

export interface RunFilter {
  readonly ownerId: string;
  readonly scope: RunScope;
  /** null: any; so are the others */
  readonly states: readonly JobState[] | null;
  readonly symbol: string | null;
  readonly strategy: string | null;
  /** part of the label, A to Z in either case */
  readonly label: string | null;
  /** part of the label or of the note; notes are in no index, so that this takes longer */
  readonly text: string | null;
  readonly starred: boolean | null;
  /** UTC ms, `[from, to)`, when it was asked for */
  readonly createdFromMs: number | null;
  readonly createdToMs: number | null;
}

export interface RunQuery extends RunFilter {
  readonly sort: RunSort;
  readonly descending: boolean;
  /** rows of a page, 1 or more */
  readonly limit: number;
  readonly after: Cursor<number> | null;
}

/** A run as history shows it: without its configuration, which may be long. */
export type RunSummary = Omit<RunsTable, "config">;

export interface RunPage {
  readonly rows: readonly RunSummary[];
  /** null: there is no more */
  readonly next: Cursor<number> | null;
}

type Runs = ExpressionBuilder<Database, "runs">;
type Side = "own" | "shared";

export const RUN_SUMMARY_COLUMNS = [
  "id",
  "owner_id",
  "job_id",
  "state",
  "shared",
  "starred",
  "label",
  "note",
  "symbol",
  "strategy",
  "strategy_label",
  "data_set_id",
  "mark_data_set_id",
  "funding_data_set_id",
  "from_ms",
  "to_ms",
  "layer",
  "content_key",
  "result_key",
  "error",
  ...RUN_COUNTS,
  ...RUN_METRICS,
] as const satisfies readonly (keyof RunSummary)[];

/** A LIKE pattern of what contains a text. */
function containing(text: string): string {
  const lower = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return `%${lower.replace(/[\\%_]/g, (special) => `\\${special}`)}%`;
}

function contains(eb: Runs, column: "label" | "note", text: string): Expression<SqlBool> {
  return sql<SqlBool>`lower(${eb.ref(column)}) like ${containing(text)} escape '\\'`;
}

function matches(eb: Runs, filter: RunFilter): Expression<SqlBool> {
  const { states, symbol, strategy, label, text, starred, createdFromMs, createdToMs } = filter;
  const terms: Expression<SqlBool>[] = [];
  if (states !== null) terms.push(eb("state", "in", states));
  if (symbol !== null) terms.push(eb("symbol", "=", symbol));
  if (strategy !== null) terms.push(eb("strategy", "=", strategy));
  if (starred !== null) terms.push(eb("starred", "=", starred ? 1 : 0));
  if (createdFromMs !== null) terms.push(eb("created_ms", ">=", createdFromMs));
  if (createdToMs !== null) terms.push(eb("created_ms", "<", createdToMs));
  if (label !== null) terms.push(contains(eb, "label", label));
  if (text !== null) {
    terms.push(eb.or([contains(eb, "label", text), contains(eb, "note", text)]));
  }
  return eb.and(terms);
}

function ofSide(eb: Runs, side: Side, ownerId: string): Expression<SqlBool> {
  if (side === "own") return eb("owner_id", "=", ownerId);
  // A literal, so that the partial index of shared runs is known to serve.
  return eb.and([eb("shared", "=", sql.lit<1>(1)), eb("owner_id", "!=", ownerId)]);
}

/** Rows that follow the cursor in the order of the list. */
function follows(eb: Runs, { sort, descending, after }: RunQuery): Expression<SqlBool> {
  if (after === null) return eb.and([]);
  const beyond = descending ? "<" : ">";
  if (after.value === null) return eb("id", beyond, after.id);
  return eb(
    eb.refTuple(sort, "id"),
    beyond,
    eb.tuple<number | null, string>(after.value, after.id),
  );
}

/** Rows with the metric (or without, `empty`) behind the cursor, of one side, by metric and id. */
function side(db: Kysely<Database>, query: RunQuery, which: Side, empty: boolean) {
  const { sort, descending, limit, ownerId } = query;
  const direction = descending ? "desc" : "asc";
  return db
    .selectFrom("runs")
    .select("id")
    .where((eb) => ofSide(eb, which, ownerId))
    .where((eb) => matches(eb, query))
    .where(sort, empty ? "is" : "is not", null)
    .where((eb) => follows(eb, query))
    .orderBy(sort, direction)
    .orderBy("id", direction)
    .limit(limit + 1);
}

/** The query of one part of a page: one row more than is asked for, when there are as many. */
export function historyQuery(db: Kysely<Database>, query: RunQuery, empty: boolean) {
  const { scope, sort, descending, limit } = query;
  const direction = descending ? "desc" : "asc";
  const first = side(db, query, scope === "shared" ? "shared" : "own", empty).as("first");
  const one = db.selectFrom(first).select("first.id");
  const second = side(db, query, "shared", empty).as("second");
  const ids = scope === "visible" ? one.unionAll(db.selectFrom(second).select("second.id")) : one;
  return db
    .selectFrom("runs")
    .select(RUN_SUMMARY_COLUMNS)
    .where("id", "in", ids)
    .orderBy(sort, direction)
    .orderBy("id", direction)
    .limit(limit + 1);
}

/** One page of history. */
export async function readHistory(db: Kysely<Database>, query: RunQuery): Promise<RunPage> {
  const { after, limit, sort } = query;
  const withValue =
    after !== null && after.value === null ? [] : await historyQuery(db, query, false).execute();
  const missing = limit + 1 - withValue.length;
  const behind = after?.value === null ? after : null;
  const without =
    missing > 0 && sort !== "created_ms"
      ? await historyQuery(db, { ...query, after: behind, limit: missing - 1 }, true).execute()
      : [];
  const found = [...withValue, ...without];
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const next = found.length > limit && last ? { value: last[sort], id: last.id } : null;
  return { rows, next };
}
