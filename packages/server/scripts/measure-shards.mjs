/**
 * What shards cost, for the figures in docs/scale.md: on an empty database that is given by DATABASE_URL, and
 * with the queue on Redis when there is a REDIS_URL. Nothing is computed: rows are made up. With POSTGRES_PID,
 * that of a server on this machine, its CPU time is told as well, which a crowded machine does not change.
 */

import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { planStudyRows } from "@perpmill/engine";
import { openDatabase } from "../dist/db/database.js";
import { prepareBroker } from "../dist/plugins/app/shards/shard-broker.js";
import { ShardInbox } from "../dist/plugins/app/shards/shard-inbox.js";
import { ShardOutbox } from "../dist/plugins/app/shards/shard-outbox.js";
import { ShardWork } from "../dist/plugins/app/studies/shard-work.js";

const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl = null, POSTGRES_PID } = process.env;
/** Of Linux: a tick of the times in /proc. */
const TICK_MS = 10;
const onError = (error) => console.error(error.message);
const { db } = await openDatabase({ url: databaseUrl, file: "", onConnectionError: onError });
const clock = { nowMs: () => Date.now(), steadyMs: () => performance.now() };
const figures = {};

function note(name, value) {
  figures[name] = Number(value.toPrecision(3));
  console.log(`${name}: ${figures[name]}`);
}

/** CPU time of PostgreSQL with all that it has started, ms. */
function postgresMs() {
  if (POSTGRES_PID === undefined) return 0;
  let ticks = 0;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /, "")
        .split(" ");
      const [ppid, own, ended] = [fields[1], fields.slice(11, 13), fields.slice(13, 15)];
      if (pid === POSTGRES_PID) for (const time of [...own, ...ended]) ticks += Number(time);
      else if (ppid === POSTGRES_PID) for (const time of own) ticks += Number(time);
    } catch {
      // it has ended meanwhile
    }
  }
  return ticks * TICK_MS;
}

/** Begins to measure CPU time. @returns what tells it, for each of so many */
function cpuFrom() {
  const [own, postgres] = [process.cpuUsage(), postgresMs()];
  return (name, count, what) => {
    const { user, system } = process.cpuUsage(own);
    note(`${name}: own CPU, ms a ${what}`, (user + system) / 1000 / count);
    if (POSTGRES_PID !== undefined) {
      note(`${name}: CPU of PostgreSQL, ms a ${what}`, (postgresMs() - postgres) / count);
    }
  };
}

async function measureQueue(name, broker) {
  const options = { ...broker, onError };
  await prepareBroker(options);
  const outbox = new ShardOutbox(options);
  const shards = Array.from({ length: 4000 }, (_, position) => ({
    studyId: randomUUID(),
    position,
  }));
  const started = performance.now();
  const putCpu = cpuFrom();
  await outbox.put(shards);
  note(`${name}: put, ms a shard`, (performance.now() - started) / shards.length);
  putCpu(`${name}: put`, shards.length, "shard");
  for (const [places, count] of [
    [1, 500],
    [8, 2000],
  ]) {
    let taken = 0;
    let first = 0;
    const done = Promise.withResolvers?.() ?? deferred();
    const take = async () => {
      if (taken === 0) first = performance.now();
      taken += 1;
      if (taken === count) done.resolve();
      return taken > count ? "later" : "settled";
    };
    const cpu = cpuFrom();
    const inbox = new ShardInbox({ ...options, name: "measure", places, lockMs: 15_000, take });
    await done.promise;
    note(
      `${name}: take and settle with ${places} places, ms a shard`,
      (performance.now() - first) / count,
    );
    cpu(`${name}: take and settle with ${places} places`, count, "shard");
    await inbox.close();
  }
  await outbox.withdraw(shards);
  await outbox.close();
}

function deferred() {
  let resolve = () => {};
  const promise = new Promise((yes) => {
    resolve = yes;
  });
  return { promise, resolve };
}

