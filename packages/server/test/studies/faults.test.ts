/** Processes that die, servers that go and come back: no row is lost, and none is there twice. */
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { connectDatabase } from "../../src/db/database.js";
import type { StartStudyBody } from "../../src/schemas/start-study.js";
import { newHome, post, serve } from "../cli/command.fixture.js";
import { testApp } from "../harness.fixture.js";
import { putBars, server } from "../runs/run-data.fixture.js";
import { follow } from "./follow-study.fixture.js";
import {
  longSearch,
  longSweep,
  postStudy,
  scriptOf,
  storedRows,
  studyWhen,
} from "./study-data.fixture.js";

const WAIT = { timeout: 60_000, interval: 50 };
/** Of a study that is killed in its middle. */
const ROWS = 120;

test("a sweep whose processes are killed has every row once", async () => {
  const to = await server({ workers: 2 });
  const ada = await to.as("user");
  const dataSetId = await putBars(to, ada.id, { bars: 20_000 });
  const { study } = (await postStudy(ada, { request: longSweep(80), dataSetId })).json();
  for (const rows of [5, 20, 40]) {
    await studyWhen(ada, study.id, ({ rowsDone }) => rowsDone >= rows);
    for (const { pid, state } of to.app.pool.status()) {
      if (state === "busy") process.kill(pid, "SIGKILL");
    }
  }
  const done = await studyWhen(ada, study.id, ({ state }) => state !== "running");
  expect(done).toMatchObject({ state: "done", rowsDone: 80, error: null });
  const rows = await storedRows(to.app.db, study.id);
  expect(rows.map(({ row_index }) => row_index)).toEqual(rows.map((_, index) => index));
  expect(rows).toHaveLength(80);
});

test("a sweep and a search go on where they were when their server was killed", async () => {
  const home = newHome();
  const empty = await testApp({ home });
  const { dataSetId, authorization } = await scriptOf(empty, 20_000);
  await empty.close();
  const first = await serve([], { home, env: { PERPMILL_WORKERS: "2" } });
  const studies = `${first.url}/api/v1/studies`;
  const begin = async (request: StartStudyBody["request"]): Promise<string> => {
    const { body } = await post(studies, { request, dataSetId }, { authorization });
    return (body.study as { readonly id: string }).id;
  };
  const isUnderWay = async (id: string) =>
    (await (await fetch(`${studies}/${id}`, { headers: { authorization } })).json()).rowsDone >= 5;
  const searchId = await begin(longSearch(ROWS));
  await vi.waitUntil(() => isUnderWay(searchId), WAIT);
  const sweepId = await begin(longSweep(ROWS));
  await vi.waitUntil(() => isUnderWay(sweepId), WAIT);
  await first.stop("SIGKILL");

  const file = join(home, "server", "perpmill.sqlite");
  const { db } = connectDatabase({ url: null, file, onConnectionError: () => {} });
  const before = await storedRows(db, sweepId);
  const kept = await db.selectFrom("study_kept").select("key").execute();
  await db.destroy();
  expect(before.length).toBeGreaterThanOrEqual(5);
  expect(before.length).toBeLessThan(ROWS);
  expect(kept.length).toBeGreaterThanOrEqual(5);
  expect(kept.length).toBeLessThan(ROWS);

  const second = await testApp({ home });
  onTestFinished(second.close);
  const study = (id: string) =>
    second.app.db
      .selectFrom("studies")
      .select(["state", "rows_done", "rows_reused"])
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
  for (const id of [sweepId, searchId]) {
    await vi.waitUntil(async () => (await study(id)).state === "done", WAIT);
    expect((await study(id)).rows_done).toBe(ROWS);
    const stored = await storedRows(second.app.db, id);
    expect(stored.map(({ row_index }) => row_index)).toEqual(
      Array.from({ length: ROWS }, (_, index) => index),
    );
  }
  const after = new Map(
    (await storedRows(second.app.db, sweepId)).map((row) => [row.row_index, row]),
  );
  expect(before.map(({ row_index }) => after.get(row_index))).toEqual(before);
  expect((await study(searchId)).rows_reused).toBeGreaterThanOrEqual(kept.length);
});

test("readers are told of rows as they come, and of the end", async () => {
  const to = await server({ workers: 2 });
  const ada = await to.as("user");
  const bob = await to.as("user");
  const dataSetId = await putBars(to, ada.id, { bars: 20_000 });
  const { study } = (await postStudy(ada, { request: longSweep(60), dataSetId })).json();
  expect(await follow(to, bob, study.id)).toBeNull();
  const events = await follow(to, ada, study.id);
  await studyWhen(ada, study.id, ({ state }) => state === "done");
  const names = events?.map(({ event }) => event) ?? [];
  expect(new Set(names)).toEqual(new Set(["progress", "rows", "state"]));
  expect(names.at(-1)).toBe("state");
  const told = new Set(events?.flatMap(({ data }) => data.index ?? []));
  const progress = events?.filter(({ event }) => event === "progress").at(-1);
  expect(progress?.data).toMatchObject({ done: 60, total: 60, share: 1 });
  expect(told.size).toBeGreaterThan(30);
});
