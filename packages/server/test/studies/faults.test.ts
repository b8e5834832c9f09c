/** Processes that die, servers that go and come back: no row is lost, and none is there twice. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { TurnableClock, testApp } from "../harness.fixture.js";
import { putBars, server } from "../runs/run-data.fixture.js";
import { follow } from "./follow-study.fixture.js";
import { longSweep, postStudy, storedRows, studyWhen } from "./study-data.fixture.js";

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
  const rows = await storedRows(to, study.id);
  expect(rows.map(({ row_index }) => row_index)).toEqual(rows.map((_, index) => index));
  expect(rows).toHaveLength(80);
});

test("a sweep goes on where it stopped when the server comes back", async () => {
  const home = mkdtempSync(join(tmpdir(), "perpmill-studies-"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const first = await testApp({ workers: 1, home }, new TurnableClock());
  const ada = await first.as("user");
  const dataSetId = await putBars(first, ada.id, { bars: 20_000 });
  const { study } = (await postStudy(ada, { request: longSweep(60), dataSetId })).json();
  await studyWhen(ada, study.id, ({ rowsDone }) => rowsDone >= 5);
  await first.app.close();
  const second = await testApp({ workers: 1, home }, new TurnableClock());
  onTestFinished(second.close);
  const before = await storedRows(second, study.id);
  expect(before.length).toBeGreaterThanOrEqual(5);
  expect(before.length).toBeLessThan(60);
  const row = async () =>
    second.app.db
      .selectFrom("studies")
      .select(["state", "rows_done"])
      .where("id", "=", study.id)
      .executeTakeFirstOrThrow();
  while ((await row()).state !== "done") await new Promise((resolve) => setTimeout(resolve, 50));
  expect((await row()).rows_done).toBe(60);
  const rows = await storedRows(second, study.id);
  expect(rows.slice(0, before.length)).toEqual(before);
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
