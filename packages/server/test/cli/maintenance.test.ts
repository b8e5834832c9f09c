import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { openDatabase } from "../../src/db/database.js";
import { homePaths } from "../../src/home-paths.js";
import { RunsRepository } from "../../src/plugins/app/runs/runs-repository.js";
import { emptyDatabase } from "../databases.fixture.js";
import { insertUsers, jobRow, runRow } from "../db/rows.fixture.js";
import { newHome, post, runCommand, serve } from "./command.fixture.js";

const PASSWORD = "correct horse battery";

async function addAdmin(home: string, env: Record<string, string> = {}): Promise<void> {
  const args = ["user", "add", "ada", "--role", "admin"];
  const { exitCode, stderr } = await runCommand(args, { home, env, stdin: PASSWORD });
  expect([exitCode, stderr]).toEqual([0, ""]);
}

test("a backup of a running server is put in place of another's, and restore wants that one stopped", async () => {
  const home = newHome();
  await addAdmin(home);
  const file = join(home, "backup.gz");
  const server = await serve([], { home });
  try {
    const { body } = await post(`${server.url}/api/v1/auth/login`, {
      name: "ada",
      password: PASSWORD,
    });
    const sample = await post(
      `${server.url}/api/v1/data/sample`,
      {},
      { authorization: `Bearer ${body.accessToken}` },
    );
    expect(sample.status).toBeLessThan(300);
    const made = await runCommand(["backup", file, "--json"], { home });
    expect([made.exitCode, made.stderr]).toEqual([0, ""]);
    expect(JSON.parse(made.stdout)).toMatchObject({ rows: { users: 1, data_sets: 1 } });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const running = await runCommand(["restore", file, "--replace"], { home });
    expect(running).toMatchObject({
      exitCode: 2,
      stderr: `error: A server runs on ${home}. Stop it first.\n`,
    });
  } finally {
    await server.stop();
  }
  const again = await runCommand(["backup", file], { home });
  expect([again.exitCode, again.stderr]).toEqual([2, expect.stringContaining("is there already")]);
  const other = newHome();
  const restored = await runCommand(["restore", file], { home: other });
  expect([restored.exitCode, restored.stderr]).toEqual([0, ""]);
  const users = await runCommand(["user", "list"], { home: other });
  expect(users.stdout).toBe("ada: admin\n");
  const occupied = await runCommand(["restore", file], { home: other });
  expect([occupied.exitCode, occupied.stderr]).toEqual([2, expect.stringContaining("CONFLICT")]);
  expect((await runCommand(["restore", file, "--replace"], { home: other })).exitCode).toBe(0);
});

test("a damaged backup is refused and nothing is touched", async () => {
  const home = newHome();
  await addAdmin(home);
  const file = join(home, "backup.gz");
  writeFileSync(file, "no backup");
  const { exitCode, stderr } = await runCommand(["restore", file, "--replace"], { home });
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining("BACKUP_INVALID")]);
  expect((await runCommand(["user", "list"], { home })).stdout).toBe("ada: admin\n");
});

test("vacuum says what it removed, and wants the server stopped", async () => {
  const home = newHome();
  await addAdmin(home);
  const args = ["vacuum", "--retention-days", "30"];
  const done = await runCommand([...args, "--json"], { home });
  expect([done.exitCode, done.stderr]).toEqual([0, ""]);
  expect(JSON.parse(done.stdout)).toMatchObject({ runs: 0, afterBytes: expect.any(Number) });
  const server = await serve([], { home });
  const running = await runCommand(args, { home });
  await server.stop();
  expect([running.exitCode, running.stderr]).toEqual([2, expect.stringContaining("Stop it first")]);
});

test("vacuum removes nothing by a clock far ahead of the last use, unless somebody vouches for it", async () => {
  const home = newHome();
  await addAdmin(home);
  const usedMs = Date.UTC(2024, 0, 1);
  const { db } = await openDatabase({
    url: null,
    file: homePaths(home).database,
    onConnectionError: () => {},
  });
  try {
    await insertUsers(db, "ann");
    await db
      .insertInto("jobs")
      .values(jobRow("j1", "ann", { state: "done", created_ms: usedMs }))
      .execute();
    const ended = { state: "done", finished_ms: usedMs } as const;
    await new RunsRepository(db).insert(runRow("r1", "ann", ended));
  } finally {
    await db.destroy();
  }
  const args = ["vacuum", "--retention-days", "7"];
  const refused = await runCommand(args, { home });
  expect([refused.exitCode, refused.stderr]).toEqual([
    2,
    expect.stringContaining("last used 2024-01-01T00:00:00.000Z: nothing was removed"),
  ]);
  const vouched = await runCommand([...args, "--trust-clock", "--json"], { home });
  expect([vouched.exitCode, vouched.stderr]).toEqual([0, ""]);
  expect(JSON.parse(vouched.stdout)).toMatchObject({ runs: 1 });
});

test.skipIf(inject("postgresUrl") === null)(
  "a backup of SQLite goes into PostgreSQL, where the same commands work",
  async () => {
    const home = newHome();
    await addAdmin(home);
    const file = join(home, "backup.gz");
    expect((await runCommand(["backup", file], { home })).exitCode).toBe(0);
    const postgres = await emptyDatabase("postgres");
    try {
      const at = { home: newHome(), env: { DATABASE_URL: postgres.url ?? "" } };
      const restored = await runCommand(["restore", file], at);
      expect([restored.exitCode, restored.stderr]).toEqual([0, ""]);
      expect((await runCommand(["user", "list"], at)).stdout).toBe("ada: admin\n");
      expect((await runCommand(["user", "add", "bob"], { ...at, stdin: PASSWORD })).exitCode).toBe(
        0,
      );
      const vacuumed = await runCommand(["vacuum", "--json"], at);
      expect(JSON.parse(vacuumed.stdout).afterBytes).toBeGreaterThan(0);
      const occupied = await runCommand(["restore", file, "--replace"], at);
      expect([occupied.exitCode, occupied.stderr]).toEqual([
        2,
        expect.stringContaining("CONFLICT"),
      ]);
      const server = await serve([], at);
      expect(server.texts.stderr).toContain("Database: postgres://");
      expect(server.texts.stderr).not.toContain("First start");
      expect(await server.stop()).toBe(0);
    } finally {
      await postgres.drop();
    }
  },
);
