import { expect, test } from "vitest";
import { histogram, yearRows } from "./returns-table";

test("months stand under their year, which compounds them", () => {
  const rows = yearRows(["2023-12", "2024-01", "2024-03"], [0.5, 0.1, -0.5]);
  expect(rows.map((row) => row.year)).toEqual(["2023", "2024"]);
  expect(rows[0]?.months[11]).toBe(0.5);
  expect(rows[1]?.months.slice(0, 4)).toEqual([0.1, null, -0.5, null]);
  expect(rows[1]?.whole).toBeCloseTo(-0.45, 12);
});

test("a histogram counts every value once, in bins that meet at zero", () => {
  const values = Array.from({ length: 101 }, (_, index) => (index - 50) / 1000);
  const bins = histogram(values);
  expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(values.length);
  expect(bins.some((bin) => bin.from === 0)).toBe(true);
});

test("equal returns have one bin, and none have none", () => {
  expect(histogram([0.003, 0.003])).toHaveLength(1);
  expect(histogram([])).toEqual([]);
});
