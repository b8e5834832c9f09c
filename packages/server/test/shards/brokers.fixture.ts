/** The stores that shards are tested on. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { inject } from "vitest";
import { emptyDatabase } from "../databases.fixture.js";

/** A store that is empty, and nobody else's. */
export interface Broker {
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  stop(): Promise<void>;
}

/** A kind of store; shown as its name. */
export interface BrokerKind {
  start(): Promise<Broker>;
  toString(): string;
}

async function startPostgres(): Promise<Broker> {
  const { url, drop } = await emptyDatabase("postgres");
  if (url === null) throw new Error("PostgreSQL does not run");
  return { databaseUrl: url, redisUrl: null, stop: drop };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function untilReady(server: ChildProcess): Promise<void> {
  for await (const text of server.stdout ?? []) if (/Ready to accept/.test(String(text))) return;
  throw new Error("Redis did not start");
}

async function startRedis(): Promise<Broker> {
  const postgres = await startPostgres();
  const port = await freePort();
  const settings = ["--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  const server = spawn("redis-server", settings.map(String), {
    stdio: ["ignore", "pipe", "ignore"],
  });
  await untilReady(server);
  server.stdout?.resume();
  return {
    databaseUrl: postgres.databaseUrl,
    redisUrl: `redis://127.0.0.1:${port}`,
    async stop() {
      const ended = once(server, "exit");
      server.kill();
      await ended;
      await postgres.stop();
    },
  };
}

/** Those that can be tested here; why one cannot is printed. */
export function testBrokers(): readonly BrokerKind[] {
  if (inject("postgresUrl") === null) return [];
  const postgres = { start: startPostgres, toString: () => "PostgreSQL" };
  if (spawnSync("redis-server", ["--version"]).error !== undefined) {
    console.warn("Shards are not tested on Redis: there is no redis-server");
    return [postgres];
  }
  return [postgres, { start: startRedis, toString: () => "Redis" }];
}
