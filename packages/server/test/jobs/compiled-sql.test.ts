import { describe, expect, test } from "vitest";
import {
  claimJob,
  countJobs,
  deleteEndedJobs,
  endJob,
  findJob,
  firstWaiting,
  insertJob,
  noteHeartbeat,
  noteWorker,
  requeueJob,
  runningElsewhere,
  unfinishedJobs,
  waitingOwners,
} from "../../src/plugins/app/jobs/jobs-repository.js";
import { describeDatabases } from "../databases.fixture.js";
import { type Calls, expectGoldenSql } from "../db/compiled-sql.fixture.js";

const PROGRESS = {
  unit: "bars",
  done: 1,
  total: 2,
  perSecond: null,
  remainingMs: null,
  equity: null,
} as const;

const CALLS: Calls = {
  insert: (db) =>
    insertJob(db, {
      id: "j1",
      kind: "run",
      lane: "compute",
      owner_id: "ann",
      priority: 0,
      state: "queued",
      payload: "{}",
      subject_id: "r1",
      attempt: 0,
      worker_pid: null,
      server_id: null,
      heartbeat_ms: null,
      progress: null,
      error: null,
      created_ms: 1,
      started_ms: null,
      finished_ms: null,
    }),
  find: (db) => findJob(db, "j1"),
  unfinished: (db) => unfinishedJobs(db, "ann"),
  "delete ended": (db) => deleteEndedJobs(db, "ann"),
  "count all": (db) => countJobs(db),
  "count of a user": (db) => countJobs(db, "ann"),
  "waiting owners": (db) => waitingOwners(db, "compute", ["run", "envelope"]),
  "first waiting": (db) => firstWaiting(db, "compute", ["run", "envelope"], "ann"),
  claim: (db) => claimJob(db, "j1", "server", 1),
  "end what waits": (db) =>
    endJob(db, { id: "j1", from: { state: "queued" }, state: "cancelled", error: null, nowMs: 1 }),
  "end what runs": (db) =>
    endJob(db, {
      id: "j1",
      from: { state: "running", serverId: "server" },
      state: "done",
      error: null,
      nowMs: 1,
    }),
  requeue: (db) => requeueJob(db, "j1", "server"),
  "requeue of nobody": (db) => requeueJob(db, "j1", null),
  "running elsewhere": (db) => runningElsewhere(db, "server"),
  "note worker": (db) => noteWorker(db, "j1", 1),
  "note heartbeat": (db) => noteHeartbeat(db, "server", 1, new Map([["j1", PROGRESS]])),
};

describe.each(["sqlite", "postgres"] as const)("the SQL for %s", (dialect) => {
  test("of jobs is as it was looked at", () => expectGoldenSql("jobs", dialect, CALLS));
});

describeDatabases("queries of jobs", (database) => {
  test("are understood", async () => {
    const { insert, ...others } = CALLS;
    for (const call of Object.values(others)) await call(database.db);
    await expect(insert(database.db)).rejects.toThrow(/foreign key/i);
  });
});
