/** The server of a study is killed while machines work on it. */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { connectDatabase } from "../../src/db/database.js";
import { newHome, post, serve } from "../cli/command.fixture.js";
import { testApp } from "../harness.fixture.js";
import { LONG_CONFIG } from "../runs/run-data.fixture.js";
import { scriptOf } from "../studies/study-data.fixture.js";
import { type Broker, testBrokers } from "./brokers.fixture.js";
import { countsOf, LOCK_MS, machine, sweepOver, workersKey } from "./machines.fixture.js";

/** So many that the study is cut into several shards. */
const ROWS = 1400;
const WAIT = { timeout: 90_000, interval: 50 };

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

/** Puts a user, a data set and keys into the server's home and database, with no server after that. */
async function prepare(home: string, { databaseUrl }: Broker) {
  const server = await testApp({ home, databaseUrl, shardWorkers: 0, workers: 1 });
  const script = await scriptOf(server, 5000);
  const apiKey = await workersKey(server);
  await server.close();
  return { apiKey, ...script };
}

test.skipIf(testBrokers().length === 0)(
  "machines go on without it, and the next one finds the study as it is",
  { timeout: 180_000 },
  async () => {
    const [kind] = testBrokers();
    if (kind === undefined) throw new Error("PostgreSQL does not run");
    const broker = await kind.start();
    onTestFinished(broker.stop);
    const home = newHome();
    const { apiKey, dataSetId, authorization } = await prepare(home, broker);
    const port = String(await freePort());
    const env = {
      PERPMILL_DATABASE_URL: broker.databaseUrl,
      PERPMILL_SHARD_WORKERS: "1",
      PERPMILL_SHARD_LOCK_MS: String(LOCK_MS),
      PERPMILL_LOG_LEVEL: "warn",
    };
    const first = await serve(["--port", port], { home, env });
    const { url } = first;
    const worker = await machine({ broker, url, apiKey }, { name: "a" });
    const strategy = { ...LONG_CONFIG.strategy, name: "pure-maker", levels: 12 };
    const request = { ...sweepOver(ROWS), config: { ...LONG_CONFIG, strategy } };
    const body = { request, dataSetId, title: randomUUID() };
    const made = await post(`${url}/api/v1/studies`, body, { authorization });
    expect(made).toMatchObject({ status: 202 });
    const { id } = made.body.study as { id: string };

    const onConnectionError = (error: Error) => console.error(error);
    const { db } = connectDatabase({ url: broker.databaseUrl, file: "", onConnectionError });
    onTestFinished(() => db.destroy());
    const rows = async () => (await countsOf(db, id)).rows;
    const rowsOf = async (name: string) => {
      const shards = await db
        .selectFrom("study_shards")
        .select("rows_done")
        .where("study_id", "=", id)
        .where("worker", "like", name)
        .execute();
      return shards.reduce((sum, { rows_done }) => sum + rows_done, 0);
    };
    await expect.poll(() => rowsOf("a %"), WAIT).toBeGreaterThan(0);
    await expect.poll(() => rowsOf("%(server)%"), WAIT).toBeGreaterThan(0);
    await first.stop("SIGKILL");
    const atDeath = await rows();
    expect(atDeath).toBeLessThan(ROWS);
    await expect.poll(rows, WAIT).toBeGreaterThan(atDeath);

    const second = await serve(["--port", port], { home, env });
    onTestFinished(async () => void (await second.stop("SIGKILL")));
    const state = async () => {
      const answer = await fetch(`${url}/api/v1/studies/${id}`, { headers: { authorization } });
      return ((await answer.json()) as { state: string }).state;
    };
    await expect.poll(state, WAIT).toBe("done");
    expect(await countsOf(db, id)).toMatchObject({ open: 0, rows: ROWS, counted: ROWS });
    expect(worker.child.exitCode).toBe(null);
  },
);
