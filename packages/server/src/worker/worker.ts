/** A worker: shards of studies from the server's database, on this machine, until it is told to stop. */
import { setMaxListeners } from "node:events";
import { join } from "node:path";
import { ENGINE_VERSION, KERNEL_SHA256 } from "@perpmill/engine";
import type { FastifyBaseLogger } from "fastify";
import { type Kysely, sql } from "kysely";
import { systemClock } from "../clock.js";
import { connectDatabase } from "../db/database.js";
import { MIGRATIONS } from "../db/migrations/index.js";
import type { Database } from "../db/schema.js";
import { ServerError } from "../errors.js";
import { QUEUE_NAME } from "../plugins/app/shards/shard-broker.js";
import { ShardNews } from "../plugins/app/shards/shard-news.js";
import { ShardWorker } from "../plugins/app/shards/shard-worker.js";
import { ShardWork } from "../plugins/app/studies/shard-work.js";
import { UsageError } from "../usage-error.js";
import { ContentStore } from "./content-store.js";
import { RefusedError, ServerClient } from "./server-client.js";
import type { WorkerSettings } from "./worker-settings.js";
import { WorkerSource } from "./worker-source.js";

/** Most connections for claims and rows: many workers share a database. */
const CONNECTIONS = 4;

/** A worker that takes shards. */
export interface RunningWorker {
  /**
   * Takes no more shards, finishes those that it has, and gives back what is not finished in time; may be
   * called again, with less time.
   */
  stop(graceMs: number): Promise<void>;
}

/** Throws UsageError unless server and worker have the same engine; a server that is away is waited for later */
async function checkServer(
  client: ServerClient,
  log: FastifyBaseLogger,
  signal: AbortSignal,
): Promise<void> {
  try {
    const { engineVersion, kernelSha256, queue } = await client.terms(signal);
    if (queue === null) {
      throw new UsageError("the server runs on SQLite: workers need one on PostgreSQL");
    }
    if (engineVersion === ENGINE_VERSION && queue === QUEUE_NAME) return;
    throw new UsageError(
      `the server has the engine ${engineVersion} (kernel ${kernelSha256.slice(0, 8)}), this worker ${ENGINE_VERSION} (kernel ${KERNEL_SHA256.slice(0, 8)}): install the same version`,
    );
  } catch (error) {
    if (error instanceof RefusedError) {
      throw new UsageError(
        `${error.message}. The API key needs the scope \`worker\`, which administrators can give.`,
      );
    }
    if (error instanceof UsageError) throw error;
    log.warn({ err: error }, "the server does not answer; data is fetched when it does");
  }
}

/** @throws ServerError DATABASE_UNUSABLE for one that no server of this version has prepared */
async function checkDatabase(db: Kysely<Database>): Promise<void> {
  const latest = Object.keys(MIGRATIONS).at(-1);
  try {
    const { rows } = await sql<{
      name: string;
    }>`select name from schema_migrations order by name desc limit 1`.execute(db);
    if (rows[0]?.name === latest) return;
  } catch (error) {
    throw new ServerError("DATABASE_UNUSABLE", {
      message: `the database cannot be used: ${error instanceof Error ? error.message : error}`,
      cause: error,
    });
  }
  throw new ServerError("DATABASE_UNUSABLE", {
    message: "the database is of another version: start a server of this version on it first",
  });
}

/**
 * Starts a worker.
 * @throws UsageError, ServerError DATABASE_UNUSABLE
 */
export async function startWorker(
  settings: WorkerSettings,
  log: FastifyBaseLogger,
): Promise<RunningWorker> {
  const { home, databaseUrl, redisUrl } = settings;
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);
  const onError = (error: Error) => log.warn({ err: error }, "the database has trouble");
  const client = new ServerClient({ url: settings.serverUrl, apiKey: settings.apiKey });
  const { db } = connectDatabase({
    url: databaseUrl,
    file: "",
    onConnectionError: onError,
    connections: CONNECTIONS,
  });
  try {
    await checkDatabase(db);
    await checkServer(client, log, stopping.signal);
    const worker = new ShardWorker({
      broker: { databaseUrl, redisUrl },
      db,
      work: new ShardWork(db, systemClock),
      source: new WorkerSource(db, new ContentStore(home, client, stopping.signal)),
      folders: { home, cacheDir: join(home, "cache"), cacheLimitBytes: settings.cacheLimitBytes },
      name: settings.name,
      places: settings.concurrency,
      lockMs: settings.shardLockMs,
      limits: {
        memoryBytes: settings.workerMemoryMb * 2 ** 20,
        stepMs: settings.strategyStepMs,
      },
      log,
    });
    const news = new ShardNews(databaseUrl, {
      onMessage: (message) => {
        if (message.type === "withdrawn") worker.stopStudy(message.studyId);
      },
      onGap: () => void worker.check().catch(onError),
      onError,
    });
    await news.start();
    await worker.ready();
    return {
      async stop(graceMs) {
        await worker.close(graceMs);
        stopping.abort();
        await news.close();
        await db.destroy();
      },
    };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}
