import { test } from "vitest";
import { tellShardNews } from "../../src/plugins/app/shards/shard-news.js";
import {
  listWorkers,
  removeWorker,
  reportWorker,
} from "../../src/plugins/app/shards/shard-workers-repository.js";
import {
  openShards,
  runningShards,
  runningStudies,
} from "../../src/plugins/app/shards/shards-repository.js";
import { SharedContents } from "../../src/plugins/app/shards/shared-contents.js";
import { ContentStore } from "../../src/worker/content-store.js";
import { ServerClient } from "../../src/worker/server-client.js";
import { WorkerSource } from "../../src/worker/worker-source.js";
import { type Calls, expectGoldenSql } from "../db/compiled-sql.fixture.js";

const HASH = "a".repeat(64);
const REPORT = {
  id: "w",
  name: "mill",
  version: "1",
  state: "working",
  places: 2,
  busy: 1,
  shards_done: 3,
  rows_done: 40,
  rows_last_minute: 5,
} as const;

/** What is asked before it is found that nothing is there. */
function asked(work: Promise<unknown>): Promise<void> {
  return work.then(
    () => {},
    () => {},
  );
}

const store = new ContentStore(
  "home",
  new ServerClient({ url: "http://localhost", apiKey: null }),
  new AbortController().signal,
);

const CALLS: Calls = {
  openShards: (db) => openShards(db, "s"),
  "openShards, some": (db) => openShards(db, "s", 10),
  runningShards: (db) => runningShards(db),
  runningStudies: (db) => runningStudies(db),
  tellShardNews: (db) => tellShardNews(db, { type: "withdrawn", studyId: "s" }),
  reportWorker: (db) => reportWorker(db, REPORT),
  removeWorker: (db) => removeWorker(db, "w"),
  listWorkers: (db) => listWorkers(db),
  manifest: (db) => asked(new SharedContents(db, "home").manifest(HASH)),
  local: (db) => asked(new SharedContents(db, "home").local(HASH)),
  module: (db) => asked(new SharedContents(db, "home").module(HASH)),
  "module of a worker": (db) =>
    asked(new WorkerSource(db, store).strategy({ strategy: `user:${HASH}` })),
};

test("the SQL of shards for PostgreSQL is as it was looked at", () =>
  expectGoldenSql("shards", "postgres", CALLS));
