import { expect, onTestFinished, test } from "vitest";
import { RunsRepository } from "../../src/plugins/app/runs/runs-repository.js";
import type { Settings } from "../../src/settings/settings.js";
import { newHome } from "../cli/command.fixture.js";
import { type TestApp, testApp } from "../harness.fixture.js";
import { insertUsers, jobRow, runRow } from "./rows.fixture.js";

const DAY_MS = 86_400_000;

/** A server on which one run has just ended. */
async function withRun(settings: Partial<Settings>): Promise<TestApp> {
  const server = await testApp(settings);
  onTestFinished(server.close);
  await insertUsers(server.app.db, "ann");
  const ended = { state: "done", finished_ms: server.clock.nowMs() } as const;
  await new RunsRepository(server.app.db).insert(runRow("r1", "ann", ended));
  return server;
}

test.each([
  [null, 0],
  [7, 1],
])("a server whose retention is %j days removes %i runs", async (retentionDays, removed) => {
  const { app, clock } = await withRun({ retentionDays });
  clock.turn(8 * DAY_MS);
  const reports = await Promise.all([app.upkeep.run(), app.upkeep.run()]);
  expect(reports[0]).toBe(reports[1]);
  expect(reports[0].runs).toBe(removed);
  expect((await app.upkeep.run()).runs).toBe(0);
});

test("a clock that is turned back removes nothing before its time", async () => {
  const { app, clock } = await withRun({ retentionDays: 7 });
  clock.jump(-400 * DAY_MS);
  clock.turn(2 * DAY_MS);
  expect(await app.upkeep.run()).toMatchObject({ trusted: false, runs: 0 });
  clock.turn(2 * DAY_MS);
  expect(await app.upkeep.run()).toMatchObject({ trusted: true, runs: 0 });
  clock.turn(403 * DAY_MS);
  expect((await app.upkeep.run()).runs).toBe(0);
  clock.turn(1);
  expect((await app.upkeep.run()).runs).toBe(1);
});

test("a clock that jumps ahead removes nothing for a day, and nothing when it is put right", async () => {
  const { app, clock } = await withRun({ retentionDays: 7 });
  clock.turn(3_600_000);
  expect((await app.upkeep.run()).trusted).toBe(true);
  clock.jump(3650 * DAY_MS);
  for (let hour = 0; hour < 23; hour++) {
    expect(await app.upkeep.run()).toMatchObject({ trusted: false, runs: 0 });
    clock.turn(3_600_000);
  }
  clock.jump(-3650 * DAY_MS);
  for (let hour = 0; hour < 24; hour++) {
    expect(await app.upkeep.run()).toMatchObject({ trusted: false, runs: 0 });
    clock.turn(3_600_000);
  }
  expect(await app.upkeep.run()).toMatchObject({ trusted: true, runs: 0 });
  clock.turn(6 * DAY_MS);
  expect((await app.upkeep.run()).runs).toBe(1);
});

test("a clock that stays ahead is believed after a day", async () => {
  const { app, clock } = await withRun({ retentionDays: 7 });
  clock.jump(8 * DAY_MS);
  expect((await app.upkeep.run()).runs).toBe(0);
  clock.turn(DAY_MS);
  expect((await app.upkeep.run()).runs).toBe(1);
});

test("a server that starts long after it was used last waits a day as well", async () => {
  const settings = { home: newHome(), retentionDays: 7 };
  const before = await withRun(settings);
  const used = { state: "done", created_ms: before.clock.nowMs() } as const;
  await before.app.db
    .insertInto("jobs")
    .values(jobRow("j1", "ann", used))
    .execute();
  before.clock.turn(8 * DAY_MS);
  await before.close();
  const { app, clock, close } = await testApp(settings, before.clock);
  onTestFinished(close);
  expect(await app.upkeep.run()).toMatchObject({ trusted: false, runs: 0 });
  clock.turn(DAY_MS);
  expect(await app.upkeep.run()).toMatchObject({ trusted: true, runs: 1 });
});
