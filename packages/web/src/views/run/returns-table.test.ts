import { expect, test } from "vitest";
import { dayBins, yearRows } from "./returns-table";

test("months stand under their year, which compounds them", () => {
  const rows = yearRows(["2023-12", "2024-01", "2024-03"], [0.5, 0.1, -0.5]);
  expect(rows.map((row) => row.year)).toEqual(["2023", "2024"]);
  expect(rows[0]?.months[11]).toBe(0.5);
  expect(rows[1]?.months.slice(0, 4)).toEqual([0.1, null, -0.5, null]);
  expect(rows[1]?.whole).toBeCloseTo(-0.45, 12);
});

test("bins of days meet, and one of them begins at zero", () => {
  const bins = dayBins({ dailyReturns: { from: -0.0002, width: 0.0001, counts: [1, 5, 3] } });
  expect(bins.map(({ count }) => count)).toEqual([1, 5, 3]);
  expect(bins[2]?.from).toBe(0);
  expect(bins[1]?.to).toBe(0);
  expect(bins[2]?.to).toBe(0.0001);
});

test("results that do not tell have no bins", () => {
  expect(dayBins({})).toEqual([]);
  expect(dayBins({ dailyReturns: { from: 0, width: 0, counts: [] } })).toEqual([]);
});
