import { expect, test } from "vitest";
import { RunsRepository } from "../../src/plugins/app/runs/runs-repository.js";
import { testApp } from "../harness.fixture.js";
import { insertUsers, runRow } from "./rows.fixture.js";

const DAY_MS = 86_400_000;

test("a server removes what its retention says, and nothing without one", async () => {
  for (const retentionDays of [null, 7]) {
    const { app, clock, close } = await testApp({ retentionDays });
    try {
      await insertUsers(app.db, "ann");
      const ended = { state: "done", finished_ms: clock.nowMs() } as const;
      await new RunsRepository(app.db).insert(runRow("r1", "ann", ended));
      clock.turn(8 * DAY_MS);
      const reports = await Promise.all([app.upkeep.run(), app.upkeep.run()]);
      expect(reports[0]).toBe(reports[1]);
      expect(reports[0].runs).toBe(retentionDays === null ? 0 : 1);
      expect((await app.upkeep.run()).runs).toBe(0);
    } finally {
      await close();
    }
  }
});

test("a clock that was turned back removes nothing before its time", async () => {
  const { app, clock, close } = await testApp({ retentionDays: 7 });
  try {
    await insertUsers(app.db, "ann");
    const ended = { state: "done", finished_ms: clock.nowMs() } as const;
    await new RunsRepository(app.db).insert(runRow("r1", "ann", ended));
    clock.turn(-400 * DAY_MS);
    expect((await app.upkeep.run()).runs).toBe(0);
    clock.turn(407 * DAY_MS);
    expect((await app.upkeep.run()).runs).toBe(0);
    clock.turn(1);
    expect((await app.upkeep.run()).runs).toBe(1);
  } finally {
    await close();
  }
});
