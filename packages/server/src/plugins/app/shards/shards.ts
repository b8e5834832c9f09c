/**
 * `app.shards`: studies on many machines. On PostgreSQL their shards wait in a broker for this server and for
 * workers anywhere; on SQLite there is none, and the server's own queue does all of it.
 */
import { hostname } from "node:os";
import type { FastifyInstance } from "fastify";
import fp from "fastify-plugin";
import type { ShardWorkers } from "../../../schemas/workers.js";
import type {} from "../../external/database.js";
import type {} from "../jobs/job-types.js";
import type {} from "../strategies/strategies.js";
import type { ShardListener, ShardQueue } from "../studies/shard-queue.js";
import { ShardWork } from "../studies/shard-work.js";
import { BrokerShardQueue } from "./broker-shard-queue.js";
import { ServerSource } from "./server-source.js";
import { prepareBroker } from "./shard-broker.js";
import { ShardNews } from "./shard-news.js";
import { ShardOutbox } from "./shard-outbox.js";
import { REPORT_MS, ShardWorker } from "./shard-worker.js";
import { listWorkers, type WorkerRow } from "./shard-workers-repository.js";
import { SharedContents } from "./shared-contents.js";

export interface Shards {
  /** null on SQLite: no other machine can help */
  readonly queue: (ShardQueue & { onChange(listener: ShardListener): () => void }) | null;
  readonly contents: SharedContents;
  /** Who takes shards, and how many wait */
  workers(): Promise<ShardWorkers>;
}

declare module "fastify" {
  interface FastifyInstance {
    shards: Shards;
  }
}

/** Somebody who has not been heard of for so long is shown as silent. */
const SILENT_MS = 5 * REPORT_MS;
/** How long a stop of the server waits for its shards before others are to do them. */
const GRACE_MS = 1000;
const MINUTE_S = 60;

function viewOf(row: WorkerRow): ShardWorkers["items"][number] {
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    state: row.silent_ms > SILENT_MS ? "silent" : row.state,
    places: row.places,
    busy: row.busy,
    shardsDone: row.shards_done,
    rowsDone: row.rows_done,
    rowsPerSecond: row.silent_ms > SILENT_MS ? 0 : row.rows_last_minute / MINUTE_S,
    startedMs: row.started_ms,
    heartbeatMs: row.heartbeat_ms,
    silentMs: Math.max(0, row.silent_ms),
  };
}

/** The queue, what listens to it and what works on it, from the time that the server is ready. */
async function openShards(
  app: FastifyInstance,
  databaseUrl: string,
  contents: SharedContents,
): Promise<Shards> {
  const { db, clock, log, settings, paths } = app;
  const { redisUrl } = settings;
  const onError = (error: Error) =>
    log.warn({ err: error }, "studies on other machines have trouble");
  const broker = { databaseUrl, redisUrl };
  await prepareBroker({ ...broker, onError });
  const outbox = new ShardOutbox({ ...broker, onError });
  let worker: ShardWorker | null = null;
  const stopOwn = (studyId: string) => worker?.stopStudy(studyId);
  const queue = new BrokerShardQueue({ db, outbox, log, stopOwn });
  const news = new ShardNews(databaseUrl, {
    onMessage: (message) => {
      if (message.type === "changed") queue.tell(message.studyId, message.position);
      else stopOwn(message.studyId);
    },
    onGap: () => void worker?.check().catch(onError),
    onError,
  });
  const places = settings.shardWorkers ?? settings.workers;
  app.addHook("onReady", async () => {
    await news.start();
    queue.start();
    if (places === 0) return;
    worker = new ShardWorker({
      broker,
      db,
      work: new ShardWork(db, clock),
      source: new ServerSource(contents, app.strategies),
      folders: {
        home: paths.home,
        cacheDir: paths.cache,
        cacheLimitBytes: settings.cacheLimitBytes,
      },
      name: `${hostname()} (server)`,
      places,
      lockMs: settings.shardLockMs,
      limits: {
        memoryBytes: settings.workerMemoryMb * 2 ** 20,
        stepMs: settings.strategyStepMs,
      },
      log,
    });
    await worker.ready();
  });
  app.addHook("preClose", async () => {
    await queue.stop();
    await worker?.close(GRACE_MS);
  });
  app.addHook("onClose", async () => {
    await news.close();
    await outbox.close();
  });
  const store = redisUrl === null ? "postgres" : "redis";
  return {
    queue,
    contents,
    workers: async () => ({
      queue: { store, waiting: await outbox.waiting() },
      items: (await listWorkers(db)).map(viewOf),
    }),
  };
}

export const shardsPlugin = fp(
  async (app) => {
    const { databaseUrl } = app.settings;
    const contents = new SharedContents(app.db, app.paths.home);
    const alone: Shards = {
      queue: null,
      contents,
      workers: async () => ({ queue: null, items: [] }),
    };
    app.decorate(
      "shards",
      databaseUrl === null ? alone : await openShards(app, databaseUrl, contents),
    );
  },
  { name: "shards", fastify: "5.x", dependencies: ["database", "strategies"] },
);
