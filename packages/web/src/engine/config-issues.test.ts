import type { ConfigInput } from "@perpmill/engine";
import { expect, test } from "vitest";
import { configIssues, takesFunding } from "./config-issues";

const CONFIG: ConfigInput = {
  instrument: "ETHUSDT",
  account: { initialBalance: 10_000, leverage: 5 },
  strategy: { name: "dual-maker", bidSpread: 0.002, askSpread: 0.002, size: { equityRatio: 0.02 } },
};
const ALONE = { intervalMs: null, hasFunding: false };

test("a configuration that can run has no issues", () => {
  expect(configIssues(CONFIG, ALONE)).toEqual([]);
});

test("every field that the engine refuses is named, in the engine's words", () => {
  const strategy = { ...CONFIG.strategy, bidSpread: "abc", askSpread: 2 };
  const issues = configIssues({ ...CONFIG, strategy, volatility: { high: 0.01 } }, ALONE);
  expect(issues.map(({ field }) => field)).toEqual([
    "strategy.bidSpread",
    "strategy.askSpread",
    "volatility.atrPeriod",
  ]);
  expect(issues[1]?.message).toBe("strategy.askSpread must be a number from 0 to 0.99, got 2");
});

test("rates that are there go with their mode alone, and other modes leave them out", () => {
  const constant: ConfigInput = { ...CONFIG, funding: { mode: "constant", rate: 0.0001 } };
  expect(takesFunding(CONFIG)).toBe(true);
  expect(takesFunding(constant)).toBe(false);
  expect(configIssues(constant, { intervalMs: 60_000, hasFunding: true })).toEqual([]);
  const series: ConfigInput = { ...CONFIG, funding: { mode: "series" } };
  expect(configIssues(series, { intervalMs: 60_000, hasFunding: true })).toEqual([]);
  expect(configIssues(series, ALONE)[0]?.field).toBe("funding.mode");
});