/** A study of so many rows, in the database. */
async function putStudy(rows, shardRows) {
  const ownerId = randomUUID();
  const user = { id: ownerId, name: ownerId, name_key: ownerId, password_hash: null, role: "user" };
  const account = { disabled: 0, preferences: "{}", created_ms: 0, tokens_valid_from_ms: 0 };
  await db
    .insertInto("users")
    .values({ ...user, ...account })
    .execute();
  const request = {
    kind: "sweep",
    config: {
      instrument: "ETHUSDT",
      account: { initialBalance: 10_000, leverage: 5 },
      strategy: {
        name: "dual-maker",
        bidSpread: 0.001,
        askSpread: 0.001,
        size: { equityRatio: 0.02 },
      },
    },
    axes: [
      { path: "strategy.bidSpread", from: 0.001, to: 0.01, count: Math.round(Math.sqrt(rows)) },
      { path: "strategy.askSpread", from: 0.001, to: 0.01, count: Math.round(Math.sqrt(rows)) },
    ],
  };
  const started = performance.now();
  const plan = planStudyRows(request, { hasFundingFile: false });
  const planMs = performance.now() - started;
  const id = randomUUID();
  const nothing = {
    symbol: null,
    strategy_label: null,
    mark_data_set_id: null,
    funding_data_set_id: null,
    from_ms: null,
    to_ms: null,
    progress: null,
    best: null,
    error: null,
    started_ms: null,
    finished_ms: null,
    document: null,
  };
  await db
    .insertInto("studies")
    .values({
      ...nothing,
      id,
      owner_id: ownerId,
      kind: "sweep",
      title: "",
      starred: 0,
      state: "queued",
      priority: 0,
      strategy: "dual-maker",
      data_set_id: "none",
      contents: JSON.stringify({ bars: id, mark: null, funding: null }),
      request: JSON.stringify(request),
      config: JSON.stringify(plan.base),
      columns: JSON.stringify(plan.columns),
      content_key: id,
      rows_total: plan.points.length,
      rows_done: 0,
      rows_reused: 0,
      created_ms: 0,
    })
    .execute();
  const shards = [];
  for (let first = 0; first < plan.points.length; first += shardRows) {
    shards.push({
      study_id: id,
      position: shards.length,
      first_row: first,
      row_count: Math.min(shardRows, plan.points.length - first),
      rows_done: 0,
      rows_reused: 0,
      best: null,
      state: "waiting",
      attempt: 0,
      job_id: null,
      worker: null,
      heartbeat_ms: null,
      started_ms: null,
      finished_ms: null,
      error: null,
    });
  }
  for (let first = 0; first < shards.length; first += 1000) {
    await db
      .insertInto("study_shards")
      .values(shards.slice(first, first + 1000))
      .execute();
  }
  return { id, plan, planMs, shards: shards.length };
}

/** What a row of this study could be. */
function rowOf(plan, days) {
  const cells = plan.rules.metrics.map((_, at) => Math.fround(Math.random() * 1000) + at);
  const dailyReturns =
    days === 0 ? null : Float32Array.from({ length: days }, () => Math.random() - 0.5);
  return { outcome: "complete", cells, problem: null, dailyReturns };
}

async function measureWork(shardRows, lanes, days) {
  const { id, plan, shards } = await putStudy(10_000, shardRows);
  const work = new ShardWork(db, clock);
  const given = rowOf(plan, days);
  const times = { claim: 0, load: 0, rows: 0, end: 0 };
  const timed = async (what, run) => {
    const started = performance.now();
    const value = await run();
    times[what] += performance.now() - started;
    return value;
  };
  let next = 0;
  const lane = async () => {
    while (next < shards) {
      const claim = await timed("claim", () => work.claim(id, next++, "measure"));
      const load = await timed("load", () => work.load(claim));
      await timed("rows", () =>
        work.putRows(
          load,
          load.rows.map(({ index }) => ({ index, row: given })),
        ),
      );
      await timed("end", () => work.end(claim, "done", null));
    }
  };
  const cpu = cpuFrom();
  const started = performance.now();
  await Promise.all(Array.from({ length: lanes }, lane));
  const tookMs = performance.now() - started;
  const name = `${shardRows} rows a shard, ${lanes} at once, ${days} days`;
  for (const [what, ms] of Object.entries(times)) note(`${name}: ${what}, ms a shard`, ms / shards);
  note(`${name}: rows a second`, (1000 * plan.points.length) / tookMs);
  cpu(name, plan.points.length, "row");
  await db.deleteFrom("studies").where("id", "=", id).execute();
}

await measureQueue("PostgreSQL", { databaseUrl, redisUrl: null });
if (redisUrl !== null) await measureQueue("Redis", { databaseUrl, redisUrl });
for (const [rows, lanes, days] of [
  [8, 1, 0],
  [64, 1, 0],
  [512, 1, 0],
  [512, 8, 0],
  [512, 1, 1826],
]) {
  await measureWork(rows, lanes, days);
}
const million = await putStudy(1_000_000, 512);
note("a million rows: plan, ms", million.planMs);
note("a million rows: memory of the process, MB", process.memoryUsage().rss / 2 ** 20);
await db.destroy();
