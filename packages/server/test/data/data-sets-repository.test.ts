import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { DataJobsRepository } from "../../src/plugins/app/data/data-jobs-repository.js";
import { countReaders, neededByOthers } from "../../src/plugins/app/data/data-readers.js";
import {
  type DataSetQuery,
  DataSetsRepository,
} from "../../src/plugins/app/data/data-sets-repository.js";
import { RunsRepository } from "../../src/plugins/app/runs/runs-repository.js";
import { StudiesRepository } from "../../src/plugins/app/studies/studies-repository.js";
import { describeDatabases } from "../databases.fixture.js";
import { insertUsers, runRow, T0_MS } from "../db/rows.fixture.js";
import { studyRow } from "../studies/study-rows.fixture.js";
import { dataSetRow } from "./data-rows.fixture.js";

const ALL: Omit<DataSetQuery, "userId"> = {
  owner: "all",
  kind: null,
  symbol: null,
  state: null,
  search: null,
  limit: 50,
  after: null,
};

describeDatabases("data sets", (database) => {
  let sets: DataSetsRepository;
  beforeEach(async () => {
    sets = new DataSetsRepository(database.db);
    await insertUsers(database.db, "ann", "bob");
  });

  const idsOf = async (query: Partial<DataSetQuery> & Pick<DataSetQuery, "userId">) =>
    (await sets.list({ ...ALL, ...query })).rows.map(({ id }) => id);

  async function insertJob(id: string, ownerId: string, more: object = {}): Promise<void> {
    await database.db
      .insertInto("jobs")
      .values({
        id,
        kind: "import",
        lane: "compute",
        owner_id: ownerId,
        priority: 0,
        state: "queued",
        payload: "{}",
        subject_id: null,
        attempt: 0,
        worker_pid: null,
        server_id: null,
        heartbeat_ms: null,
        progress: null,
        error: null,
        created_ms: T0_MS,
        started_ms: null,
        finished_ms: null,
        ...more,
      })
      .execute();
  }

  test("come back as they were stored, with their owner's name", async () => {
    const odd = { name: "行情 '; drop table data_sets; --", bytes: 2 ** 40, last_ms: 8.64e15 };
    await sets.insert(dataSetRow("d1", "ann", odd));
    const row = await sets.get("d1");
    expect(row).toEqual({ ...dataSetRow("d1", "ann", odd), owner_name: "ann" });
    expect(await sets.get("d2")).toBeNull();
  });

  test("are seen by their owner, and by others when shared", async () => {
    await sets.insert(dataSetRow("own", "ann"));
    await sets.insert(dataSetRow("shared", "ann", { shared: 1 }));
    expect((await sets.getVisible("own", "ann"))?.id).toBe("own");
    expect(await sets.getVisible("own", "bob")).toBeNull();
    expect((await sets.getVisible("shared", "bob"))?.id).toBe("shared");
    expect(await idsOf({ userId: "bob" })).toEqual(["shared"]);
    expect(await idsOf({ userId: "bob", owner: "shared" })).toEqual(["shared"]);
    expect(await idsOf({ userId: "bob", owner: "mine" })).toEqual([]);
    expect(await idsOf({ userId: "ann", owner: "shared" })).toEqual([]);
  });

  test("are filtered by what is asked, taken as it is", async () => {
    await sets.insert(dataSetRow("a", "ann", { name: "100%_real", symbol: "BTCUSDT" }));
    await sets.insert(dataSetRow("b", "ann", { name: "Others", kind: "mark", state: "failed" }));
    const find = (query: Partial<DataSetQuery>) => idsOf({ userId: "ann", ...query });
    expect(await find({ search: "100%_R" })).toEqual(["a"]);
    expect(await find({ search: "btc" })).toEqual(["a"]);
    expect(await find({ search: "%" })).toEqual(["a"]);
    expect(await find({ search: "1' or '1'='1" })).toEqual([]);
    expect(await find({ kind: "mark" })).toEqual(["b"]);
    expect(await find({ state: "failed" })).toEqual(["b"]);
    expect(await find({ symbol: "BTCUSDT" })).toEqual(["a"]);
    expect(await find({ symbol: "' or 1=1 --" })).toEqual([]);
  });

  test("pages hold every data set once, newest first, whatever their times", async () => {
    const times = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(times, fc.integer({ min: 1, max: 7 }), async (created, limit) => {
        await database.db.deleteFrom("data_sets").execute();
        for (const [i, time] of created.entries()) {
          await sets.insert(dataSetRow(`d${i}`, "ann", { created_ms: time }));
        }
        const seen: string[] = [];
        let after: DataSetQuery["after"] = null;
        do {
          const page = await sets.list({ ...ALL, userId: "ann", limit, after });
          expect(page.rows.length).toBeLessThanOrEqual(limit);
          seen.push(...page.rows.map(({ id }) => id));
          after = page.next;
        } while (after !== null);
        expect(new Set(seen).size).toBe(created.length);
        expect(seen).toHaveLength(created.length);
        const order = seen.map((id) => created[Number(id.slice(1))] ?? 0);
        expect(order).toEqual([...order].sort((a, b) => b - a));
      }),
      { numRuns: 15 },
    );
  });

  test("the bars of a symbol: one's own first, bars before trades, short intervals first", async () => {
    const minute = { interval_ms: 60_000 };
    await sets.insert(dataSetRow("hours", "ann", { interval_ms: 3_600_000 }));
    await sets.insert(dataSetRow("trades", "ann", { kind: "trades", interval_ms: null }));
    await sets.insert(dataSetRow("theirs", "bob", { ...minute, shared: 1, last_ms: T0_MS * 2 }));
    await sets.insert(dataSetRow("minutes", "ann", minute));
    await sets.insert(dataSetRow("longer", "ann", { ...minute, last_ms: T0_MS + 120_000 }));
    await sets.insert(dataSetRow("private", "bob", minute));
    await sets.insert(dataSetRow("failed", "ann", { state: "failed" }));
    await sets.insert(dataSetRow("mark", "ann", { kind: "mark" }));
    await sets.insert(dataSetRow("spot", "ann", { market: "spot" }));
    const ids = async (market: string | null) =>
      (await sets.bars("ann", "ETHUSDT", market)).map(({ id }) => id);
    expect(await ids("um")).toEqual(["longer", "minutes", "hours", "trades", "theirs"]);
    expect(await ids("spot")).toEqual(["spot"]);
    expect((await sets.bars("ann", null, null)).length).toBe(6);
    expect(await sets.bars("ann", "BTCUSDT", null)).toEqual([]);
  });

  test("change, and go, without the others", async () => {
    await sets.insert(dataSetRow("a", "ann"));
    await sets.insert(dataSetRow("b", "ann"));
    await sets.update("a", { name: "new", shared: 1 });
    expect(await sets.get("a")).toMatchObject({ name: "new", shared: 1 });
    expect(await sets.get("b")).toMatchObject({ name: "Data b", shared: 0 });
    await sets.delete("a");
    expect(await sets.folders()).toEqual(["server/data-sets/b"]);
  });

  test("know who needs them", async () => {
    await sets.insert(dataSetRow("a", "ann", { content_hash: "same" }));
    await sets.insert(dataSetRow("b", "bob", { content_hash: "same" }));
    const runs = new RunsRepository(database.db);
    await runs.insert(runRow("r1", "bob", { data_set_id: "x", mark_data_set_id: "a" }));
    await runs.insert(runRow("r2", "bob", { data_set_id: "a", state: "running" }));
    await runs.insert(runRow("r3", "bob", { data_set_id: "a", state: "done" }));
    const others = JSON.stringify([{ name: "BTCUSDT", dataSetId: "b" }]);
    const studies = new StudiesRepository(database.db);
    await studies.insert(studyRow("s1", "ann", { data_set_id: "a", others }));
    await studies.insert(studyRow("s2", "ann", { data_set_id: "b", state: "done" }));
    expect(await countReaders(database.db, "a")).toBe(3);
    expect(await countReaders(database.db, "b")).toBe(1);
    expect(await countReaders(database.db, "c")).toBe(0);
    const needed = (ownerId: string) => neededByOthers(database.db, ownerId);
    expect([await needed("ann"), await needed("bob"), await needed("eve")]).toEqual([
      ...[true, true, false],
    ]);
    await studies.update("s1", { state: "cancelled" });
    expect(await needed("bob")).toBe(false);
    expect(await sets.hasTwin("a", "same")).toBe(true);
    expect(await sets.hasTwin("a", "other")).toBe(false);
  });

  test("a series that was downloaded is found again", async () => {
    const series = { market: "um", symbol: "ETHUSDT", kind: "funding", interval_ms: null };
    await sets.insert(dataSetRow("up", "ann", { ...series }));
    expect(await sets.download("ann", series)).toBeNull();
    await sets.insert(dataSetRow("down", "ann", { ...series, origin: "download" }));
    expect((await sets.download("ann", series))?.id).toBe("down");
    expect(await sets.download("bob", series)).toBeNull();
    expect(await sets.download("ann", { ...series, interval_ms: 60_000 })).toBeNull();
  });

  test("what a server left behind is told: those that are not ready, and those a job will read", async () => {
    await insertJob("j1", "ann", { subject_id: "a" });
    await insertJob("j2", "ann", { subject_id: "b", state: "done" });
    await sets.insert(dataSetRow("a", "ann", { state: "preparing", job_id: "j1" }));
    await sets.insert(dataSetRow("b", "ann"));
    expect((await sets.preparing()).map(({ id }) => id)).toEqual(["a"]);
    expect(await sets.awaited()).toEqual(["a"]);
  });

  test("jobs about data are their owner's, newest first", async () => {
    const jobs = new DataJobsRepository(database.db);
    await insertJob("j1", "ann", { kind: "quality", subject_id: "a" });
    await insertJob("j2", "ann", { kind: "download", created_ms: T0_MS + 1, state: "done" });
    await insertJob("j3", "ann", { kind: "run" });
    await insertJob("j4", "bob");
    const query = { ownerId: "ann", kind: null, state: null, limit: 1, after: null };
    const first = await jobs.list(query);
    const second = await jobs.list({ ...query, after: first.next });
    expect([first, second].map(({ rows }) => rows.map(({ id }) => id))).toEqual([["j2"], ["j1"]]);
    expect(second.next).toBeNull();
    expect((await jobs.list({ ...query, kind: "quality", state: "queued" })).rows).toHaveLength(1);
    expect((await jobs.list({ ...query, kind: "quality", state: "done" })).rows).toEqual([]);
    expect(await jobs.get("j4", "ann")).toBeNull();
    expect(await jobs.get("j3", "ann")).toBeNull();
    expect((await jobs.get("j1", "ann"))?.id).toBe("j1");
    expect((await jobs.qualityOf("ann", "a")).map(({ id }) => id)).toEqual(["j1"]);
  });
});
