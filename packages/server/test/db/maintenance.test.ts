import { expect, test } from "vitest";
import {
  applyRetention,
  databaseBytes,
  deleteOrphans,
  optimize,
  vacuum,
} from "../../src/db/maintenance.js";
import type { JobsTable } from "../../src/db/schema.js";
import { ResultsRepository } from "../../src/plugins/app/runs/results-repository.js";
import { RunsRepository } from "../../src/plugins/app/runs/runs-repository.js";
import { describeDatabases } from "../databases.fixture.js";
import { chunkRow, insertUsers, jobRow, resultRow, runRow, T0_MS } from "./rows.fixture.js";

const DAY_MS = 86_400_000;
const OLD = { state: "done", finished_ms: T0_MS } as const;
const LATER = { nowMs: T0_MS + 10 * DAY_MS + 1, retentionDays: 10 };

describeDatabases("maintenance", (database) => {
  async function insertResult(key: string): Promise<void> {
    await database.db.transaction().execute((trx) => {
      return new ResultsRepository(trx).put(resultRow(key), [chunkRow(key, "trades", 0)], trx);
    });
  }

  async function left(table: "runs" | "jobs"): Promise<readonly string[]> {
    const rows = await database.db.selectFrom(table).select("id").orderBy("id").execute();
    return rows.map(({ id }) => id);
  }

  test("removes runs that ended too long ago, unless they are starred or labelled", async () => {
    await insertUsers(database.db, "ann");
    const runs = new RunsRepository(database.db);
    await insertResult("k1");
    await insertResult("k2");
    await runs.insert(runRow("old", "ann", { ...OLD, result_key: "k1" }));
    await runs.insert(runRow("old-2", "ann", { ...OLD, result_key: "k2" }));
    await runs.insert(runRow("failed", "ann", { ...OLD, state: "failed" }));
    await runs.insert(runRow("starred", "ann", { ...OLD, starred: 1, result_key: "k2" }));
    await runs.insert(runRow("labelled", "ann", { ...OLD, label: "keep" }));
    await runs.insert(runRow("queued", "ann"));
    await runs.insert(runRow("new", "ann", { ...OLD, finished_ms: T0_MS + 2 }));
    expect(await applyRetention(database.db, { ...LATER, nowMs: LATER.nowMs - 1 })).toBe(0);
    expect(await applyRetention(database.db, LATER)).toBe(3);
    expect(await left("runs")).toEqual(["labelled", "new", "queued", "starred"]);
    const results = new ResultsRepository(database.db);
    expect(await results.head("k1")).toBeNull();
    expect(await results.head("k2")).not.toBeNull();
  });

  test("removes many runs piece by piece", async () => {
    await insertUsers(database.db, "ann");
    const runs = new RunsRepository(database.db);
    for (let index = 0; index < 250; index += 1) await runs.insert(runRow(`r${index}`, "ann", OLD));
    expect(await applyRetention(database.db, LATER)).toBe(250);
    expect(await left("runs")).toEqual([]);
  });

  test("removes what nothing refers to any more", async () => {
    const { db } = database;
    await insertUsers(db, "ann");
    for (let index = 0; index < 120; index += 1) await insertResult(`orphan-${index}`);
    await insertResult("k");
    const done: Partial<JobsTable> = { state: "done", finished_ms: T0_MS };
    await db
      .insertInto("jobs")
      .values([
        jobRow("of-run", "ann", done),
        jobRow("of-subject", "ann", { ...done, subject_id: "r1" }),
        jobRow("of-nothing", "ann", done),
        jobRow("recent", "ann", { ...done, finished_ms: T0_MS + 2 }),
        jobRow("waiting", "ann"),
      ])
      .execute();
    await new RunsRepository(db).insert(
      runRow("r1", "ann", { content_key: "c", result_key: "k", job_id: "of-run" }),
    );
    const results = new ResultsRepository(db);
    const document = { document: "{}", created_ms: T0_MS } as const;
    await results.putDocument({ ...document, key: "d1", kind: "envelope", about: "c" });
    await results.putDocument({ ...document, key: "d2", kind: "quality", about: "gone" });
    expect(await deleteOrphans(db, T0_MS + 30 * DAY_MS + 1)).toEqual({
      results: 120,
      documents: 1,
      jobs: 1,
    });
    expect(await results.head("k")).not.toBeNull();
    expect(await results.document("d1")).not.toBeNull();
    expect(await left("jobs")).toEqual(["of-run", "of-subject", "recent", "waiting"]);
  });

  test("gives room back to the disk", async () => {
    const { db, dialect } = database;
    for (let index = 0; index < 40; index += 1) {
      const series = "0123456789abcdef".repeat(4000 + index);
      await db
        .insertInto("results")
        .values(resultRow(`k${index}`, { series }))
        .execute();
    }
    await optimize(db, dialect);
    const filledBytes = await databaseBytes(db, dialect);
    await db.deleteFrom("results").execute();
    const { beforeBytes, afterBytes } = await vacuum(db, dialect);
    expect(afterBytes).toBeLessThan(beforeBytes);
    expect(afterBytes).toBeLessThan(filledBytes);
  });
});
