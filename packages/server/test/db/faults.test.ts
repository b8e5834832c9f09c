import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDatabase } from "../../src/db/database.js";
import { ResultsRepository } from "../../src/plugins/app/runs/results-repository.js";
import { RunsRepository } from "../../src/plugins/app/runs/runs-repository.js";
import { answerOf } from "../../src/problems.js";
import { emptyDatabase, testDialects } from "../databases.fixture.js";
import { insertUsers, resultRow, runRow } from "./rows.fixture.js";

/** The error of a promise, as a client would be told. */
async function problemOf(promise: Promise<unknown>) {
  const error = await promise.then(
    () => new Error("nothing failed"),
    (reason: unknown) => reason,
  );
  return answerOf(error, "en", "request");
}

/** Another program that holds the right to write. */
async function holdLock(file: string, forMs: number): Promise<ChildProcess> {
  const program = `
    const Database = require("better-sqlite3");
    const db = new Database(process.argv[1]);
    db.exec("begin immediate");
    process.stdout.write("held");
    setTimeout(() => db.exec("commit"), Number(process.argv[2]));`;
  const holder = spawn(process.execPath, ["-e", program, file, String(forMs)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(holder.stdout, "data");
  return holder;
}

describe("an SQLite database", () => {
  let folder: string;
  let file: string;
  const onConnectionError = (error: Error) => console.error(error);
  const open = () => openDatabase({ url: null, file, onConnectionError });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "perpmill-faults-"));
    file = join(folder, "perpmill.sqlite");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test("that another program writes to for a moment is waited for", async () => {
    const { db } = await open();
    const holder = await holdLock(file, 500);
    await insertUsers(db, "ann");
    expect(await db.selectFrom("users").selectAll().execute()).toHaveLength(1);
    await once(holder, "exit");
    await db.destroy();
  });

  test("that another program does not let go of is busy to writers and open to readers", async () => {
    const { db } = await open();
    await insertUsers(db, "ann");
    const holder = await holdLock(file, 600_000);
    try {
      const refused = problemOf(insertUsers(db, "bob"));
      const tookMs: number[] = [];
      for (let look = 0; look < 20; look++) {
        const startMs = performance.now();
        expect(await db.selectFrom("users").selectAll().execute()).toHaveLength(1);
        await new Promise((resolve) => setTimeout(resolve, 20));
        tookMs.push(performance.now() - startMs);
      }
      // Nobody waits for the one that writes: neither who reads nor the event loop.
      expect(tookMs.toSorted((a, b) => a - b)[10]).toBeLessThan(500);
      expect(await Promise.race([refused, "still waits"])).toBe("still waits");
      expect(await refused).toMatchObject({
        status: 503,
        problem: { code: "STORAGE_BUSY" },
        retryAfterMs: 1000,
      });
    } finally {
      holder.kill("SIGKILL");
      await once(holder, "exit");
    }
    await insertUsers(db, "bob");
    await db.destroy();
  });

  test("on a full disk says so, keeps what it has, and goes on when there is room", async (context) => {
    const disk = join(folder, "disk");
    mkdirSync(disk);
    const options = ["-t", "tmpfs", "-o", "size=4m", "none", disk];
    if (spawnSync("mount", options).status !== 0) {
      context.skip("a small tmpfs cannot be mounted here");
    }
    try {
      file = join(disk, "perpmill.sqlite");
      const { db } = await open();
      await insertUsers(db, "ann");
      await new RunsRepository(db).insert(runRow("r1", "ann"));
      const results = new ResultsRepository(db);
      const put = (key: string) => {
        const row = resultRow(key, { series: "x".repeat(400_000) });
        return db.transaction().execute((trx) => results.put(row, [], trx));
      };
      let stored = 0;
      const filling = async () => {
        for (; stored < 100; stored += 1) await put(`k${stored}`);
      };
      expect(await problemOf(filling())).toMatchObject({
        status: 507,
        problem: { code: "STORAGE_FULL" },
      });
      expect(stored).toBeGreaterThan(0);
      expect(await db.selectFrom("results").select("key").execute()).toHaveLength(stored);
      expect((await new RunsRepository(db).get("r1"))?.owner_id).toBe("ann");
      spawnSync("mount", ["-o", "remount,size=16m", disk]);
      await put("later");
      const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
      expect(rows).toEqual([{ integrity_check: "ok" }]);
      await db.destroy();
    } finally {
      spawnSync("umount", ["--lazy", disk]);
    }
  });

  test("that is no database is refused at start, by name", async () => {
    writeFileSync(file, "this was never a database, whatever its name says".repeat(40));
    await expect(open()).rejects.toMatchObject({
      code: "DATABASE_UNUSABLE",
      message: expect.stringContaining("not a database"),
    });
  });

  test("in a folder that cannot be written to is refused at start", async () => {
    writeFileSync(join(folder, "plain"), "");
    file = join(folder, "plain", "perpmill.sqlite");
    await expect(open()).rejects.toMatchObject({ code: "DATABASE_UNUSABLE" });
  });
});

describe("a PostgreSQL database", () => {
  const onConnectionError = () => undefined;

  test("that does not answer, or is of another kind, is refused at start", async () => {
    const open = (url: string) => openDatabase({ url, file: "", onConnectionError });
    await expect(open("postgres://user:geheim@127.0.0.1:1/none")).rejects.toMatchObject({
      code: "DATABASE_UNUSABLE",
      message: expect.not.stringContaining("geheim"),
    });
    await expect(open("mysql://user:geheim@127.0.0.1/none")).rejects.toMatchObject({
      code: "DATABASE_UNUSABLE",
      message: expect.not.stringContaining("geheim"),
    });
  });

  test.runIf(testDialects().includes("postgres"))(
    "that closes its connections is reached again",
    async () => {
      const empty = await emptyDatabase("postgres");
      const lost: Error[] = [];
      const { db } = await openDatabase({
        url: empty.url,
        file: "",
        onConnectionError: (error) => lost.push(error),
      });
      await insertUsers(db, "ann");
      await db.connection().execute(async (one) => {
        await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where pid <> pg_backend_pid() and datname = current_database()`.execute(one);
      });
      const ending = sql`select pg_terminate_backend(pg_backend_pid())`.execute(db);
      expect(await problemOf(ending)).toMatchObject({ problem: { code: "STORAGE_BUSY" } });
      // The pool hears of the end of its connections a moment later.
      await expect.poll(() => lost.length).toBeGreaterThan(0);
      await expect.poll(() => db.selectFrom("users").selectAll().execute()).toHaveLength(1);
      await db.destroy();
      await empty.drop();
    },
  );

  test.runIf(testDialects().includes("postgres"))(
    "refuses text with NUL as a fault of the request",
    async () => {
      const empty = await emptyDatabase("postgres");
      const { db } = await openDatabase({ url: empty.url, file: "", onConnectionError });
      expect(await problemOf(insertUsers(db, "a\0b"))).toMatchObject({
        status: 400,
        problem: { code: "REQUEST_INVALID" },
      });
      await db.destroy();
      await empty.drop();
    },
  );
});
