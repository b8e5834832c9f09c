import { listStrategies, parseConfig } from "@perpmill/engine";
import { expect, test } from "vitest";
import { FIRST_DEFAULTS, LIMITS, readDefaults, startConfig } from "./run-defaults";

test("what was kept wrongly is as at first, and the rest stays", () => {
  expect(readDefaults(null)).toEqual(FIRST_DEFAULTS);
  const kept = { initialBalance: -1, leverage: 20, strategy: "", instrument: 7, timeframe: "7m" };
  expect(readDefaults(kept)).toEqual({ ...FIRST_DEFAULTS, leverage: 20 });
});

test("a session can begin with every strategy, and at the limits of the numbers", () => {
  for (const { id } of listStrategies()) {
    const config = startConfig({ ...FIRST_DEFAULTS, strategy: id, instrument: "BTCUSDT" });
    expect(parseConfig(config).strategy.name).toBe(id);
  }
  for (const end of ["min", "max"] as const) {
    const ends = { initialBalance: LIMITS.initialBalance[end], leverage: LIMITS.leverage[end] };
    parseConfig(startConfig({ ...FIRST_DEFAULTS, ...ends }));
  }
});
