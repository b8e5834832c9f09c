import { describe, test } from "vitest";
import { DataJobsRepository } from "../../src/plugins/app/data/data-jobs-repository.js";
import {
  type DataSetQuery,
  DataSetsRepository,
} from "../../src/plugins/app/data/data-sets-repository.js";
import { type Calls, expectGoldenSql } from "../db/compiled-sql.fixture.js";
import { dataSetRow } from "./data-rows.fixture.js";

const QUERY: DataSetQuery = {
  userId: "ann",
  owner: "all",
  kind: "last",
  symbol: "ETHUSDT",
  state: "ready",
  search: "a%",
  limit: 50,
  after: { value: 1, id: "d" },
};
const NOTHING = { kind: null, symbol: null, state: null, search: null, after: null };
const SERIES = { market: "um", symbol: "ETHUSDT", kind: "last", interval_ms: 60_000 };
const JOBS = { ownerId: "ann", kind: null, state: null, limit: 50, after: null };

const CALLS: Calls = {
  insert: (db) => new DataSetsRepository(db).insert(dataSetRow("d1", "ann")),
  update: (db) => new DataSetsRepository(db).update("d1", { name: "x", shared: 1 }),
  delete: (db) => new DataSetsRepository(db).delete("d1"),
  get: (db) => new DataSetsRepository(db).get("d1"),
  getVisible: (db) => new DataSetsRepository(db).getVisible("d1", "ann"),
  "list all": (db) => new DataSetsRepository(db).list({ ...QUERY, ...NOTHING }),
  "list mine": (db) => new DataSetsRepository(db).list({ ...QUERY, ...NOTHING, owner: "mine" }),
  "list shared, filtered": (db) => new DataSetsRepository(db).list({ ...QUERY, owner: "shared" }),
  bars: (db) => new DataSetsRepository(db).bars("ann", null, null),
  "bars of a symbol": (db) => new DataSetsRepository(db).bars("ann", "ETHUSDT", "um"),
  download: (db) => new DataSetsRepository(db).download("ann", SERIES),
  "download without interval": (db) =>
    new DataSetsRepository(db).download("ann", { ...SERIES, interval_ms: null }),
  preparing: (db) => new DataSetsRepository(db).preparing(),
  awaited: (db) => new DataSetsRepository(db).awaited(),
  folders: (db) => new DataSetsRepository(db).folders(),
  ownedBy: (db) => new DataSetsRepository(db).ownedBy("ann"),
  ownedBytes: (db) => new DataSetsRepository(db).ownedBytes("ann"),
  hasTwin: (db) => new DataSetsRepository(db).hasTwin("d1", "hash"),
  "job get": (db) => new DataJobsRepository(db).get("j1", "ann"),
  "job list": (db) => new DataJobsRepository(db).list(JOBS),
  "job list, filtered": (db) =>
    new DataJobsRepository(db).list({
      ...JOBS,
      kind: "import",
      state: "done",
      after: { value: 1, id: "j" },
    }),
  qualityOf: (db) => new DataJobsRepository(db).qualityOf("ann", "d1"),
};

describe.each(["sqlite", "postgres"] as const)("the SQL for %s", (dialect) => {
  test("of data sets is as it was looked at", () => expectGoldenSql("data", dialect, CALLS));
});
