import { beforeEach, expect, test } from "vitest";
import type { Cursor } from "../../src/db/cursor.js";
import { applyStudyRetention } from "../../src/db/maintenance.js";
import { StudiesRepository } from "../../src/plugins/app/studies/studies-repository.js";
import {
  forgetKept,
  insertKept,
  keptRows,
} from "../../src/plugins/app/studies/study-kept-repository.js";
import {
  copyKnownRows,
  insertRows,
  presentRows,
  readRows,
  rowsAfter,
} from "../../src/plugins/app/studies/study-rows-repository.js";
import { describeDatabases } from "../databases.fixture.js";
import { insertUsers, T0_MS } from "../db/rows.fixture.js";
import { keptRow, shardRow, studyRow, studyRowRow } from "./study-rows.fixture.js";

const ANY = { kind: null, state: null, starred: null, text: null };
const DAY_MS = 86_400_000;

describeDatabases("studies", (database) => {
  let studies: StudiesRepository;
  beforeEach(async () => {
    studies = new StudiesRepository(database.db);
    await insertUsers(database.db, "ann", "bob");
  });

  test("are listed in pages, the newest first, by what they are and are called", async () => {
    for (let at = 0; at < 5; at++) {
      const kind = at % 2 === 0 ? "sweep" : "search";
      const title = at === 3 ? "Wide_Spreads" : "";
      await studies.insert(studyRow(`s${at}`, "ann", { created_ms: T0_MS + at, kind, title }));
    }
    await studies.insert(studyRow("other", "bob"));
    const page = (after: Cursor<number> | null, more: object = {}) =>
      studies.list({ ownerId: "ann", limit: 2, ...ANY, after, ...more });
    const ids = async (...asked: Parameters<typeof page>) =>
      (await page(...asked)).rows.map(({ id }) => id);
    const first = await page(null);
    expect(first.rows.map(({ id }) => id)).toEqual(["s4", "s3"]);
    expect(await ids(first.next)).toEqual(["s2", "s1"]);
    expect((await page({ value: T0_MS + 1, id: "s1" })).next).toBeNull();
    expect(await ids(null, { kind: "search" })).toEqual(["s3", "s1"]);
    expect(await ids(null, { text: "e_sp" })).toEqual(["s3"]);
    expect(await ids(null, { text: "e%sp" })).toEqual([]);
  });

  test("change state only from the states that are named, and are found by what they are", async () => {
    await studies.insert(studyRow("s", "ann", { content_key: "same" }));
    expect(await studies.updateFrom("s", ["running"], { state: "done" })).toBe(false);
    expect(await studies.findAlike("same", "ann")).toMatchObject({ id: "s", state: "queued" });
    expect(await studies.findAlike("same", "bob")).toBeNull();
    expect(await studies.updateFrom("s", ["queued"], { state: "failed" })).toBe(true);
    expect(await studies.findAlike("same", "ann")).toBeNull();
    expect(await studies.unfinished()).toEqual([]);
  });

  test("count their shards, and let go on what is not done", async () => {
    await studies.insert(studyRow("s", "ann"));
    await studies.insertShards([
      shardRow("s", 0, { state: "done", rows_done: 3, rows_reused: 1, best: "{}" }),
      shardRow("s", 1, { state: "running", rows_done: 2, worker: "w" }),
      shardRow("s", 2, { state: "failed", error: "{}" }),
    ]);
    expect(await studies.sums("s")).toEqual({
      ...{ total: 3, done: 1, running: 1, failed: 1 },
      ...{ rowsDone: 5, rowsReused: 1 },
    });
    expect(await studies.bests("s")).toEqual(["{}"]);
    await studies.reopenShards("s");
    const shards = await studies.shards("s", [1, 2]);
    expect(shards).toMatchObject([
      { position: 1, state: "waiting", rows_done: 2, worker: null, job_id: null },
      { position: 2, state: "waiting", error: null },
    ]);
    expect(await studies.ownedRows("ann")).toBe(3);
    expect(await studies.ownedRows("bob")).toBe(0);
  });

  test("have each row once, whoever writes it, and in any order that is asked for", async () => {
    const { db, dialect } = database;
    await studies.insert(studyRow("s", "ann"));
    const rows = [2, 0, 1, 10].map((index) => studyRowRow("s", index));
    expect([...(await insertRows(db, rows))].sort()).toEqual([0, 1, 10, 2]);
    const other = studyRowRow("s", 1, { cells: "[9]" });
    expect(await insertRows(db, [other, studyRowRow("s", 3)])).toEqual([3]);
    expect(await presentRows(db, "s", 1, 3)).toEqual(new Set([1, 2, 3]));
    const page = { studyId: "s", sort: null, descending: false, from: 1, limit: 2 } as const;
    const [row] = await readRows(db, dialect, page);
    expect(row).toMatchObject({ row_index: 1, cells: JSON.stringify([0.1 + 0.2, null, -1]) });
    const indexes = async (part: "point" | "cells", at: number, descending: boolean) =>
      (
        await readRows(db, dialect, { ...page, from: 0, limit: 9, sort: { part, at }, descending })
      ).map(({ row_index }) => row_index);
    expect(await indexes("cells", 2, false)).toEqual([10, 3, 2, 1, 0]);
    expect(await indexes("point", 0, true)).toEqual([10, 3, 2, 1, 0]);
    expect(await indexes("cells", 1, true)).toEqual([0, 1, 2, 3, 10]);
    const [behind] = await rowsAfter(db, "s", 3, 10, true);
    expect(behind).toMatchObject({ row_index: 10, problem: null });
    expect([...(behind?.returns ?? [])]).toEqual([1, 2, 3, 4]);
  });

  test("take rows that another has had, by their key", async () => {
    await studies.insert(studyRow("s", "ann"));
    await studies.insert(studyRow("t", "bob"));
    await insertRows(database.db, [studyRowRow("s", 4, { key: "same" })]);
    const copied = await database.db.transaction().execute((trx) =>
      copyKnownRows(trx, {
        ...{ studyId: "t", position: 7, nowMs: T0_MS },
        asked: [0, 1].map((index) => ({ index, point: [index] })),
        keys: new Map([
          [0, "none"],
          [1, "same"],
        ]),
        rankOf: () => 5,
      }),
    );
    expect(copied).toEqual([{ index: 1, value: 5 }]);
    const [row] = await database.db
      .selectFrom("study_rows")
      .selectAll()
      .where("study_id", "=", "t")
      .execute();
    const had = studyRowRow("s", 4);
    expect(row).toMatchObject({ row_index: 1, shard: 7, point: "[1]", cells: had.cells });
  });

  test("keep what was run of them bit by bit until it is forgotten", async () => {
    await studies.insert(studyRow("s", "ann"));
    const kept = Array.from({ length: 1100 }, (_, at) => keptRow(String(at).padStart(5, "0")));
    await insertKept(database.db, "s", kept);
    await insertKept(database.db, "s", kept.slice(0, 2));
    expect(await keptRows(database.db, "s")).toEqual(kept);
    await forgetKept(database.db, "s");
    expect(await keptRows(database.db, "s")).toEqual([]);
  });

  test("go with their rows when they ended long ago, unless somebody cares", async () => {
    const old = { state: "done", finished_ms: T0_MS } as const;
    await studies.insert(studyRow("old", "ann", old));
    await studies.insert(studyRow("starred", "ann", { ...old, starred: 1 }));
    await studies.insert(studyRow("titled", "ann", { ...old, title: "mine" }));
    await studies.insert(studyRow("running", "ann", { ...old, state: "running" }));
    await studies.insert(studyRow("new", "ann", { ...old, finished_ms: T0_MS + 2 * DAY_MS }));
    await insertRows(database.db, [studyRowRow("old", 0), studyRowRow("new", 0)]);
    await studies.insertShards([shardRow("old", 0)]);
    const nowMs = T0_MS + 3 * DAY_MS;
    expect(await applyStudyRetention(database.db, { nowMs, retentionDays: 2 })).toBe(1);
    expect(await studies.get("old")).toBeNull();
    expect(await studies.shards("old", null)).toEqual([]);
    const rows = await database.db.selectFrom("study_rows").select("study_id").execute();
    expect(rows).toEqual([{ study_id: "new" }]);
    expect([...(await studies.someOf("ann", 9))].sort()).toEqual([
      ...["new", "running", "starred", "titled"],
    ]);
  });
});
