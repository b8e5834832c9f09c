import fc from "fast-check";
import { expect, test } from "vitest";
import { openTimeMs } from "../market-data/bars.js";
import { coverageOf, dayCoverage } from "./coverage.js";
import { monthCoverage } from "./month-coverage.js";
import { barsOf } from "./quality.fixture.js";

const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2023, 10, 27, 5);

function monthsOf(closes: readonly (number | undefined)[]) {
  const bars = { ...barsOf(closes, START_MS), intervalMs: HOUR_MS };
  const coverage = coverageOf(bars);
  return { bars, months: monthCoverage(dayCoverage(bars, coverage), coverage) };
}

test("months without a hole are whole, the first and the last included", () => {
  const { months } = monthsOf(new Array<number>(24 * 60).fill(5));
  expect(months.map(({ monthMs }) => new Date(monthMs).toISOString().slice(0, 7))).toEqual([
    "2023-11",
    "2023-12",
    "2024-01",
  ]);
  expect(months.every(({ share, holes }) => share === 1 && holes === 0)).toBe(true);
});

test("each month has the share of its hours that a plain count gives", () => {
  const hours = fc.array(fc.boolean(), { minLength: 1, maxLength: 24 * 70 });
  fc.assert(
    fc.property(hours, (present) => {
      const closes = [5, ...present.map((there) => (there ? 5 : undefined)), 5];
      const { bars, months } = monthsOf(closes);
      const firstMs = openTimeMs(bars, 0);
      for (const { monthMs, share } of months) {
        const within = closes.filter((_, hour) => {
          const date = new Date(firstMs + hour * HOUR_MS);
          return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) === monthMs;
        });
        const there = within.filter((close) => close !== undefined).length;
        expect(share).toBeCloseTo(there / within.length, 9);
      }
      const holes = months.reduce((sum, month) => sum + month.holes, 0);
      expect(holes).toBe(coverageOf(bars).holes.length);
    }),
  );
});
