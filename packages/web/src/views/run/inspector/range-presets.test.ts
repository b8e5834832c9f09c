import { expect, test } from "vitest";
import { rangeOfDays, rangePresets, utcDay } from "./range-presets";

const FIRST = Date.UTC(2022, 6, 1);
const END = Date.UTC(2024, 6, 1);

test("years, last days and halves are offered where the data has them", () => {
  const presets = rangePresets(FIRST, END);
  expect(presets.map(({ id, value }) => `${id} ${value}`)).toEqual([
    "all 0",
    "days 30",
    "days 90",
    "days 365",
    "year 2022",
    "year 2023",
    "year 2024",
    "first 0",
    "second 0",
  ]);
  const [first, second] = presets.slice(-2);
  expect(first?.range.toMs).toBe(second?.range.fromMs);
  expect(utcDay(second?.range.fromMs ?? 0)).toBe("2023-07-02");
});

test("a month of bars has no years and no last quarter", () => {
  const presets = rangePresets(Date.UTC(2024, 0, 1), Date.UTC(2024, 0, 31));
  expect(presets.map(({ id }) => id)).toEqual(["all", "first", "second"]);
});

test("both days of a range are in it, and the data's own ends are no limits", () => {
  const span = { firstMs: FIRST, endMs: END };
  expect(rangeOfDays("2023-01-01", "2023-01-01", span)).toEqual({
    fromMs: Date.UTC(2023, 0, 1),
    toMs: Date.UTC(2023, 0, 2),
  });
  expect(rangeOfDays("2022-07-01", "2024-06-30", span)).toEqual({ fromMs: null, toMs: null });
  expect(rangeOfDays("", "2024-06-30", span)).toBeNull();
});
