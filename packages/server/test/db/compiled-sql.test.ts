import { describe, test } from "vitest";
import type { DatabaseDialect } from "../../src/db/dialect.js";
import { applyRetention, deleteOrphans } from "../../src/db/maintenance.js";
import { deleteUnused } from "../../src/plugins/app/runs/delete-unused.js";
import { ResultsRepository } from "../../src/plugins/app/runs/results-repository.js";
import { historyQuery, type RunQuery } from "../../src/plugins/app/runs/runs-history.js";
import { NO_FIGURES, RunsRepository } from "../../src/plugins/app/runs/runs-repository.js";
import { type Calls, expectGoldenSql } from "./compiled-sql.fixture.js";
import { chunkRow, resultRow, runRow } from "./rows.fixture.js";

const QUERY: RunQuery = {
  ownerId: "ann",
  scope: "own",
  states: ["done", "failed"],
  symbol: "ETHUSDT",
  strategy: "pure-maker",
  label: "a%",
  text: null,
  starred: true,
  createdFromMs: 1,
  createdToMs: 2,
  sort: "sharpe",
  descending: true,
  limit: 50,
  after: { value: 1, id: "r" },
};

const STATE = { state: "running", started_ms: 1, finished_ms: null, error: null } as const;

const RUNS: Calls = {
  insert: (db) => new RunsRepository(db).insert(runRow("r1", "ann")),
  get: (db) => new RunsRepository(db).get("r1"),
  getVisible: (db) => new RunsRepository(db).getVisible("r1", "ann"),
  getVisibleOf: (db) => new RunsRepository(db).getVisibleOf(["r1", "r2"], "ann"),
  "findDone of one owner": (db) => new RunsRepository(db).findDone("k", "ann"),
  "findDone of anybody": (db) => new RunsRepository(db).findDone("k", null),
  patch: (db) => new RunsRepository(db).patch("r1", "ann", { label: "x", starred: 1 }),
  "patch nothing": (db) => new RunsRepository(db).patch("r1", "ann", {}),
  setState: (db) => new RunsRepository(db).setState("r1", STATE),
  setContentKey: (db) => new RunsRepository(db).setContentKey("r1", "k"),
  setJob: (db) => new RunsRepository(db).setJob("r1", "j1"),
  setOutcome: (db) => new RunsRepository(db).setOutcome("r1", { ...NO_FIGURES, result_key: "k" }),
  envelopeJobId: (db) => new RunsRepository(db).envelopeJobId("r1"),
  ownOf: (db) => new RunsRepository(db).ownOf(["r1", "r2"], "ann"),
  delete: (db) => new RunsRepository(db).delete(["r1", "r2"], "ann"),
  deleteUnused: (db) =>
    db.transaction().execute((trx) => {
      return deleteUnused(trx, [{ job_id: "j", content_key: "c", result_key: "k" }]);
    }),
  countByState: (db) => new RunsRepository(db).countByState("ann"),
};

const HISTORY: Calls = {
  "own, filtered by everything": (db) => historyQuery(db, QUERY, false).execute(),
  "own, those without the metric": (db) => {
    return historyQuery(db, { ...QUERY, after: { value: null, id: "r" } }, true).execute();
  },
  shared: (db) => historyQuery(db, { ...QUERY, scope: "shared", after: null }, false).execute(),
  visible: (db) => historyQuery(db, { ...QUERY, scope: "visible", after: null }, false).execute(),
};

const RESULTS: Calls = {
  put: (db) => {
    const chunks = [chunkRow("k", "trades", 0), chunkRow("k", "equity", 0)];
    return db.transaction().execute((trx) => {
      return new ResultsRepository(db).put(resultRow("k"), chunks, trx);
    });
  },
  prepare: (db) => new ResultsRepository(db).prepare(resultRow("k"), [chunkRow("k", "trades", 0)]),
  deletePending: (db) => new ResultsRepository(db).deletePending(),
  head: (db) => new ResultsRepository(db).head("k"),
  get: (db) => new ResultsRepository(db).get("k"),
  result: (db) => new ResultsRepository(db).result("k"),
  chunkHeads: (db) => new ResultsRepository(db).chunkHeads("k", "trades"),
  "chunks of a range": (db) => {
    const range = { fromRow: 1, toRow: 2, fromMs: 3, toMs: 4 };
    return new ResultsRepository(db).chunks("k", "equity", range);
  },
  chunk: (db) => new ResultsRepository(db).chunk("k", "trades", 1),
  document: (db) => new ResultsRepository(db).document("d"),
  putDocument: (db) => {
    const document = { key: "d", kind: "envelope", about: "k", document: "{}" } as const;
    return new ResultsRepository(db).putDocument({ ...document, created_ms: 1 });
  },
  deleteDocumentsAbout: (db) => new ResultsRepository(db).deleteDocumentsAbout("k"),
};

const MAINTENANCE: Calls = {
  applyRetention: (db) => applyRetention(db, { nowMs: 1, retentionDays: 1 }),
  deleteOrphans: (db) => deleteOrphans(db, 1),
};

describe.each<DatabaseDialect>(["sqlite", "postgres"])("SQL for %s", (dialect) => {
  test("of runs is what was agreed", () => expectGoldenSql("runs", dialect, RUNS));
  test("of history is what was agreed", () => expectGoldenSql("history", dialect, HISTORY));
  test("of maintenance is what was agreed", () => {
    return expectGoldenSql("maintenance", dialect, MAINTENANCE);
  });
  test("of results is what was agreed", () => expectGoldenSql("results", dialect, RESULTS));
});
