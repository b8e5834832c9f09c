import { beforeEach, expect, test } from "vitest";
import { ResultsRepository } from "../../src/plugins/app/runs/results-repository.js";
import { NO_FIGURES, RunsRepository } from "../../src/plugins/app/runs/runs-repository.js";
import { describeDatabases } from "../databases.fixture.js";
import { chunkRow, insertUsers, jobRow, resultRow, runRow, T0_MS } from "./rows.fixture.js";

describeDatabases("runs", (database) => {
  let runs: RunsRepository;
  let results: ResultsRepository;
  beforeEach(async () => {
    runs = new RunsRepository(database.db);
    results = new ResultsRepository(database.db);
    await insertUsers(database.db, "ann", "bob");
  });

  async function insertDone(id: string, ownerId: string, key: string): Promise<void> {
    await database.db.transaction().execute(async (trx) => {
      if ((await results.head(key, trx)) === null) {
        await results.put(resultRow(key), [chunkRow(key, "trades", 0)], trx);
      }
      const done = { state: "done", content_key: key, result_key: key } as const;
      await runs.insert(runRow(id, ownerId, done), trx);
    });
  }

  test("come back with every number, bit by bit", async () => {
    const figures = {
      total_return: 0.1 + 0.2,
      sharpe: -1e-310,
      sortino: 5e-324,
      calmar: Number.MAX_VALUE,
      profit_factor: Number.POSITIVE_INFINITY,
      fills: 2_600_000,
      finished_ms: 8_640_000_000_000_000,
    };
    const text = { label: "做市 '; drop table runs; --", note: '<b>"\\%_', config: '{"a":[1]}' };
    await runs.insert(runRow("r1", "ann", { ...figures, ...text }));
    const row = await runs.get("r1");
    expect(row).toMatchObject({ ...figures, ...text, liquidated: null, error: null });
    expect(await runs.get("r2")).toBeNull();
  });

  test("are seen by their owner, and by others when shared", async () => {
    await runs.insert(runRow("own", "ann"));
    await runs.insert(runRow("shared", "ann", { shared: 1 }));
    expect((await runs.getVisible("own", "ann"))?.id).toBe("own");
    expect(await runs.getVisible("own", "bob")).toBeNull();
    expect((await runs.getVisible("shared", "bob"))?.id).toBe("shared");
    const seen = await runs.getVisibleOf(["own", "shared", "none"], "bob");
    expect(seen.map(({ id }) => id)).toEqual(["shared"]);
    expect(await runs.getVisibleOf([], "bob")).toEqual([]);
  });

  test("are patched by their owner only", async () => {
    await runs.insert(runRow("r1", "ann", { shared: 1 }));
    expect(await runs.patch("r1", "bob", { label: "mine" })).toBe(false);
    expect(await runs.patch("r2", "ann", { label: "none" })).toBe(false);
    expect(await runs.patch("r1", "ann", { label: "new", starred: 1 })).toBe(true);
    expect(await runs.patch("r1", "ann", {})).toBe(true);
    expect(await runs.patch("r1", "bob", {})).toBe(false);
    expect(await runs.get("r1")).toMatchObject({ label: "new", starred: 1, note: "" });
  });

  test("follow their job, and have figures with their result", async () => {
    await runs.insert(runRow("r1", "ann"));
    const running = { state: "running", started_ms: T0_MS + 1, finished_ms: null, error: null };
    await runs.setState("r1", { ...running, state: "running" });
    expect(await runs.get("r1")).toMatchObject(running);
    await insertDone("r2", "bob", "content-r1");
    const other = await runs.findDone("content-r1", null);
    expect(other?.id).toBe("r2");
    expect(await runs.findDone("content-r1", "ann")).toBeNull();
    await runs.setOutcome("r1", { ...NO_FIGURES, fills: 7, result_key: "content-r1" });
    expect(await runs.get("r1")).toMatchObject({ fills: 7, sharpe: null });
    await runs.setState("r1", { ...running, state: "done", finished_ms: T0_MS + 2 });
    expect((await runs.findDone("content-r1", "ann"))?.id).toBe("r1");
    expect(await runs.countByState("ann")).toEqual({ done: 1 });
    expect(await runs.countByState(null)).toEqual({ done: 2 });
  });

  test("find the newest finished one of equal content", async () => {
    await insertDone("r1", "ann", "k");
    await insertDone("r2", "ann", "k");
    await database.db
      .updateTable("runs")
      .set({ created_ms: T0_MS + 1 })
      .where("id", "=", "r1")
      .execute();
    expect((await runs.findDone("k", "ann"))?.id).toBe("r1");
  });

  test("are deleted by their owner only, and the last one takes the result along", async () => {
    await insertDone("r1", "ann", "k");
    await insertDone("r2", "bob", "k");
    await results.putDocument({
      key: "e",
      kind: "envelope",
      about: "k",
      document: "{}",
      created_ms: T0_MS,
    });
    expect(await runs.delete(["r1", "r2", "none"], "ann")).toEqual(["r1"]);
    expect(await results.head("k")).not.toBeNull();
    expect(await results.document("e")).not.toBeNull();
    expect(await runs.delete(["r2"], "bob")).toEqual(["r2"]);
    expect(await results.head("k")).toBeNull();
    expect(await results.document("e")).toBeNull();
    expect(await database.db.selectFrom("result_chunks").selectAll().execute()).toEqual([]);
    expect(await runs.delete([], "bob")).toEqual([]);
  });

  test("take their job along when they are deleted", async () => {
    await database.db.insertInto("jobs").values(jobRow("j1", "ann")).execute();
    await runs.insert(runRow("r1", "ann"));
    await runs.setJob("r1", "j1");
    expect((await runs.ownOf(["r1"], "ann"))[0]).toMatchObject({ job_id: "j1", state: "queued" });
    expect(await runs.ownOf(["r1"], "bob")).toEqual([]);
    await runs.delete(["r1"], "ann");
    expect(await database.db.selectFrom("jobs").selectAll().execute()).toEqual([]);
  });

  test("cannot name a result that is not stored, or an owner that is not there", async () => {
    await expect(runs.insert(runRow("r1", "ann", { result_key: "none" }))).rejects.toThrow();
    await expect(runs.insert(runRow("r1", "cid"))).rejects.toThrow();
  });
});
