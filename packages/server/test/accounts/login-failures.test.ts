import { expect, test } from "vitest";
import { DELAY_STEPS } from "../../src/plugins/app/accounts/login-delays.js";
import { LoginFailuresRepository } from "../../src/plugins/app/accounts/login-failures-repository.js";
import { describeDatabases } from "../databases.fixture.js";

const KEY = { name_key: "ada", address: "203.0.113.7" };
const START_MS = Date.UTC(2026, 0, 1);

describeDatabases("failed log-ins", (database) => {
  test("cost nothing three times, then a second, doubled up to a quarter of an hour", async () => {
    const failures = new LoginFailuresRepository(database.db);
    const waits: number[] = [];
    let nowMs = START_MS;
    for (let i = 0; i < 17; i++) {
      expect(await failures.count(KEY, nowMs, DELAY_STEPS)).toBe(true);
      const waitMs = ((await failures.get(KEY))?.next_try_ms ?? 0) - nowMs;
      waits.push(waitMs / 1000);
      if (waitMs > 0)
        expect(await failures.count(KEY, nowMs + waitMs - 1, DELAY_STEPS)).toBe(false);
      nowMs += waitMs;
    }
    expect(waits).toEqual([0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900]);
  });

  test("at the same time do not slip through together", async () => {
    const failures = new LoginFailuresRepository(database.db);
    const tries = Array.from({ length: 20 }, () => failures.count(KEY, START_MS, DELAY_STEPS));
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(4);
  });

  test("keep nobody waiting for longer because a clock was set back", async () => {
    const failures = new LoginFailuresRepository(database.db);
    for (let i = 0; i < 4; i++) await failures.count(KEY, START_MS, DELAY_STEPS);
    expect(await failures.count(KEY, START_MS, DELAY_STEPS)).toBe(false);
    expect(await failures.count(KEY, START_MS - 86_400_000, DELAY_STEPS)).toBe(true);
  });

  test("are of one name at one address, and are forgotten", async () => {
    const failures = new LoginFailuresRepository(database.db);
    for (let i = 0; i < 4; i++) await failures.count(KEY, START_MS, DELAY_STEPS);
    const elsewhere = { ...KEY, address: "203.0.113.8" };
    expect(await failures.count(elsewhere, START_MS, DELAY_STEPS)).toBe(true);
    expect(await failures.count({ ...KEY, name_key: "eve" }, START_MS, DELAY_STEPS)).toBe(true);
    await failures.clear(KEY);
    expect(await failures.get(KEY)).toBeNull();
    await failures.prune(START_MS + 1);
    expect(await failures.get(elsewhere)).toBeNull();
  });
});
