import { expect, test } from "vitest";
import { fittingTimeframe, nextTimeframe, readLengths, readSettings } from "./market-settings";

const HOUR = 3_600_000;

test("lengths are read as people write them, and nothing else is", () => {
  expect(readLengths("5, 10 20，60", null)).toEqual([5, 10, 20, 60]);
  expect(readLengths("20, 2", 2)).toEqual([20, 2]);
  for (const bad of ["", "0", "-3", "abc", "1,2,3,4,5,6,7", "5000"]) {
    expect(readLengths(bad, null)).toBeNull();
  }
  expect(readLengths("14, 15", 1)).toBeNull();
});

test("what was stored wrongly is as at first", () => {
  const settings = readSettings({
    timeframeMs: 17,
    indicators: { MA: { on: "yes", params: ["x"] }, ATR: { on: true, params: [7] } },
  });
  expect(settings.timeframeMs).toBe(HOUR);
  expect(readSettings(null, 4 * HOUR).timeframeMs).toBe(4 * HOUR);
  expect(settings.indicators.MA).toEqual({ on: true, params: [20, 60] });
  expect(settings.indicators.ATR).toEqual({ on: true, params: [7] });
  expect(settings.indicators.EMA.on).toBe(false);
});

test("timeframes go on in both directions as far as the bars allow", () => {
  expect(nextTimeframe(HOUR, "coarser", 60_000)).toBe(2 * HOUR);
  expect(nextTimeframe(HOUR, "finer", HOUR)).toBe(HOUR);
  expect(nextTimeframe(604_800_000, "coarser", 60_000)).toBe(604_800_000);
  expect(fittingTimeframe(60_000, HOUR)).toBe(HOUR);
  expect(fittingTimeframe(3 * 60_000, 120_000)).toBe(30 * 60_000);
});
