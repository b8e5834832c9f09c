/** What a worker is told, checked: the settings that it shares with the server, and its own. */
import { readFile } from "node:fs/promises";
import { availableParallelism, hostname } from "node:os";
import { resolve } from "node:path";
import type { Settings } from "../settings/settings.js";
import { UsageError } from "../usage-error.js";

/** Settings of the server that are a worker's as well. */
export const SHARED_SETTINGS = [
  "home",
  "databaseUrl",
  "redisUrl",
  "workerMemoryMb",
  "strategyStepMs",
  "shardLockMs",
  "cacheLimitBytes",
  "logLevel",
] as const;

/** Its own, as typed. */
export interface WorkerFlags {
  readonly serverUrl?: string | undefined;
  readonly apiKey?: string | undefined;
  readonly apiKeyFile?: string | undefined;
  readonly concurrency?: string | undefined;
  readonly name?: string | undefined;
}

export interface WorkerSettings extends Pick<Settings, (typeof SHARED_SETTINGS)[number]> {
  readonly databaseUrl: string;
  readonly serverUrl: string;
  readonly apiKey: string | null;
  /** shards at the same time */
  readonly concurrency: number;
  readonly name: string;
}

interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

const MOST_PLACES = 256;
const NAME_LENGTH = 100;

function placesOf(text: string | undefined): number {
  if (text === undefined) return availableParallelism();
  const places = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (places >= 1 && places <= MOST_PLACES) return places;
  throw new UsageError(`--concurrency: ${text} is no whole number from 1 to ${MOST_PLACES}`);
}

function serverUrlOf(text: string | undefined): string {
  const hint = "give --server-url (PERPMILL_SERVER_URL), such as https://perpmill.example";
  if (text === undefined) throw new UsageError(`data comes from the server: ${hint}`);
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new UsageError(`--server-url: ${JSON.stringify(text)} is no address: ${hint}`);
  }
  const isPlain = url.username === "" && url.password === "" && url.search === "";
  if (/^https?:$/.test(url.protocol) && isPlain) return text;
  throw new UsageError("--server-url: it begins with http:// or https:// and holds no password");
}

async function apiKeyOf(
  { apiKey, apiKeyFile }: WorkerFlags,
  { env, cwd }: Surroundings,
): Promise<string | null> {
  const typed = apiKey ?? (apiKeyFile === undefined ? env.PERPMILL_API_KEY : undefined);
  const key =
    apiKeyFile === undefined || apiKey !== undefined
      ? typed
      : await readFile(resolve(cwd, apiKeyFile), "utf8").catch((error: unknown) => {
          throw new UsageError(`--api-key-file: ${String(error)}`);
        });
  if (key === undefined || key.trim() === "") return null;
  if (/^pmk_[\w-]+$/.test(key.trim())) return key.trim();
  throw new UsageError("the API key does not begin with pmk_: make one with the scope `worker`");
}

/** @throws UsageError for what is missing or does not fit, without what may be secret */
export async function workerSettings(
  shared: Settings,
  flags: WorkerFlags,
  surroundings: Surroundings,
): Promise<WorkerSettings> {
  const { env } = surroundings;
  const { databaseUrl } = shared;
  if (databaseUrl === null) {
    throw new UsageError(
      "shards wait in PostgreSQL: give --database-url (PERPMILL_DATABASE_URL), the server's own",
    );
  }
  return {
    ...shared,
    databaseUrl,
    serverUrl: serverUrlOf(flags.serverUrl ?? env.PERPMILL_SERVER_URL),
    apiKey: await apiKeyOf(flags, surroundings),
    concurrency: placesOf(flags.concurrency ?? env.PERPMILL_CONCURRENCY),
    name: (flags.name ?? env.PERPMILL_WORKER_NAME ?? hostname()).slice(0, NAME_LENGTH),
  };
}
