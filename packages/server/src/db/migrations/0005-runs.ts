/**
 * Runs. History is sorted by any metric and filtered by several columns at once, so each metric has
 * an index that holds what is filtered by too: no page of history reads more rows of the table than
 * it shows, whatever is filtered. A data set may go while its runs stay: no foreign keys to them.
 */
import { type Kysely, sql } from "kysely";
import { columnTypes, type DatabaseDialect } from "../dialect.js";
import { createIndexes, createTable, dropTables, type SchemaMigration } from "./migration.js";

const METRICS = [
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
];
const COUNTS = ["started_ms", "finished_ms", "fills", "liquidated"];
const FILTERED = ["state", "symbol", "strategy", "starred", "created_ms", "label"];

async function createRuns(db: Kysely<unknown>, dialect: DatabaseDialect): Promise<void> {
  const { text, integer, real } = columnTypes(dialect);
  let table = createTable(db, dialect, "runs")
    .addColumn("id", text, (column) => column.primaryKey().notNull())
    .addColumn("owner_id", text, (column) =>
      column.notNull().references("users.id").onDelete("cascade"),
    )
    .addColumn("job_id", text, (column) => column.references("jobs.id").onDelete("set null"))
    .addColumn("state", text, (column) => column.notNull())
    .addColumn("shared", integer, (column) => column.notNull().defaultTo(0))
    .addColumn("starred", integer, (column) => column.notNull().defaultTo(0))
    .addColumn("label", text, (column) => column.notNull().defaultTo(""))
    .addColumn("note", text, (column) => column.notNull().defaultTo(""))
    .addColumn("symbol", text)
    .addColumn("strategy", text, (column) => column.notNull())
    .addColumn("data_set_id", text, (column) => column.notNull())
    .addColumn("mark_data_set_id", text)
    .addColumn("funding_data_set_id", text)
    .addColumn("from_ms", integer)
    .addColumn("to_ms", integer)
    .addColumn("config", text, (column) => column.notNull())
    .addColumn("layer", text, (column) => column.notNull())
    .addColumn("content_key", text, (column) => column.notNull())
    .addColumn("result_key", text, (column) => column.references("results.key"))
    .addColumn("error", text)
    .addColumn("created_ms", integer, (column) => column.notNull());
  for (const name of COUNTS) table = table.addColumn(name, integer);
  for (const name of METRICS) table = table.addColumn(name, real);
  await table.execute();
}

async function createHistoryIndexes(db: Kysely<unknown>): Promise<void> {
  for (const sorted of ["created_ms", ...COUNTS, ...METRICS]) {
    const filtered = FILTERED.filter((name) => name !== sorted);
    await db.schema
      .createIndex(`runs_own_${sorted}`)
      .on("runs")
      .columns(["owner_id", sorted, "id", ...filtered])
      .execute();
    await db.schema
      .createIndex(`runs_shared_${sorted}`)
      .on("runs")
      .columns([sorted, "id", "owner_id", ...filtered])
      .where(sql.ref("shared"), "=", sql.lit(1))
      .execute();
  }
}

export const runs: SchemaMigration = {
  async up(db, dialect) {
    await createRuns(db, dialect);
    await createHistoryIndexes(db);
    await createIndexes(db, {
      runs_content: ["runs", "content_key", "state"],
      runs_result: ["runs", "result_key"],
      runs_job: ["runs", "job_id"],
      runs_data_set: ["runs", "data_set_id"],
    });
  },
  down: (db) => dropTables(db, ["runs"]),
};
