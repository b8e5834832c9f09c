import fc from "fast-check";
import { expect, test } from "vitest";
import { dailyReturnBins, periodReturns } from "./period-returns.js";

const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2024, 0, 30, 12);

function hourly(equity: readonly number[], holeAt = Number.POSITIVE_INFINITY, holeHours = 0) {
  const timeAt = (row: number) => START_MS + (row + (row >= holeAt ? holeHours : 0)) * HOUR_MS;
  return { equity: Float64Array.from(equity), timeAt };
}

test("days end at their last row, and days without rows are left out", () => {
  const equity = Array.from({ length: 48 }, (_, row) => 1000 + row);
  const { period, key, value } = periodReturns(hourly(equity, 20, 48), 1000);
  expect(period).toBe("day");
  expect(key).toEqual(["2024-01-30", "2024-01-31", "2024-02-02", "2024-02-03"]);
  expect(value[0]).toBeCloseTo(1011 / 1000 - 1, 12);
  expect(value[1]).toBeCloseTo(1019 / 1011 - 1, 12);
});

test("long runs are told by month", () => {
  const equity = Array.from({ length: 24 * 70 }, (_, row) => 1000 + row);
  const { period, key } = periodReturns(hourly(equity), 1000);
  expect(period).toBe("month");
  expect(key).toEqual(["2024-01", "2024-02", "2024-03", "2024-04"]);
});

test("no rows have no returns", () => {
  expect(periodReturns(hourly([]), 1000).key).toEqual([]);
  expect(dailyReturnBins(hourly([]), 1000)).toEqual({ from: 0, width: 0, counts: [] });
});

test("bins count every day of long runs once, and meet at zero", () => {
  const EQUITY = fc.array(fc.double({ noNaN: true, min: 1, max: 2000 }), {
    minLength: 24 * 80,
    maxLength: 24 * 120,
  });
  fc.assert(
    fc.property(EQUITY, (equity) => {
      const days = Math.ceil((equity.length + 12) / 24);
      const { from, width, counts } = dailyReturnBins(hourly(equity), 1000);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(days);
      expect(counts.length).toBeLessThan(200);
      const toZero = -from / width;
      expect(Math.abs(toZero - Math.round(toZero))).toBeLessThan(1e-6);
    }),
    { numRuns: 20 },
  );
});
