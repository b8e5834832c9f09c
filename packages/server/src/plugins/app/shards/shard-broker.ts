/**
 * Where shards wait for whoever takes them, on any machine: BullMQ in PostgreSQL, or on Redis. Only what
 * names a shard lies there; what it is and what came of it are in the database. Delivery is at least once.
 */
import { ENGINE_VERSION, KERNEL_SHA256, kernelSha256Of } from "@perpmill/engine";
import {
  type BackendFactory,
  createPostgresBackend,
  createRedisBackend,
  type IQueueBackend,
  runMigrations,
  withBackend,
} from "bullmq";
import pg from "pg";

/** What names a shard. */
export interface ShardName {
  readonly studyId: string;
  /** of the study's, from 0 */
  readonly position: number;
}

export interface BrokerOptions {
  readonly databaseUrl: string;
  /** null: PostgreSQL does it too */
  readonly redisUrl: string | null;
  /** Told what goes wrong on the way; whatever it was, it is tried again */
  readonly onError: (error: Error) => void;
}

/** The schema of PostgreSQL that BullMQ has for itself. */
export const QUEUE_SCHEMA = "perpmill_queue";

/** The builds of the kernel: for four points a bar, and for any number. */
const KERNELS = [KERNEL_SHA256, kernelSha256Of({ path: { model: "bridge", seed: 0 } })];

/** Machines take only what their own version of engine and kernels is to work out. */
export const QUEUE_NAME = `shards-${ENGINE_VERSION}-${KERNELS.map((one) => one.slice(0, 8)).join("-")}`;

/** What BullMQ is told about its store, which the factory below knows. */
export interface Store {
  readonly store: "database" | "redis";
}

/** Connections for calls; besides, whoever takes shards has one that listens. */
const CONNECTIONS = 2;

/** The name of a shard's job: a second one of the same name is none. */
export function jobIdOf({ studyId, position }: ShardName): string {
  return `${studyId}.${position}`;
}

/**
 * Makes BullMQ's tables in PostgreSQL, where they are missing; with Redis as well, so that the rights of workers are
 * the same. The server does it; others find them made.
 */
export async function prepareBroker({ databaseUrl }: BrokerOptions): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await runMigrations(client, QUEUE_SCHEMA);
  } finally {
    await client.end();
  }
}

/** BullMQ's classes on one of its two stores. */
export function brokerClasses({ databaseUrl, redisUrl }: Omit<BrokerOptions, "onError">) {
  const factory: BackendFactory<IQueueBackend, Store> = (name, options, more) => {
    if (redisUrl === null) {
      const connection = {
        connectionString: databaseUrl,
        schema: QUEUE_SCHEMA,
        max: CONNECTIONS,
        application_name: "perpmill",
      };
      return createPostgresBackend(name, { ...options, connection }, more);
    }
    // BullMQ waits for as long as it takes: a command that gives up would lose its shard.
    const connection = { url: redisUrl, maxRetriesPerRequest: null };
    return createRedisBackend(name, { ...options, connection }, more);
  };
  return withBackend(factory);
}
