import { expect, test } from "vitest";
import { withFundingHours } from "./funding-hours.js";

const HOUR_MS = 3_600_000;

function hoursOf(hours: readonly number[], startHour = 0): string[] {
  const rows = hours.map((hour) => {
    const timeMs = Math.round(hour * HOUR_MS) + 3;
    return { timeMs, line: `${timeMs},-0.0001` };
  });
  return withFundingHours(rows, startHour * HOUR_MS).map(({ line }) => line.split(",")[1]);
}

test("hours are the distance to the settlement before, also across the start of the span", () => {
  expect(hoursOf([0, 8, 16, 24], 8)).toEqual(["8", "8", "8"]);
  expect(hoursOf([0, 8, 12, 16, 17, 19, 27], 8)).toEqual(["8", "4", "4", "1", "2", "8"]);
});

test("some ms of delay do not count", () => {
  expect(hoursOf([0, 8.01, 16], 8)).toEqual(["8", "8"]);
});

test("hours that cannot be known are left empty", () => {
  // the first settlement there ever was; one that is missing; a distance that is no interval
  expect(hoursOf([0, 8])).toEqual(["", "8"]);
  expect(hoursOf([0, 8, 24, 32], 8)).toEqual(["8", "", "8"]);
  expect(hoursOf([0, 8, 13], 8)).toEqual(["8", ""]);
});

test("time and rate stay as they were", () => {
  const rows = [
    { timeMs: 0, line: "0,0.0001" },
    { timeMs: 4 * HOUR_MS, line: `${4 * HOUR_MS},-1.2e-7` },
  ];
  expect(withFundingHours(rows, 1)).toEqual([
    { timeMs: 4 * HOUR_MS, line: `${4 * HOUR_MS},4,-1.2e-7` },
  ]);
});
