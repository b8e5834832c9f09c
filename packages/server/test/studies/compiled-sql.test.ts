import { describe, test } from "vitest";
import type { DatabaseDialect } from "../../src/db/dialect.js";
import { applyStudyRetention } from "../../src/db/maintenance.js";
import {
  forgetJobs,
  nextShards,
  openJobsOf,
  setShardJob,
} from "../../src/plugins/app/studies/shard-jobs-repository.js";
import { StudiesRepository } from "../../src/plugins/app/studies/studies-repository.js";
import {
  forgetKept,
  insertKept,
  keptRows,
} from "../../src/plugins/app/studies/study-kept-repository.js";
import {
  copyKnownRows,
  findRow,
  insertRows,
  presentRows,
  readRows,
  rowsAfter,
  rowsSince,
} from "../../src/plugins/app/studies/study-rows-repository.js";
import { type Calls, expectGoldenSql } from "../db/compiled-sql.fixture.js";
import { keptRow, shardRow, studyRow, studyRowRow } from "./study-rows.fixture.js";

const ALL = { kind: null, state: null, starred: null, text: null, after: null };
const SOME = {
  kind: "sweep",
  state: "done",
  starred: true,
  text: "a%",
  after: { value: 1, id: "s" },
} as const;
const PAGE = { studyId: "s", descending: true, from: 10, limit: 50 } as const;
const KNOWN = {
  ...{ studyId: "s", position: 0, nowMs: 1, rankOf: () => null },
  asked: [{ index: 0, point: [] }],
  keys: new Map([[0, "k"]]),
};

function callsOn(dialect: DatabaseDialect): Calls {
  return {
    list: (db) => new StudiesRepository(db).list({ ownerId: "ann", limit: 50, ...ALL }),
    "list, filtered": (db) =>
      new StudiesRepository(db).list({ ownerId: "ann", limit: 50, ...SOME }),
    get: (db) => new StudiesRepository(db).get("s"),
    findAlike: (db) => new StudiesRepository(db).findAlike("key", "ann"),
    insert: (db) => new StudiesRepository(db).insert(studyRow("s", "ann")),
    insertShards: (db) => new StudiesRepository(db).insertShards([shardRow("s", 0)]),
    update: (db) => new StudiesRepository(db).update("s", { title: "x", starred: 1 }),
    updateFrom: (db) => new StudiesRepository(db).updateFrom("s", ["running"], { state: "done" }),
    unfinished: (db) => new StudiesRepository(db).unfinished(),
    sums: (db) => new StudiesRepository(db).sums("s"),
    shards: (db) => new StudiesRepository(db).shards("s", null),
    "shards, some": (db) => new StudiesRepository(db).shards("s", [1, 2]),
    bests: (db) => new StudiesRepository(db).bests("s"),
    reopenShards: (db) => new StudiesRepository(db).reopenShards("s"),
    clear: (db) => new StudiesRepository(db).clear("s"),
    someOf: (db) => new StudiesRepository(db).someOf("ann", 100),
    delete: (db) => new StudiesRepository(db).delete("s"),
    retention: (db) => applyStudyRetention(db, { nowMs: 0, retentionDays: 1 }).catch(() => {}),
    presentRows: (db) => presentRows(db, "s", 100, 50),
    insertRows: (db) => insertRows(db, [studyRowRow("s", 0), studyRowRow("s", 1)]),
    copyKnownRows: (db) => db.transaction().execute((trx) => copyKnownRows(trx, KNOWN)),
    "rows by number": (db) => readRows(db, dialect, { ...PAGE, sort: null }),
    "rows by a metric": (db) => readRows(db, dialect, { ...PAGE, sort: { part: "cells", at: 3 } }),
    "rows behind one": (db) => rowsAfter(db, "s", 9, 100, false),
    "rows behind one, with returns": (db) => rowsAfter(db, "s", 9, 100, true),
    rowsSince: (db) => rowsSince(db, "s", { first: 0, count: 10, sinceMs: 5 }),
    findRow: (db) => findRow(db, "s", 7),
    insertKept: (db) => insertKept(db, "s", [keptRow("k")]),
    keptRows: (db) => keptRows(db, "s"),
    forgetKept: (db) => forgetKept(db, "s"),
    openJobsOf: (db) => openJobsOf(db, "s"),
    nextShards: (db) => nextShards(db, "s", 3),
    setShardJob: (db) => setShardJob(db, "s", 0, "j"),
    forgetJobs: (db) => forgetJobs(db, "s"),
  };
}

describe.each(["sqlite", "postgres"] as const)("the SQL for %s", (dialect) => {
  test("of studies is as it was looked at", () =>
    expectGoldenSql("studies", dialect, callsOn(dialect)));
});
